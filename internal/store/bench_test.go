package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// writers is how many people write at once, on both sides of a ratio.
const writers = 64

// spread runs work n times, from as many goroutines as there are writers, and
// returns how many a second were done.
func spread(b *testing.B, n int, work func(writer, i int) error) float64 {
	b.Helper()
	began := time.Now()
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for i := w; i < n; i += writers {
				if err := work(w, i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return float64(n) / time.Since(began).Seconds()
}

// bareCommits returns the rate of one-row commits on one connection with the
// same driver and pragmas.
func bareCommits(b *testing.B, n int) float64 {
	b.Helper()
	db, err := sql.Open("sqlite", writerDSN(filepath.Join(b.TempDir(), "bare.db")))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE replies (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT`); err != nil {
		b.Fatal(err)
	}
	insert, err := db.Prepare(`INSERT INTO replies (body) VALUES (?)`)
	if err != nil {
		b.Fatal(err)
	}
	defer insert.Close()
	body := make([]byte, 120)
	return spread(b, n, func(int, int) error {
		_, err := insert.Exec(body)
		return err
	})
}

// reply does what one message of a person takes, in eight statements or more.
func reply(tx reflection.Tx, h home, i int) error {
	at := noon.Add(time.Duration(i) * time.Second)
	if _, err := tx.Seen("telegram", fmt.Sprint(i), at); err != nil {
		return err
	}
	p, err := tx.Person(h.Person.ID)
	if err != nil {
		return err
	}
	d, err := tx.OpenAt(h.Subscription.Chat, at, "")
	if err != nil {
		return err
	}
	r := reflection.Reply{Person: p.ID, Identity: h.Identity.ID, Delivery: d.ID, Question: "What did you once give up?", Created: at}
	if err := tx.AddReply(&r); err != nil {
		return err
	}
	part := reflection.Part{Reply: r.ID, Chat: d.Chat, Message: chat.MessageID(fmt.Sprint(i)), At: at, Text: "A badge, in a drawer."}
	if err := tx.AddPart(&part); err != nil {
		return err
	}
	f := reflection.Fact{Kind: reflection.FactReplied, Person: p.ID, Subscription: d.Subscription, Delivery: d.ID, Part: part.ID, At: at, Date: today}
	if err := tx.AddFact(&f); err != nil {
		return err
	}
	p.Wrote = at
	if err := tx.UpdatePerson(p); err != nil {
		return err
	}
	return tx.AddDispatch(&reflection.Dispatch{Purpose: reflection.Answer, Chat: d.Chat, Identity: h.Identity.ID,
		Body: []byte("Kept."), Ready: at, Window: at.Add(time.Hour), Placed: at})
}

func newHomes(b *testing.B, s *Store) (homes [writers]home) {
	b.Helper()
	for i := range homes {
		homes[i] = newHome(b, s, i)
		update(b, s, func(tx reflection.Tx) error {
			d := reflection.Delivery{Subscription: homes[i].Subscription.ID, Person: homes[i].Person.ID, Chat: homes[i].Subscription.Chat,
				Date: today, State: reflection.DeliveryArrived, Arrived: noon.Add(-time.Minute), Message: "1"}
			return tx.AddDelivery(&d)
		})
	}
	return homes
}

// BenchmarkReplies: replies committed by 64 people writing at once, against bare
// one-row commits from 64 goroutines. The bound is a ratio of 0.5.
func BenchmarkReplies(b *testing.B) {
	s := openTemp(b)
	homes := newHomes(b, s)
	n := 0
	var replies, bare float64
	for b.Loop() {
		const batch = 4096
		begin := n
		replies += spread(b, batch, func(w, i int) error {
			return s.Update(context.Background(), func(tx reflection.Tx) error { return reply(tx, homes[w], begin+i) })
		})
		bare += bareCommits(b, batch)
		n += batch
	}
	rounds := float64(b.N)
	b.ReportMetric(replies/rounds, "replies/s")
	b.ReportMetric(bare/rounds, "bare/s")
	b.ReportMetric(replies/bare, "ratio")
	b.ReportMetric(0, "ns/op")
}

// subscribers fills the store with n subscriptions that are due in the future.
func subscribers(b testing.TB, s *Store, n int) {
	b.Helper()
	c := s.writer.conn.c
	_, err := c.ExecContext(context.Background(), `
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO subscriptions (id, person, platform, chat, hour, days, zone, pack, state, back_off, unanswered,
			last_planned, next_date, next_due_at, created)
		SELECT 1000000000 + i, NULL, 'telegram', CAST(1000000000 + i AS TEXT), '21:00', 127, 'Europe/Berlin', '', i % 2, 0, 0,
			'2026-11-21', '2026-11-22', ? + i, ? FROM n`, n, noon.UnixMicro(), noon.UnixMicro())
	if err != nil {
		b.Fatal(err)
	}
}

// tick asks what a tick asks when nothing is due.
func tick(b *testing.B, s *Store) {
	due, err := 0, error(nil)
	view(b, s, func(tx reflection.Tx) error {
		found, e := tx.DueSubscriptions(noon, 500)
		ready, e2 := tx.AnyClaimable(reflection.Claim{Platform: "telegram", Now: noon, Answers: 500, Others: 500})
		if due = len(found); ready {
			due++
		}
		err = errors.Join(e, e2)
		return err
	})
	if due != 0 || err != nil {
		b.Fatalf("%d due, %v", due, err)
	}
}

// BenchmarkIdleTick: a tick with nothing due, of 1,000,000 subscriptions against
// 1,000. The bound is a ratio of 2. It also tells how long opening takes.
func BenchmarkIdleTick(b *testing.B) {
	measure := func(s *Store) float64 {
		const ticks = 2000
		began := time.Now()
		for range ticks {
			tick(b, s)
		}
		return float64(time.Since(began).Microseconds()) / ticks
	}
	few := openTemp(b)
	subscribers(b, few, 1_000)
	path := filepath.Join(b.TempDir(), "million.db")
	many, err := Open(b.Context(), Options{Path: path})
	if err != nil {
		b.Fatal(err)
	}
	subscribers(b, many, 1_000_000)
	if err := many.Close(); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	many = openAt(b, path)
	opening := time.Since(began)
	var small, large float64
	for b.Loop() {
		small += measure(few)
		large += measure(many)
	}
	rounds := float64(b.N)
	b.ReportMetric(small/rounds, "µs/1k")
	b.ReportMetric(large/rounds, "µs/1M")
	b.ReportMetric(large/small, "ratio")
	b.ReportMetric(float64(opening.Microseconds())/1000, "ms/open-1M")
	b.ReportMetric(0, "ns/op")
}
