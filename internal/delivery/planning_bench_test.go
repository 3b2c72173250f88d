package delivery_test

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"stillpoint/internal/delivery"
)

// batch is how many rows one transaction holds, on both sides of a ratio.
const batch = 500

// bare is the least that planning a delivery could be: in transactions of a
// batch, what is due is moved on by UPDATE … RETURNING, and a row is inserted
// for each. Or it is that by hand: with the further rows that a planned delivery stands
// in, which prompts the person was asked, the dispatch, and the fact.
type bare struct {
	db             *sql.DB
	update, insert *sql.Stmt
	further        []*sql.Stmt // each with the delivery's id, the person's, and the chat
}

func newBare(b *testing.B, n int, byHand bool) bare {
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
	d := bare{
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
	if !byHand {
		return d
	}
	d.further = []*sql.Stmt{
		prepare(`INSERT INTO choices (person, pack, state) VALUES (?2, 'walking-away', zeroblob(64 + ?1 % 2 + length(?3)))
			ON CONFLICT (person, pack) DO UPDATE SET state = excluded.state`),
		prepare(`INSERT INTO dispatches (id, delivery, platform, chat, purpose, state, ready, closes, attempts, unsure, message, placed)
			VALUES (?1 + ?2 % 1 + (1 << 40), ?1, 'memory', ?3, 0, 0, 1, 2, 0, 0, '', ?1)`),
		prepare(`INSERT INTO facts (id, kind, person, subscription, delivery, part, platform, chat, message, at, known, date, zone, extra, back_off, shown)
			VALUES (?1 + (1 << 41), 0, ?2, ?2 + 1000000000, ?1, 0, 'memory', ?3, '', 1, 1, '2026-11-21', 'Europe/Berlin', 0, 0, 0)`),
	}
	return d
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
		further := make([]*sql.Stmt, len(d.further))
		for i, s := range d.further {
			further[i] = tx.Stmt(s)
		}
		for _, c := range due {
			r, err := insert.Exec(c.id, c.person, c.chat, now.Format(time.DateOnly), now.UnixMicro())
			if err != nil {
				b.Fatal(err)
			}
			id, err := r.LastInsertId()
			if err != nil {
				b.Fatal(err)
			}
			for _, s := range further {
				if _, err := s.Exec(id, c.person, c.chat); err != nil {
					b.Fatal(err)
				}
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
// and UPDATE … RETURNING of as many rows in batches of 500, whose bound is a ratio of 3;
// and against all five rows that a planned delivery stands in, written by hand.
func BenchmarkPlanning(b *testing.B) {
	const people = 5000
	packs, err := library()
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "plan.db")
	populate(b, path, people)
	out := delivery.New(openStore(b, path), packs, slog.New(slog.DiscardHandler))
	base, byHand := newBare(b, people, false), newBare(b, people, true)
	var planning, least, hand time.Duration
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
		began = time.Now()
		if n := byHand.plan(b, now); n != people {
			b.Fatalf("%d rows by hand, want %d", n, people)
		}
		hand += time.Since(began)
	}
	rows := float64(day * people)
	b.ReportMetric(float64(planning.Microseconds())/rows, "µs/delivery")
	b.ReportMetric(float64(least.Microseconds())/rows, "µs/bare")
	b.ReportMetric(float64(planning)/float64(least), "ratio")
	b.ReportMetric(float64(hand.Microseconds())/rows, "µs/byhand")
	b.ReportMetric(float64(planning)/float64(hand), "byhand-ratio")
	b.ReportMetric(0, "ns/op")
}
