package conversation

import (
	"context"
	"fmt"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// CaughtUp implements chat.Intake. A gap since the last call is an outage. What
// is stored lags behind by a few minutes, to spare the disk: after a crash the
// gap looks that much longer, which can only excuse more.
func (c *Core) CaughtUp(ctx context.Context, p chat.Platform, at time.Time) error {
	at = at.Round(0) // A monotonic reading stands still while the machine sleeps.
	if c.intake.isDue(p, at) {
		err := c.store.Update(ctx, func(tx reflection.Tx) error { return c.takenIn(tx, p, at) })
		c.health.note(err)
		if err != nil {
			c.intake.forget(p)
			return fmt.Errorf("recording what was taken in: %w", err)
		}
	}
	c.delivery.Open(p)
	return nil
}

const (
	// outage is the gap in taking in from which on it is recorded. Adapters
	// report at least once a minute.
	outage = 10 * time.Minute
	// noteEvery is how often what was taken in is stored.
	noteEvery = 4 * time.Minute
)

// intake is how far each platform was taken in, as far as that is stored.
type intake struct {
	mu    sync.Mutex
	noted map[chat.Platform]time.Time
}

func newIntake() intake { return intake{noted: map[chat.Platform]time.Time{}} }

// isDue reports whether it is time to store how far a platform was taken in.
func (i *intake) isDue(p chat.Platform, at time.Time) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	if last, ok := i.noted[p]; ok && at.Sub(last) < noteEvery {
		return false
	}
	i.noted[p] = at
	return true
}

// last is how far a platform was taken in, as far as that was stored by this process.
func (i *intake) last(p chat.Platform) (at time.Time, known bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	at, known = i.noted[p]
	return at, known
}

// fresh reports whether a platform is known to have been taken in lately.
func (i *intake) fresh(p chat.Platform, now time.Time) bool {
	last, ok := i.last(p)
	return ok && now.Sub(last) <= outage
}

// forget has the next report stored, because this one could not be.
func (i *intake) forget(p chat.Platform) {
	i.mu.Lock()
	defer i.mu.Unlock()
	delete(i.noted, p)
}

// takenIn stores how far a platform was taken in, and the gap before it.
func (c *Core) takenIn(tx reflection.Tx, p chat.Platform, at time.Time) error {
	last, err := tx.TakenIn(p)
	if err != nil || at.Before(last) {
		return err
	}
	if away, ok := gap(p, last, at); ok {
		c.log.Info("nothing was taken in for a while", "platform", p, "from", last, "to", at)
		if err := tx.AddAway(away); err != nil {
			return err
		}
	}
	return tx.SetTakenIn(p, at)
}

// gap is the outage there is between two instants, if it is one.
func gap(p chat.Platform, last, now time.Time) (reflection.Away, bool) {
	return reflection.Away{Platform: p, From: last, To: now}, !last.IsZero() && now.Sub(last) > outage
}

// noteGap records the outage that lasts until now, if nothing was taken in from a
// platform for a while: what is said and counted next knows of it. CaughtUp gives
// it its end.
func (c *Core) noteGap(tx reflection.Tx, p chat.Platform, now time.Time) (found bool, err error) {
	if c.intake.fresh(p, now) {
		return false, nil
	}
	last, err := tx.TakenIn(p)
	if err != nil {
		return false, err
	}
	away, found := gap(p, last, now)
	if !found {
		return false, nil
	}
	return true, tx.AddAway(away)
}

// noteGaps records the outages that last until now, and lets no question out where
// there is one: after a sleep of the machine a tick can come before anything was
// taken in.
func (c *Core) noteGaps(ctx context.Context, now time.Time) error {
	for p := range c.adapters {
		if c.intake.fresh(p, now) {
			continue
		}
		found := false
		err := c.store.View(ctx, func(tx reflection.Tx) error {
			last, err := tx.TakenIn(p)
			_, found = gap(p, last, now)
			return err
		})
		if err == nil && found {
			c.delivery.Hold(p)
			err = c.store.Update(ctx, func(tx reflection.Tx) error {
				_, err := c.noteGap(tx, p, now)
				return err
			})
		}
		if err != nil {
			return fmt.Errorf("looking for a gap: %w", err)
		}
	}
	return nil
}
