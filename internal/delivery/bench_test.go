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

// batch is how many rows one transaction holds, on both sides of a ratio.
const batch = 500

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

// bare is the least that planning a delivery could be: in transactions of a
// batch, what is due is moved on by UPDATE … RETURNING, and a row is inserted
// for each.
type bare struct {
	db             *sql.DB
	update, insert *sql.Stmt
}

func newBare(b *testing.B, n int) bare {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bare.db")
	populate(b, path, n)
	db, err := sql.Open("sqlite", "file:"+path+pragmas)
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	prepare := func(query string) *sql.Stmt {
		s, err := db.Prepare(query)
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	return bare{
		db: db,
		update: prepare(`UPDATE subscriptions SET next_due_at = next_due_at + 86400000000
			WHERE id IN (SELECT id FROM subscriptions WHERE next_due_at IS NOT NULL AND state IN (0, 1)
				AND next_due_at <= ? ORDER BY next_due_at, id LIMIT ?)
			RETURNING id, person, chat`),
		insert: prepare(`INSERT INTO deliveries (subscription, person, platform, chat, date, zone, due, extra, requested, back_off,
				pack, prompt, question, follow_up, source, swaps, state, message)
			VALUES (?, ?, 'memory', ?, ?, 'Europe/Berlin', ?, 0, 0, 0, 'walking-away', 'badge',
				'What did people stop asking you about once you had it?', 'Who would notice first?', 'from “An essay” by Somebody', 0, 0, '')`),
	}
}

// plan does it for all that is due and returns how many there were.
func (d bare) plan(b *testing.B, now time.Time) (planned int) {
	b.Helper()
	for {
		tx, err := d.db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		rows, err := tx.Stmt(d.update).Query(now.UnixMicro(), batch)
		if err != nil {
			b.Fatal(err)
		}
		type claimed struct {
			id, person int64
			chat       string
		}
		var due []claimed
		for rows.Next() {
			var c claimed
			if err := rows.Scan(&c.id, &c.person, &c.chat); err != nil {
				b.Fatal(err)
			}
			due = append(due, c)
		}
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
		insert := tx.Stmt(d.insert)
		for _, c := range due {
			if _, err := insert.Exec(c.id, c.person, c.chat, now.Format(time.DateOnly), now.UnixMicro()); err != nil {
				b.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
		if planned += len(due); len(due) < batch {
			return planned
		}
	}
}

// BenchmarkPlanning: what planning a due delivery costs, against a bare INSERT
// and UPDATE … RETURNING of as many rows in batches of 500. The bound is a
// ratio of 3.
func BenchmarkPlanning(b *testing.B) {
	const people = 5000
	packs, err := library()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "plan.db")
	populate(b, path, people)
	out := delivery.New(openStore(b, path), packs, slog.New(slog.DiscardHandler))
	base := newBare(b, people)
	var planning, least time.Duration
	day := 0
	for b.Loop() {
		now := due.AddDate(0, 0, day)
		day++
		began := time.Now()
		if err := out.Tick(context.Background(), now); err != nil {
			b.Fatal(err)
		}
		planning += time.Since(began)
		began = time.Now()
		if n := base.plan(b, now); n != people {
			b.Fatalf("%d rows, want %d", n, people)
		}
		least += time.Since(began)
	}
	rows := float64(day * people)
	b.ReportMetric(float64(planning.Microseconds())/rows, "µs/delivery")
	b.ReportMetric(float64(least.Microseconds())/rows, "µs/bare")
	b.ReportMetric(float64(planning)/float64(least), "ratio")
	b.ReportMetric(0, "ns/op")
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
