package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/sealing"
)

// within is a store whose every transaction is one that is open.
type within struct{ tx reflection.Tx }

func (w within) Update(_ context.Context, fn func(reflection.Tx) error) error { return fn(w.tx) }
func (w within) View(_ context.Context, fn func(reflection.Tx) error) error   { return fn(w.tx) }
func (w within) Erased(context.Context) error                                 { return nil }

// tampered is a world for tampering: two people in one channel, who wrote to
// themselves as well.
type tampered struct {
	victim, other home
	asked         reflection.Delivery
}

func newTampered(t *testing.T, s *Store) (w tampered) {
	t.Helper()
	w.victim, w.other = newHome(t, s, 1), newHome(t, s, 2)
	w.asked = askedIn(t, s, newChannel(t, s, "77", "server"), 0, reflection.Delivery{})
	for _, x := range []struct {
		h     home
		words string
		r     reflection.Reply
	}{
		{w.victim, "victim-private-answer", reflection.Reply{Delivery: w.asked.ID}},
		{w.victim, "victim-hidden", reflection.Reply{Delivery: w.asked.ID, Audience: reflection.Shared, Shared: noon, Name: "victim-name", Hidden: true}},
		{w.victim, "victim-writing", reflection.Reply{Kind: reflection.Writing}},
		{w.other, "other-shared", reflection.Reply{Delivery: w.asked.ID, Audience: reflection.Shared, Shared: noon, Name: "other-name"}},
		{w.other, "other-note", reflection.Reply{Kind: reflection.Note}},
	} {
		update(t, s, func(tx reflection.Tx) error {
			r := x.r
			r.Person, r.Identity, r.Created, r.Question = x.h.Person.ID, x.h.Identity.ID, noon, x.words+"-question"
			if err := tx.AddReply(&r); err != nil {
				return err
			}
			p := reflection.Part{Reply: r.ID, Chat: x.h.Identity.Private, Message: chat.MessageID(fmt.Sprint(100 + r.ID)), At: noon, Text: x.words}
			return tx.AddPart(&p)
		})
	}
	return w
}

// shown returns, for everybody who can be shown something, the words that the bot
// would show them.
func (w tampered) shown(tx reflection.Tx) map[string][]string {
	all := make(map[string][]string)
	show := func(to string, replies []reflection.Reply, err error) {
		for _, r := range replies {
			if parts, failed := tx.Parts(r.ID); err == nil && failed == nil {
				all[to] = append(all[to], r.Name, r.Question)
				for _, p := range parts {
					all[to] = append(all[to], p.Text)
				}
			}
		}
	}
	shared, err := tx.SharedAnswers(w.asked.ID, 0, 99)
	show("the channel", shared, err)
	for _, account := range []string{"1", "2", "9"} {
		in := chat.Chat{Platform: "telegram", ID: account}
		if who, err := tx.Identity("telegram", account); err == nil {
			to := "account " + account
			replies, err := tx.RepliesOf(who.Person)
			show(to, replies, err)
			answer, err := tx.AnswerTo(w.asked.ID, who.Person)
			show(to, []reflection.Reply{answer}, err)
			parts, _ := tx.PartsBetween(who.Person, noon.Add(-time.Hour*1e5), noon.Add(time.Hour*1e5))
			for _, p := range parts {
				all[to] = append(all[to], p.Text)
			}
		}
		if who, err := tx.IdentityIn(in); err == nil {
			replies, err := tx.RepliesOf(who.Person)
			show("chat "+account, replies, err)
		}
		for id := range 200 {
			if p, err := tx.PartByMessage(in, chat.MessageID(fmt.Sprint(100+id))); err == nil {
				all["chat "+account] = append(all["chat "+account], p.Text)
			}
		}
	}
	return all
}

// TestNoColumnShowsWordsToAnybodyElse changes each column of replies, parts and
// identities from outside, to each value that stands in another row and to some of
// its own: whatever the database takes, nobody is shown a word more.
func TestNoColumnShowsWordsToAnybodyElse(t *testing.T) {
	s := openTemp(t)
	w := newTampered(t, s)
	var before map[string][]string
	view(t, s, func(tx reflection.Tx) error { before = w.shown(tx); return nil })
	for to, n := range map[string]int{"the channel": 3, "account 1": 15, "account 2": 11} {
		if len(before[to]) != n {
			t.Fatalf("%s is shown %q: this test looks in the wrong place", to, before[to])
		}
	}
	undo := errors.New("undo")
	tried, taken := 0, 0
	for _, table := range []string{"replies", "parts", "identities"} {
		for _, column := range columnsOf(t, s, table) {
			for _, value := range []string{"NULL", "0", "1", "2", "3", "x''", "''", "'9'", "(SELECT x.c FROM t AS x WHERE x.id < t.id ORDER BY x.id DESC LIMIT 1)",
				"(SELECT x.c FROM t AS x WHERE x.id > t.id ORDER BY x.id LIMIT 1)", "(SELECT max(x.c) FROM t AS x)", "(SELECT min(x.c) FROM t AS x)"} {
				for _, row := range []string{"1", "t.id = (SELECT min(id) FROM t)", "t.id = (SELECT max(id) FROM t)", "t.id % 2 = 0"} {
					change := strings.NewReplacer("x.c", "x."+column, "FROM t", "FROM "+table, "t.id", table+".id").Replace(
						"UPDATE " + table + " SET " + column + " = " + value + " WHERE " + row)
					tried++
					err := engine{s}.Update(t.Context(), func(rtx reflection.Tx) error {
						if _, err := rtx.(*tx).exec("tamper", change); err != nil {
							return err
						}
						taken++
						return sealing.Over(within{rtx}, s.keys, slog.New(slog.DiscardHandler)).View(t.Context(), func(tx reflection.Tx) error {
							for to, words := range w.shown(tx) {
								for _, word := range words {
									if word != "" && !slices.Contains(before[to], word) {
										t.Errorf("%s: %s is shown %q", change, to, word)
									}
								}
							}
							return undo
						})
					})
					if err == nil {
						t.Fatalf("%s was not undone", change)
					}
				}
			}
		}
	}
	if tried < 1000 || taken < tried/3 {
		t.Errorf("%d changes tried, and the database took %d", tried, taken)
	}
}

func columnsOf(t *testing.T, s *Store, table string) (columns []string) {
	t.Helper()
	view(t, engine{s}, func(rtx reflection.Tx) (err error) {
		columns, err = many(rtx.(*tx), "columns", func(r *sql.Rows) (name string, err error) { err = r.Scan(&name); return name, err },
			`SELECT name FROM pragma_table_info(?)`, table)
		return err
	})
	return columns
}
