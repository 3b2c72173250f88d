package delivery_test

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery"
	"stillpoint/internal/store"
)

// pragmas are the store's own, for connections beside it.
const pragmas = "?_txlock=immediate&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)" +
	"&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=secure_delete(ON)&_pragma=temp_store(MEMORY)" +
	"&_pragma=journal_size_limit(67108864)&_pragma=trusted_schema(OFF)&_defensive=1&_dqs=0"

// populate makes a database with n people who are asked at 21:00 in Berlin,
// first at due.
func populate(b *testing.B, path string, n int) {
	b.Helper()
	if err := openStore(b, path).Close(); err != nil { // It makes the schema.
		b.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path+pragmas)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	insert := func(query string, args ...any) {
		b.Helper()
		const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) `
		if _, err := db.Exec(numbers+query, append([]any{n}, args...)...); err != nil {
			b.Fatal(err)
		}
	}
	insert(`INSERT INTO persons (id, locale, seed, quiet, created, milestone)
		SELECT 1000000000 + i, '', i, 0, ?, 0 FROM n`, evening.UnixMicro())
	insert(`INSERT INTO subscriptions (id, person, platform, chat, hour, days, zone, pack, state, back_off, unanswered,
			next_date, next_due_at, created)
		SELECT 2000000000 + i, 1000000000 + i, 'memory', '@' || i, '21:00', 127, 'Europe/Berlin', '', 0, 0, 0, ?, ?, ?
		FROM n`, day0.String(), due.UnixMicro(), evening.UnixMicro())
}

// openStore opens a store until the benchmark ends.
func openStore(b *testing.B, path string) *store.Store {
	b.Helper()
	st, err := store.Open(b.Context(), store.Options{Path: path})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := st.Close(); err != nil {
			b.Error(err)
		}
	})
	return st
}

// BenchmarkIdleTick: a tick with nothing due, and a look at what is ready to be
// sent, of 1,000,000 subscriptions against 1,000. The bound is a ratio of 2.
func BenchmarkIdleTick(b *testing.B) {
	packs, err := library()
	if err != nil {
		b.Fatal(err)
	}
	idle := func(n int) func() time.Duration {
		path := filepath.Join(b.TempDir(), "idle.db")
		populate(b, path, n)
		platform := chattest.New(b)
		out := delivery.New(openStore(b, path), packs, slog.New(slog.DiscardHandler), platform)
		out.Open(platform.Platform())
		return func() time.Duration {
			began := time.Now()
			if err := out.Tick(context.Background(), evening); err != nil {
				b.Fatal(err)
			}
			out.Drain(context.Background())
			return time.Since(began)
		}
	}
	few, many := idle(1_000), idle(1_000_000)
	var small, large time.Duration
	ticks := 0
	for b.Loop() {
		small += few()
		large += many()
		ticks++
	}
	b.ReportMetric(float64(small.Microseconds())/float64(ticks), "µs/1k")
	b.ReportMetric(float64(large.Microseconds())/float64(ticks), "µs/1M")
	b.ReportMetric(float64(large)/float64(small), "ratio")
	b.ReportMetric(0, "ns/op")
}
