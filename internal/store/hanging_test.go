package store

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// TestWhatIsBeingSentHangs: a planned question hangs from the attempt on that may
// have shown it, and not because of what surely has not.
func TestWhatIsBeingSentHangs(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	here := h.subscription.Chat
	asked := newDelivery(t, s, h, 0, reflection.Delivery{})
	hanging := func(hours float64) (id reflection.DeliveryID) {
		t.Helper()
		view(t, s, func(tx reflection.Tx) error {
			d, err := tx.Hanging(here, noon.Add(time.Duration(hours*float64(time.Hour))))
			id = d.ID
			if errors.Is(err, reflection.ErrNotFound) {
				return nil
			}
			return err
		})
		return id
	}
	const second = 1.0 / 3600
	ask := reflection.Dispatch{Delivery: asked.ID, Chat: here, Tried: noon.Add(30 * time.Hour)}
	addDispatches(t, s, &ask)
	for _, c := range []struct {
		what   string
		change func(*reflection.Dispatch)
		from   float64 // the first instant at which it hangs, in hours; 0 for never
	}{
		{"tried, and surely not sent", func(*reflection.Dispatch) {}, 0},
		{"being sent", func(d *reflection.Dispatch) { d.State = reflection.DispatchSending }, 30},
		{"sought, not found, and being sent again", func(d *reflection.Dispatch) {
			d.Tried = noon.Add(40*time.Hour + 999*time.Millisecond)
		}, 40},
		{"planned again, perhaps shown", func(d *reflection.Dispatch) { d.State, d.Unsure = reflection.DispatchPlanned, 1 }, 40},
		{"being sent again, perhaps shown before", func(d *reflection.Dispatch) { d.State = reflection.DispatchSending }, 40},
		{"given up", func(d *reflection.Dispatch) { d.State, d.Unsure = reflection.DispatchDropped, 0 }, 0},
	} {
		c.change(&ask)
		update(t, s, func(tx reflection.Tx) error { return tx.UpdateDispatch(ask) })
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
	addDispatches(t, s, &reflection.Dispatch{Delivery: asked.ID, Chat: here, Purpose: reflection.Nudge, State: reflection.DispatchSending, Tried: noon})
	if got := hanging(99); got != 0 {
		t.Errorf("only a nudge is being sent, and %d hangs", got)
	}
	addDispatches(t, s, &reflection.Dispatch{Delivery: asked.ID, Chat: here, Purpose: reflection.Answer, State: reflection.DispatchSending,
		Placed: noon, Tried: noon.Add(50 * time.Hour)})
	if got := hanging(50); got != asked.ID {
		t.Errorf("an answer that shows it is being sent: %d hangs, want %d", got, asked.ID)
	}
}
