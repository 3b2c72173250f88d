package conversation

import (
	"context"
	"fmt"
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"sync"
	"time"
)

// CaughtUp implements chat.Intake. A gap since the last call is an outage. What
// is stored lags behind by a few minutes, to spare the disk: after a crash the
// gap looks that much longer, which can only excuse more.
func (c *Core) CaughtUp(ctx context.Context, p chat.Platform, at time.Time) error {
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

// forget has the next report stored, because this one could not be.
func (i *intake) forget(p chat.Platform) {
	i.mu.Lock()
	defer i.mu.Unlock()
	delete(i.noted, p)
}

func (c *Core) takenIn(tx reflection.Tx, p chat.Platform, at time.Time) error {
	last, err := tx.TakenIn(p)
	if err != nil || at.Before(last) {
		return err
	}
	if !last.IsZero() && at.Sub(last) > outage {
		c.log.Info("nothing was taken in for a while", "platform", p, "from", last, "to", at)
		if err := tx.AddAway(reflection.Away{Platform: p, From: last, To: at}); err != nil {
			return err
		}
	}
	return tx.SetTakenIn(p, at)
}
