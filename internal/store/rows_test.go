package store

import (
	"errors"
	"fmt"
	"testing"

	"stillpoint/internal/reflection"
)

// channelTables are the tables of what belongs to a channel.
var channelTables = []string{"channels", "channel_choices", "questions", "reports", "board", "notices", "summaries", "dispatches", "figures"}

// TestAChannelsThingsGoWithIt: and nothing of another's.
func TestAChannelsThingsGoWithIt(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	gone, stays := newChannel(t, s, "77", "server"), newChannel(t, s, "78", "server")
	for _, c := range []reflection.Channel{gone, stays} {
		d := askedIn(t, s, c, 0, reflection.Delivery{})
		r := answered(t, s, d, h, reflection.Reply{Audience: reflection.Shared, Shared: at(1), Name: "Ada"})
		update(t, s, func(tx reflection.Tx) error {
			_, err := tx.AddReport(&reflection.Report{Reply: r.ID, By: h.Person.ID, At: at(1)})
			return errors.Join(err,
				tx.SetChannelChoice(c.Subscription, "", []byte("state")),
				tx.AddQuestion(&reflection.OwnQuestion{Subscription: c.Subscription, Text: "Why?"}),
				tx.SetBoard(reflection.BoardEntry{Subscription: c.Subscription, Person: h.Person.ID, Name: "Ada"}),
				tx.AddNotice(&reflection.Notice{Person: h.Person.ID, Text: "I can't post.", Check: c.Subscription}),
				tx.SetSummaries(reflection.Summaries{Subscription: c.Subscription, Next: noon}),
				tx.AddFigures(reflection.Figures{Subscription: c.Subscription, Week: today}),
				tx.AddDispatch(&reflection.Dispatch{Subscription: c.Subscription, Period: "2026-W47", Purpose: reflection.Summarise}),
				tx.AddDispatch(&reflection.Dispatch{Delivery: d.ID, Purpose: reflection.Publish, Reply: r.ID}))
		})
	}
	before := countRows(t, s, channelTables...)
	update(t, engine{s}, func(rtx reflection.Tx) error {
		return rtx.(*tx).execOne("delete", `DELETE FROM subscriptions WHERE id = ?`, int64(gone.Subscription))
	})
	for table, n := range countRows(t, s, channelTables...) {
		if n == 0 || n*2 != before[table] {
			t.Errorf("%s: %d rows, then %d; want half, the other channel's", table, before[table], n)
		}
	}
	view(t, s, func(tx reflection.Tx) error {
		all, err := tx.RepliesOf(h.Person.ID)
		same(t, "what the person keeps", len(all), 2, err)
		return nil
	})
}

func countRows(t testing.TB, s *Store, tables ...string) map[string]int {
	t.Helper()
	rows := make(map[string]int)
	view(t, engine{s}, func(rtx reflection.Tx) error {
		for _, table := range tables {
			n, err := one(rtx.(*tx), table, cell[int], `SELECT count(*) FROM `+table)
			if err != nil {
				return err
			}
			rows[table] = n
		}
		return nil
	})
	return rows
}

func TestPruneForgetsAtMostALimit(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	update(t, s, func(tx reflection.Tx) error {
		for i := range 5 {
			if _, err := tx.Seen("telegram", fmt.Sprint(i), at(i)); err != nil {
				return err
			}
			r := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Kind: reflection.Draft, Created: at(i)}
			if err := tx.AddReply(&r); err != nil {
				return err
			}
		}
		return nil
	})
	left := func() (events, drafts int) {
		view(t, engine{s}, func(rtx reflection.Tx) (err error) {
			if events, err = one(rtx.(*tx), "events", cell[int], `SELECT count(*) FROM events`); err != nil {
				return err
			}
			drafts, err = one(rtx.(*tx), "drafts", cell[int], `SELECT count(*) FROM replies`)
			return err
		})
		return events, drafts
	}
	for i, want := range []struct {
		events, drafts int
		more           bool
	}{{2, 5, true}, {1, 3, true}, {1, 1, false}, {1, 1, false}} {
		var more bool
		update(t, s, func(tx reflection.Tx) (err error) { more, err = tx.Prune(at(4), 3); return err })
		if events, drafts := left(); events != want.events || drafts != want.drafts || more != want.more {
			t.Errorf("after %d: %d events and %d drafts left, more %v; want %+v", i+1, events, drafts, more, want)
		}
	}
}

// TestSummariesOfTheGoneCostNothing: what a tick reads of them is in an index
// that has no row for a subscription that is not active.
func TestSummariesOfTheGoneCostNothing(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	update(t, s, func(tx reflection.Tx) error {
		h.Subscription.State = reflection.Gone
		return errors.Join(tx.SetSummaries(reflection.Summaries{Subscription: h.Subscription.ID, Next: noon}),
			tx.UpdateSubscription(h.Subscription))
	})
	view(t, engine{s}, func(rtx reflection.Tx) error {
		n, err := one(rtx.(*tx), "index", cell[int],
			`SELECT count(*) FROM summaries INDEXED BY summaries_due WHERE next IS NOT NULL AND active = 1`)
		same(t, "rows of the index", n, 0, err)
		return nil
	})
}
