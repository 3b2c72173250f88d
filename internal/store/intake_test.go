package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

func TestIntake(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	here := h.identity.Private
	seen := func(p chat.Platform, event string) (seen bool) {
		update(t, s, func(tx reflection.Tx) (err error) { seen, err = tx.Seen(p, event, noon); return err })
		return seen
	}
	for _, c := range []struct {
		platform chat.Platform
		event    string
		want     bool
	}{{"telegram", "1", false}, {"telegram", "1", true}, {"discord", "1", false}, {"telegram", "2", false}} {
		if got := seen(c.platform, c.event); got != c.want {
			t.Errorf("event %s of %s seen before: %v, want %v", c.event, c.platform, got, c.want)
		}
	}
	asked := reflection.Awaiting{Chat: here, For: "zone", ID: 1 << 40, Arg: "x", Until: at(1)}
	again := reflection.Awaiting{Chat: here, For: "hour"}
	owed := []reflection.OwedAnswer{
		{Identity: h.identity.ID, Body: []byte("first"), At: at(0)},
		{Body: []byte{}, At: at(1)},
		{Identity: h.identity.ID, Body: []byte("third"), At: at(2)},
	}
	update(t, s, func(tx reflection.Tx) error {
		until, err := tx.TakenIn("telegram")
		same(t, "taken in at first", until, time.Time{}, err)
		_, err = tx.Awaiting(here)
		missing(t, "awaiting", err)
		for i := range owed {
			if err := tx.Owe(&owed[i]); err != nil {
				return err
			}
		}
		return errors.Join(tx.SetTakenIn("telegram", at(0)), tx.SetTakenIn("telegram", at(1)), tx.SetTakenIn("discord", at(5)),
			tx.SetAwaiting(asked), tx.ClearAwaiting(chat.Chat{Platform: "telegram", ID: "none"}))
	})
	view(t, s, func(tx reflection.Tx) error {
		until, err := tx.TakenIn("telegram")
		same(t, "taken in", until, at(1), err)
		got, err := tx.Awaiting(here)
		same(t, "awaiting", got, asked, err)
		answers, err := tx.Owed()
		for i := range answers {
			if len(answers[i].Body) == 0 {
				answers[i].Body = []byte{}
			}
		}
		same(t, "owed", answers, owed, err)
		return nil
	})
	update(t, s, func(tx reflection.Tx) error {
		if err := errors.Join(tx.SetAwaiting(again), tx.Settle(owed[0].ID, 999), tx.Settle(), prune(tx, at(2))); err != nil {
			return err
		}
		got, err := tx.Awaiting(here)
		same(t, "awaiting something else", got, again, err)
		answers, err := tx.Owed()
		same(t, "what is neither settled nor old", answers, owed[2:], err)
		return tx.ClearAwaiting(here)
	})
	view(t, s, func(tx reflection.Tx) error {
		_, err := tx.Awaiting(here)
		missing(t, "awaiting", err)
		return nil
	})
	if seen("telegram", "1") {
		t.Error("an event that was pruned is still known")
	}
}

// prune forgets everything before the instant, two at a time.
func prune(tx reflection.Tx, before time.Time) (err error) {
	for more := true; more && err == nil; {
		more, err = tx.Prune(before, 2)
	}
	return err
}

func TestPruneForgetsAtMostALimit(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	update(t, s, func(tx reflection.Tx) error {
		for i := range 5 {
			if _, err := tx.Seen("telegram", fmt.Sprint(i), at(i)); err != nil {
				return err
			}
			r := reflection.Reply{Person: h.person.ID, Identity: h.identity.ID, Kind: reflection.Draft, Created: at(i)}
			if err := tx.AddReply(&r); err != nil {
				return err
			}
		}
		return nil
	})
	left := func() (events, drafts int) {
		view(t, s, func(rtx reflection.Tx) (err error) {
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

func TestPruneForgetsDraftsThatNobodyKept(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 0)
	kinds := []reflection.ReplyKind{reflection.Draft, reflection.Draft, reflection.Note}
	ids := make([]reflection.ReplyID, len(kinds))
	update(t, s, func(tx reflection.Tx) error {
		for i, kind := range kinds {
			r := reflection.Reply{Person: h.person.ID, Identity: h.identity.ID, Kind: kind, Created: noon.AddDate(0, 0, []int{-40, -1, -40}[i])}
			if err := tx.AddReply(&r); err != nil {
				return err
			}
			ids[i] = r.ID
		}
		return prune(tx, noon.AddDate(0, 0, -30))
	})
	view(t, s, func(tx reflection.Tx) error {
		_, err := tx.Reply(ids[0])
		missing(t, "an old draft", err)
		for _, id := range ids[1:] {
			if _, err := tx.Reply(id); err != nil {
				t.Errorf("a note, or a young draft: %v", err)
			}
		}
		return nil
	})
}
