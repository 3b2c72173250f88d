package storetest

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// TestWhatIsBeingSentHangs: a planned question hangs from the attempt on that may
// have shown it, and not because of what surely has not.
func testWhatIsBeingSentHangs(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	here := h.Subscription.Chat
	asked := NewDelivery(t, s, h, 0, reflection.Delivery{})
	hanging := func(hours float64) (id reflection.DeliveryID) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			d, err := tx.Hanging(here, Noon.Add(time.Duration(hours*float64(time.Hour))))
			id = d.ID
			if errors.Is(err, reflection.ErrNotFound) {
				return nil
			}
			return err
		})
		return id
	}
	const second = 1.0 / 3600
	ask := reflection.Dispatch{Delivery: asked.ID, Chat: here, Tried: Noon.Add(30 * time.Hour)}
	AddDispatches(t, s, &ask)
	for _, c := range []struct {
		what   string
		change func(*reflection.Dispatch)
		from   float64 // the first instant at which it hangs, in hours; 0 for never
	}{
		{"tried, and surely not sent", func(*reflection.Dispatch) {}, 0},
		{"being sent", func(d *reflection.Dispatch) { d.State = reflection.DispatchSending }, 30},
		{"sought, not found, and being sent again", func(d *reflection.Dispatch) {
			d.Tried = Noon.Add(40*time.Hour + 999*time.Millisecond)
		}, 40},
		{"planned again, perhaps shown", func(d *reflection.Dispatch) { d.State, d.Unsure = reflection.DispatchPlanned, 1 }, 40},
		{"being sent again, perhaps shown before", func(d *reflection.Dispatch) { d.State = reflection.DispatchSending }, 40},
		{"given up", func(d *reflection.Dispatch) { d.State, d.Unsure = reflection.DispatchDropped, 0 }, 0},
	} {
		c.change(&ask)
		Update(t, s, func(tx reflection.Tx) error { return tx.UpdateDispatch(ask) })
		if c.from == 0 {
			if got := hanging(99); got != 0 {
				t.Errorf("%s: %d hangs", c.what, got)
			}
			continue
		}
		if before, then, later := hanging(c.from-second), hanging(c.from), hanging(99); before != 0 || then != asked.ID || later != asked.ID {
			t.Errorf("%s: %d, %d and %d hang before, at and after %v", c.what, before, then, later, c.from)
		}
	}
	nudge := &reflection.Dispatch{Delivery: asked.ID, Chat: here, Purpose: reflection.Nudge, State: reflection.DispatchSending, Tried: Noon}
	AddDispatches(t, s, nudge)
	if got := hanging(99); got != 0 {
		t.Errorf("only a nudge is being sent, and %d hangs", got)
	}
	Update(t, s, func(tx reflection.Tx) error { return tx.DeleteDispatches(nudge.ID) })
	AddDispatches(t, s, &reflection.Dispatch{Delivery: asked.ID, Chat: here, Purpose: reflection.Answer, State: reflection.DispatchSending,
		Placed: Noon, Tried: Noon.Add(50 * time.Hour)})
	if got := hanging(50); got != asked.ID {
		t.Errorf("an answer that shows it is being sent: %d hangs, want %d", got, asked.ID)
	}
}
