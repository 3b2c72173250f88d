//go:build linux

package delivery_test

import (
	"context"
	"database/sql"
	"flag"
	"log/slog"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery"
	"stillpoint/internal/schedule"
)

var (
	dayPeople = flag.Int("day.people", 1_000_000, "how many subscriptions BenchmarkDay has")
	cronOf    = flag.Int("cron.of", 1_000_000, "how many subscribers BenchmarkCron goes up to")
)

// mute is a platform that shows everything at once and to nobody.
type mute struct {
	chat.Adapter
	sent atomic.Int64
}

func (*mute) Platform() chat.Platform { return "memory" }
func (*mute) Limits() chat.Limits     { return chat.Limits{Reactions: true, Edits: true} }

func (m *mute) Send(context.Context, chat.Message) (chat.Sent, error) {
	return chat.Sent{Message: chat.MessageID(strconv.FormatInt(m.sent.Add(1), 10)), At: time.Now().UTC()}, nil
}

// zones are the zones that people name, by any offset there is.
func zones(at time.Time) (all []string) {
	known := map[string]bool{}
	for offset := -12 * time.Hour; offset <= 14*time.Hour; offset += 15 * time.Minute {
		for _, p := range schedule.ZonesAt(offset, at, 1000) {
			if !known[p.Zone] {
				known[p.Zone] = true
				all = append(all, p.Zone)
			}
		}
	}
	return all
}

// spreadOver makes n people who are asked at a quarter of an hour each, all through
// the day and all over the zones, first within the day that begins at an instant.
func spreadOver(b *testing.B, path string, n int, from time.Time) (zoned int) {
	b.Helper()
	if err := openStore(b, path).Close(); err != nil { // It makes the schema.
		b.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path+pragmas)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	prepare := func(query string) *sql.Stmt {
		s, err := tx.Prepare(query)
		if err != nil {
			b.Fatal(err)
		}
		return s
	}
	person := prepare(`INSERT INTO persons (id, locale, seed, quiet, created, milestone) VALUES (?, '', ?, 0, ?, 0)`)
	sub := prepare(`INSERT INTO subscriptions (id, person, platform, chat, hour, days, zone, pack, state, back_off, unanswered,
			next_date, next_due_at, created) VALUES (?, ?, 'memory', ?, ?, 127, ?, '', 0, 0, 0, ?, ?, ?)`)
	type place struct {
		rule schedule.Rule
		next schedule.Occurrence
	}
	places := map[int]place{}
	const quarters = 24 * 4
	all := zones(from)
	for i := range n {
		key := (i%len(all))*quarters + i/len(all)%quarters
		p, ok := places[key]
		if !ok {
			q := key % quarters
			p.rule = schedule.Rule{At: schedule.TimeOfDay{Hour: q / 4, Minute: q % 4 * 15}, Days: schedule.Everyday, Zone: all[key/quarters]}
			if p.next, err = p.rule.Next(from, schedule.Date{}); err != nil {
				b.Fatal(err)
			}
			places[key] = p
		}
		_, err := person.Exec(1_000_000_000+i, i, from.UnixMicro())
		if err == nil {
			_, err = sub.Exec(2_000_000_000+i, 1_000_000_000+i, "@"+strconv.Itoa(i), p.rule.At.String(), p.rule.Zone,
				p.next.Date.String(), p.next.At.UnixMicro(), from.UnixMicro())
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return len(all)
}

// BenchmarkDay: a day in which a million people are asked, each at an hour of their own,
// over all zones, in played time: 1,440 ticks, and what each of them enqueues is sent to
// a platform that costs nothing. It tells what a question costs from being due to having
// arrived, and the memory and the processor's time over the day.
func BenchmarkDay(b *testing.B) {
	packs, err := library()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "day.db")
	from := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	zoned := spreadOver(b, path, *dayPeople, from)
	platform := &mute{}
	out := delivery.New(openStore(b, path), packs, slog.New(slog.DiscardHandler), platform)
	out.Open(platform.Platform())
	for b.Loop() {
		usedUntil, sentUntil := processorTime(b), int64(0)
		began, beganUsed := time.Now(), usedUntil
		longest, most := time.Duration(0), 0.0
		for minute := 1; minute <= 24*60; minute++ {
			tick := time.Now()
			if err := out.Tick(context.Background(), from.Add(time.Duration(minute)*time.Minute)); err != nil {
				b.Fatal(err)
			}
			out.Drain(context.Background())
			longest = max(longest, time.Since(tick))
			if minute%20 == 0 {
				used, sent := processorTime(b), platform.sent.Load()
				resident := residentMB(b)
				most = max(most, resident)
				b.Logf("series day-memory %.3f %.2f", float64(minute)/60, resident)
				b.Logf("series day-processor %.3f %.2f", float64(minute)/60, (used - usedUntil).Seconds())
				b.Logf("series day-questions %.3f %d", float64(minute)/60, sent-sentUntil)
				usedUntil, sentUntil = used, sent
			}
		}
		from = from.AddDate(0, 0, 1)
		sent := platform.sent.Swap(0)
		if sent != int64(*dayPeople) {
			b.Fatalf("%d questions were sent, want %d", sent, *dayPeople)
		}
		b.ReportMetric(float64(sent), "questions")
		b.ReportMetric(float64(zoned), "zones")
		b.ReportMetric(float64((processorTime(b)-beganUsed).Microseconds())/float64(sent), "cpu-µs/question")
		b.ReportMetric(float64(sent)/time.Since(began).Seconds(), "questions/s")
		b.ReportMetric(longest.Seconds(), "s/longest-minute")
		b.ReportMetric(most, "MB")
	}
	runtime.KeepAlive(out)
	b.ReportMetric(0, "ns/op")
}
