package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

func testOpenAt(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	one := NewDelivery(t, s, h, 0, Arrived(Noon, "9"))
	two := NewDelivery(t, s, h, 1, Arrived(Noon.Add(time.Hour), "10"))
	// Two more within one second; the clocks disagree with the order of the ids.
	three := NewDelivery(t, s, h, 2, Arrived(Noon.Add(2*time.Hour+700*time.Millisecond), "99"))
	four := NewDelivery(t, s, h, 3, Arrived(Noon.Add(2*time.Hour+200*time.Millisecond), "101"))
	NewDelivery(t, s, h, 4, reflection.Delivery{State: reflection.DeliveryUncertain})
	five := NewDelivery(t, s, h, 5, Arrived(Noon.Add(3*time.Hour+500*time.Millisecond), ""))
	elsewhere := NewHome(t, s, 2)
	NewDelivery(t, s, elsewhere, 0, Arrived(Noon.Add(time.Minute), "50"))

	for name, c := range map[string]struct {
		at   time.Duration
		m    chat.MessageID
		want reflection.Delivery
	}{
		"a second earlier":               {-time.Second, "999", reflection.Delivery{}},
		"same second, earlier message":   {0, "8", reflection.Delivery{}},
		"same second, the very message":  {0, "9", one},
		"same second, later message":     {0, "10", one},
		"same second, no message":        {0, "", one},
		"between":                        {30 * time.Minute, "10", one},
		"after the second":               {90 * time.Minute, "11", two},
		"within one second: before both": {2*time.Hour + 900*time.Millisecond, "98", two},
		"within one second: between":     {2*time.Hour + 100*time.Millisecond, "100", three},
		"within one second: after both":  {2*time.Hour + 100*time.Millisecond, "102", four},
		"within one second: a form":      {2 * time.Hour, "", four},
		"later":                          {3 * time.Hour, "103", four},
		"shown by what the person did":   {3*time.Hour + 500*time.Millisecond, "104", five},
		"long after":                     {99 * time.Hour, "", five},
	} {
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.OpenAt(h.Subscription.Chat, Noon.Add(c.at), c.m)
			if c.want.ID == 0 {
				Missing(t, name, err)
			} else {
				Same(t, name, got, c.want, err)
			}
			return nil
		})
	}
	View(t, s, func(tx reflection.Tx) error {
		for _, c := range []struct{ d, want reflection.Delivery }{
			{two, one}, {three, two}, {four, three}, {five, four}, {reflection.Delivery{Subscription: h.Subscription.ID}, five},
		} {
			got, err := tx.Before(c.d)
			Same(t, fmt.Sprintf("before %d", c.d.ID), got, c.want, err)
		}
		_, err := tx.Before(one)
		Missing(t, "before the first", err)
		return nil
	})
}

// TestOpenAtIsTheLatestOfTheOpened compares with the definition, read from all
// deliveries there are.
func testOpenAtIsTheLatestOfTheOpened(t *testing.T, open Open) {
	s := open(t)
	chats := 0
	rapid.Check(t, func(rt *rapid.T) {
		chats++
		h := NewHome(t, s, chats)
		var all []reflection.Delivery
		for i := range rapid.IntRange(0, 8).Draw(rt, "deliveries") {
			at := Noon.Add(time.Duration(rapid.IntRange(0, 40).Draw(rt, "tenths")) * 100 * time.Millisecond)
			all = append(all, NewDelivery(t, s, h, i, Arrived(at, chat.MessageID(fmt.Sprint(rapid.IntRange(1, 120).Draw(rt, "message"))))))
		}
		when := Noon.Add(time.Duration(rapid.IntRange(-10, 50).Draw(rt, "when")) * 100 * time.Millisecond)
		m := chat.MessageID(rapid.SampledFrom([]string{"", "1", "60", "99", "100", "120"}).Draw(rt, "m"))
		earlier := func(a time.Time, x chat.MessageID, b time.Time, y chat.MessageID) bool {
			if a.Unix() != b.Unix() {
				return a.Unix() < b.Unix()
			}
			return x.Compare(y) < 0
		}
		var want reflection.Delivery
		for _, d := range all {
			opened := d.Arrived.Unix() < when.Unix() || (d.Arrived.Unix() == when.Unix() && (m == "" || d.Message.Compare(m) <= 0))
			if opened && (want.ID == 0 || !earlier(d.Arrived, d.Message, want.Arrived, want.Message)) {
				want = d
			}
		}
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.OpenAt(h.Subscription.Chat, when, m)
			if errors.Is(err, reflection.ErrNotFound) {
				err = nil
			}
			if got.ID != want.ID {
				rt.Errorf("open: %d, want %d", got.ID, want.ID)
			}
			return err
		})
	})
}

func testHanging(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	here := h.Subscription.Chat
	hanging := func(after time.Duration) reflection.DeliveryID {
		t.Helper()
		var id reflection.DeliveryID
		View(t, s, func(tx reflection.Tx) error {
			d, err := tx.Hanging(here, Noon.Add(after))
			id = d.ID
			if errors.Is(err, reflection.ErrNotFound) {
				return nil
			}
			return err
		})
		return id
	}
	NewDelivery(t, s, h, 0, Arrived(Noon, "1"))
	hung := NewDelivery(t, s, h, 1, reflection.Delivery{State: reflection.DeliveryUncertain})
	sending := reflection.Dispatch{Delivery: hung.ID, Chat: here, Tried: Noon.Add(time.Hour + 300*time.Millisecond)}
	Update(t, s, func(tx reflection.Tx) error {
		return tx.AddDispatch(&reflection.Dispatch{Delivery: hung.ID, Chat: here})
	})
	if got := hanging(2 * time.Hour); got != 0 {
		t.Errorf("never tried: %d hangs", got)
	}
	AddDispatches(t, s, &sending)
	// The second attempt does not move the first.
	sending.Tried = Noon.Add(3 * time.Hour)
	Update(t, s, func(tx reflection.Tx) error { return tx.UpdateDispatch(sending) })
	for after, want := range map[time.Duration]reflection.DeliveryID{
		59 * time.Minute: 0,
		time.Hour:        hung.ID, // the same second: platforms' clocks have no finer grain
		99 * time.Hour:   hung.ID,
	} {
		if got := hanging(after); got != want {
			t.Errorf("%v after noon: %d hangs, want %d", after, got, want)
		}
	}
	NewDelivery(t, s, h, 2, Arrived(Noon.Add(24*time.Hour), "2"))
	if got := hanging(25 * time.Hour); got != 0 {
		t.Errorf("something newer arrived, and %d hangs", got)
	}
	if got := hanging(23 * time.Hour); got != hung.ID {
		t.Errorf("before the newer one arrived, %d hung, want %d", got, hung.ID)
	}
	hung.State = reflection.DeliveryDropped
	Update(t, s, func(tx reflection.Tx) error { return tx.UpdateDelivery(hung) })
	if got := hanging(23 * time.Hour); got != 0 {
		t.Errorf("a dropped one hangs: %d", got)
	}
}
