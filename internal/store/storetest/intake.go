package storetest

import (
	"errors"
	"fmt"
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
	Update(t, s, func(tx reflection.Tx) error {
		until, err := tx.TakenIn("telegram")
		Same(t, "taken in at first", until, time.Time{}, err)
		_, err = tx.Awaiting(here)
		Missing(t, "awaiting", err)
		return errors.Join(tx.SetTakenIn("telegram", At(0)), tx.SetTakenIn("telegram", At(1)), tx.SetTakenIn("discord", At(5)),
			tx.SetAwaiting(asked), tx.ClearAwaiting(chat.Chat{Platform: "telegram", ID: "none"}))
	})
	View(t, s, func(tx reflection.Tx) error {
		until, err := tx.TakenIn("telegram")
		Same(t, "taken in", until, At(1), err)
		got, err := tx.Awaiting(here)
		Same(t, "awaiting", got, asked, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		if err := errors.Join(tx.SetAwaiting(again), prune(tx, At(2))); err != nil {
			return err
		}
		got, err := tx.Awaiting(here)
		Same(t, "awaiting something else", got, again, err)
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

// testPruneForgetsAnswersOfLongAgo: an answer is forgotten once its window closed
// before the instant, in whatever state it is. Nothing else that is to be sent is.
func testPruneForgetsAnswersOfLongAgo(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 0)
	d := NewDelivery(t, s, h, 0, reflection.Delivery{})
	chats := 0
	add := func(p reflection.Purpose, state reflection.DispatchState, window time.Time) reflection.DispatchID {
		chats++
		x := reflection.Dispatch{Purpose: p, State: state, Ready: At(0), Window: window, Placed: At(0), Identity: h.Identity.ID,
			Chat: chat.Chat{Platform: "telegram", ID: fmt.Sprint(chats)}, Body: []byte("Kept."), Delivery: d.ID}
		AddDispatches(t, s, &x)
		return x.ID
	}
	var old, kept []reflection.DispatchID
	for state := reflection.DispatchPlanned; state <= reflection.DispatchDropped; state++ {
		old = append(old, add(reflection.Answer, state, At(1)))
		kept = append(kept, add(reflection.Answer, state, At(2)), add(reflection.Nudge, state, At(1)))
	}
	Update(t, s, func(tx reflection.Tx) error {
		if more, err := tx.Prune(At(2), 3); !more || err != nil {
			t.Errorf("more = %v, err = %v after three of five", more, err)
		}
		return prune(tx, At(2))
	})
	View(t, s, func(tx reflection.Tx) error {
		for _, id := range old {
			_, err := tx.Dispatch(id)
			Missing(t, "an answer of long ago", err)
		}
		for _, id := range kept {
			if _, err := tx.Dispatch(id); err != nil {
				t.Errorf("what is young, or no answer: %v", err)
			}
		}
		return nil
	})
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
