package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// A channel as large as there is: so many members, of whom so many answer each
// of a year's questions, and so many stand on the board.
const (
	members      = 5000
	answersEach  = 400
	questionsAll = 366
	boardMembers = 1000
)

// numbers is a table n of the numbers i from 1 to its first argument.
const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) `

// fill runs an insertion over numbers. It is the benchmark's own way in: as many
// Updates would take longer than what is measured.
func fill(b *testing.B, s *Store, insert string, args ...any) {
	b.Helper()
	if _, err := s.writer.conn.c.ExecContext(context.Background(), numbers+insert, args...); err != nil {
		b.Fatal(err)
	}
}

// Ids of the rows of a benchmark begin here, by table.
const (
	benchPersons    = 1_000_000_000
	benchDeliveries = 2_000_000_000
	benchReplies    = 3_000_000_000
	benchOthers     = 4_000_000_000
)

// newLargeChannel fills a channel; the last question was asked today.
func newLargeChannel(b *testing.B, s *Store) reflection.Channel {
	b.Helper()
	c := newChannel(b, s, "77", "server")
	fill(b, s, `INSERT INTO persons (id, locale, seed, quiet, milestone) SELECT ?2 + i, '', i, 0, 0 FROM n`, members, benchPersons)
	fill(b, s, `INSERT INTO identities (id, person, platform, account, chat, key) SELECT ?2 + i, ?2 + i, 'discord', i, '', x'00' FROM n`,
		members, benchPersons)
	fill(b, s, `INSERT INTO deliveries (id, subscription, platform, chat, date, zone, extra, requested, back_off, pack, prompt,
			question, follow_up, source, swaps, state, arrived, message)
		SELECT ?2 + i, ?3, 'discord', '77', date(?4, (i - ?1) || ' days'), '', 0, 0, 0, 'core', 'p', 'What did people stop asking you?', '', '',
			0, 2, ?5 + (i - ?1) * 86400000000, i FROM n`, questionsAll, benchDeliveries, int64(c.Subscription), today.String(), noon.UnixMicro())
	// Answers come in the order of the questions; who answers which is spread.
	fill(b, s, `INSERT INTO replies (id, person, identity, delivery, kind, audience, question, created, shared)
		SELECT ?2 + i, ?3 + 1 + i * 7919 % ?4, ?3 + 1 + i * 7919 % ?4, ?5 + 1 + (i - 1) / ?6, 0, i % 3, zeroblob(90), i, i FROM n`,
		questionsAll*answersEach, benchReplies, benchPersons, members, benchDeliveries, answersEach)
	fill(b, s, `INSERT INTO parts (id, reply, kind, platform, chat, message, at, sealed, deeper)
		SELECT ?2 + i, ?2 + i, 0, 'discord', '77', '', i, zeroblob(200), 0 FROM n`, questionsAll*answersEach, benchReplies)
	update(b, s, func(tx reflection.Tx) error {
		for i := range boardMembers {
			p := reflection.PersonID(benchPersons + 1 + i*members/boardMembers)
			if err := tx.SetBoard(reflection.BoardEntry{Subscription: c.Subscription, Person: p, Name: fmt.Sprintf("member %d", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	update(b, engine{s}, func(rtx reflection.Tx) error {
		// The questions of the replies are no real ones: those that are read lose them.
		_, err := rtx.(*tx).exec("questions", `UPDATE replies SET question = NULL WHERE delivery = ?`, benchDeliveries+questionsAll)
		return err
	})
	return c
}

// BenchmarkChannel: what each question about a large channel costs, by itself.
func BenchmarkChannel(b *testing.B) {
	s := openTemp(b)
	c := newLargeChannel(b, s)
	id, last := c.Subscription, reflection.DeliveryID(benchDeliveries+questionsAll)
	week, year := today.AddDays(-6), today.AddDays(-questionsAll+1)
	for _, x := range []struct {
		name string
		ask  func(reflection.Tx) (int, error) // returns how many it found
		want int
	}{
		{"Answered", func(tx reflection.Tx) (int, error) { return tx.Answered(last) }, answersEach},
		{"CountShared", func(tx reflection.Tx) (int, error) { return tx.CountShared(last) }, 266},
		{"SharedAnswers", func(tx reflection.Tx) (int, error) {
			found, err := tx.SharedAnswers(last, 250, 10)
			return len(found), err
		}, 10},
		{"AskedDays/week", func(tx reflection.Tx) (int, error) {
			found, err := tx.AskedDays(id, week, today)
			return len(found), err
		}, 7},
		{"AskedDays/year", func(tx reflection.Tx) (int, error) {
			found, err := tx.AskedDays(id, year, today)
			return len(found), err
		}, questionsAll},
		{"People/week", func(tx reflection.Tx) (int, error) { _, n, err := tx.People(id, week, today); return n, err }, 7 * answersEach},
		{"People/year", func(tx reflection.Tx) (int, error) { _, n, err := tx.People(id, year, today); return n, err }, questionsAll * answersEach},
		{"Board/week", func(tx reflection.Tx) (int, error) {
			found, err := tx.Board(id, week, today)
			return min(len(found), 100), err
		}, 100},
		{"Board/year", func(tx reflection.Tx) (int, error) {
			found, err := tx.Board(id, year, today)
			return len(found), err
		}, boardMembers},
	} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				view(b, s, func(tx reflection.Tx) error {
					got, err := x.ask(tx)
					if got != x.want {
						b.Fatalf("found %d, want %d", got, x.want)
					}
					return err
				})
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "µs/call")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkUnread: 2,000 private chats, a year of questions and answers in each.
func BenchmarkUnread(b *testing.B) {
	const chats, days = 2000, 365
	s := openTemp(b)
	fill(b, s, `INSERT INTO persons (id, locale, seed, quiet, milestone) SELECT ?2 + i, '', i, 0, 0 FROM n`, chats, benchPersons)
	fill(b, s, `INSERT INTO identities (id, person, platform, account, chat, key) SELECT ?2 + i, ?2 + i, 'discord', i, i, x'00' FROM n`,
		chats, benchPersons)
	fill(b, s, `INSERT INTO subscriptions (id, person, platform, chat, hour, days, zone, pack, state, back_off, unanswered)
		SELECT ?2 + i, ?3 + i, 'discord', i, '21:00', 127, '', '', 0, 0, 0 FROM n`, chats, benchOthers, benchPersons)
	fill(b, s, `INSERT INTO deliveries (id, subscription, person, platform, chat, date, zone, extra, requested, back_off, pack, prompt,
			question, follow_up, source, swaps, state, arrived, message)
		SELECT ?2 + i, ?3 + 1 + i % ?4, ?5 + 1 + i % ?4, 'discord', 1 + i % ?4, date(?6, (i / ?4) || ' days'), '', 0, 0, 0, 'core', 'p',
			'What?', '', '', 0, 2, ?7 + (i / ?4) * 86400000000, 1000 + i FROM n`,
		chats*days, benchDeliveries, benchOthers, chats, benchPersons, today.AddDays(-days).String(), noon.AddDate(0, 0, -days).UnixMicro())
	fill(b, s, `INSERT INTO replies (id, person, identity, kind, audience, created) SELECT ?2 + i, ?3 + i, ?3 + i, 1, 0, 0 FROM n`,
		chats, benchReplies, benchPersons)
	fill(b, s, `INSERT INTO parts (id, reply, kind, platform, chat, message, at, sealed, deeper)
		SELECT ?2 + i, ?2 + 1 + i % ?3, 0, 'discord', 1 + i % ?3, 1500 + i, 0, zeroblob(200), 0 FROM n`, chats*days, benchReplies, chats)
	since := noon.Add(-7 * 24 * time.Hour)
	for b.Loop() {
		var gaps []chat.Gap
		view(b, s, func(tx reflection.Tx) (err error) { gaps, err = tx.Unread("discord", since); return err })
		if len(gaps) != chats {
			b.Fatalf("%d chats, want %d", len(gaps), chats)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*chats), "µs/chat")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkPartsBetween: a week of somebody who wrote every day for ten years.
func BenchmarkPartsBetween(b *testing.B) {
	const days = 3650
	s := openTemp(b)
	h := newHome(b, s, 1)
	const day = int64(24 * time.Hour / time.Microsecond)
	fill(b, s, `INSERT INTO replies (id, person, identity, kind, audience, created) SELECT ?2 + i, ?3, ?4, 1, 0, ?5 + (i - ?1) * ?6 FROM n`,
		days, benchReplies, int64(h.Person.ID), int64(h.Identity.ID), noon.UnixMicro(), day)
	fill(b, s, `INSERT INTO parts (id, reply, kind, platform, chat, message, at, deleted, deeper)
		SELECT ?2 + i, ?2 + i, 0, 'telegram', '1', i, ?3 + (i - ?1) * ?4, 1, 0 FROM n`,
		days-7, benchReplies, noon.AddDate(0, 0, -7).UnixMicro(), day)
	update(b, s, func(tx reflection.Tx) error {
		for i := range 7 {
			p := reflection.Part{Reply: reflection.ReplyID(benchReplies + days - i), Chat: h.Identity.Private, At: noon.AddDate(0, 0, -i), Text: "A badge, in a drawer."}
			if err := tx.AddPart(&p); err != nil {
				return err
			}
		}
		return nil
	})
	for b.Loop() {
		view(b, s, func(tx reflection.Tx) error {
			parts, err := tx.PartsBetween(h.Person.ID, noon.AddDate(0, 0, -7), noon.Add(time.Second))
			if len(parts) != 7 {
				b.Fatalf("%d parts, want 7", len(parts))
			}
			return err
		})
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "µs/call")
	b.ReportMetric(0, "ns/op")
}
