package storetest

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// testLatestAwaiting: of private chats alone, from an instant on, the latest first.
func testLatestAwaiting(t *testing.T, open Open) {
	s := open(t)
	waits := func(c chat.Chat, until time.Time) reflection.Awaiting {
		a := reflection.Awaiting{Chat: c, For: "zone", Until: until}
		Update(t, s, func(tx reflection.Tx) error { return tx.SetAwaiting(a) })
		return a
	}
	first, second, third := NewHome(t, s, 1), NewHome(t, s, 2), NewHome(t, s, 3)
	old := waits(first.Identity.Private, At(1))
	late := waits(second.Identity.Private, At(3))
	waits(third.Identity.Private, At(0))
	waits(chat.Chat{Platform: "telegram", ID: "a channel"}, At(2))
	waits(chat.Chat{Platform: "discord", ID: second.Identity.Private.ID}, At(2))
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.LatestAwaiting("telegram", At(1))
		Same(t, "awaiting", got, []reflection.Awaiting{late, old}, err)
		return nil
	})
}

func testIntake(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	here := h.Identity.Private
	seen := func(p chat.Platform, event string) (seen bool) {
		Update(t, s, func(tx reflection.Tx) (err error) { seen, err = tx.Seen(p, event, Noon); return err })
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
	asked := reflection.Awaiting{Chat: here, For: "zone", ID: 1 << 40, Arg: "x", Until: At(1)}
	again := reflection.Awaiting{Chat: here, For: "hour"}
	owed := []reflection.OwedAnswer{
		{Identity: h.Identity.ID, Body: []byte("first"), At: At(0)},
		{Body: []byte{}, At: At(1)},
		{Identity: h.Identity.ID, Body: []byte("third"), At: At(2)},
	}
	Update(t, s, func(tx reflection.Tx) error {
		until, err := tx.TakenIn("telegram")
		Same(t, "taken in at first", until, time.Time{}, err)
		_, err = tx.Awaiting(here)
		Missing(t, "awaiting", err)
		for i := range owed {
			if err := tx.Owe(&owed[i]); err != nil {
				return err
			}
		}
		return errors.Join(tx.SetTakenIn("telegram", At(0)), tx.SetTakenIn("telegram", At(1)), tx.SetTakenIn("discord", At(5)),
			tx.SetAwaiting(asked), tx.ClearAwaiting(chat.Chat{Platform: "telegram", ID: "none"}))
	})
	View(t, s, func(tx reflection.Tx) error {
		until, err := tx.TakenIn("telegram")
		Same(t, "taken in", until, At(1), err)
		got, err := tx.Awaiting(here)
		Same(t, "awaiting", got, asked, err)
		answers, err := tx.Owed()
		for i := range answers {
			if len(answers[i].Body) == 0 {
				answers[i].Body = []byte{}
			}
		}
		Same(t, "owed", answers, owed, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		if err := errors.Join(tx.SetAwaiting(again), tx.Settle(owed[0].ID, 999), tx.Settle(), prune(tx, At(2))); err != nil {
			return err
		}
		got, err := tx.Awaiting(here)
		Same(t, "awaiting something else", got, again, err)
		answers, err := tx.Owed()
		Same(t, "what is neither settled nor old", answers, owed[2:], err)
		return tx.ClearAwaiting(here)
	})
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Awaiting(here)
		Missing(t, "awaiting", err)
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

func testPruneForgetsDraftsThatNobodyKept(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 0)
	kinds := []reflection.ReplyKind{reflection.Draft, reflection.Draft, reflection.Note}
	ids := make([]reflection.ReplyID, len(kinds))
	Update(t, s, func(tx reflection.Tx) error {
		for i, kind := range kinds {
			r := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Kind: kind, Created: Noon.AddDate(0, 0, []int{-40, -1, -40}[i])}
			if err := tx.AddReply(&r); err != nil {
				return err
			}
			ids[i] = r.ID
		}
		return prune(tx, Noon.AddDate(0, 0, -30))
	})
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Reply(ids[0])
		Missing(t, "an old draft", err)
		for _, id := range ids[1:] {
			if _, err := tx.Reply(id); err != nil {
				t.Errorf("a note, or a young draft: %v", err)
			}
		}
		return nil
	})
}
