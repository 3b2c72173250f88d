package conversation

import (
	"context"
	"fmt"
	"slices"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const (
	// ahead is how far a clock must have been ahead to have been wrong.
	ahead = time.Hour
	// earliest is a year before which no clock is right: one that is further back,
	// as after a flat battery, proves nothing about what is stored.
	earliest = 2026
	// steadyFor is how long after a gap of that length, or longer, nothing is deleted
	// because of its age.
	steadyFor = 48 * time.Hour
)

// heal finds out whether the clock was ahead and has been put right, and undoes what
// it had stored then: adapters report each minute, so whatever a wrong clock stored,
// it had stored how far a platform was taken in.
func (c *Core) heal(ctx context.Context, now time.Time) error {
	if now.Year() < earliest {
		return nil
	}
	for p := range c.adapters {
		if wrong, err := c.wasAhead(ctx, p, now); err != nil || !wrong {
			if err != nil {
				return fmt.Errorf("looking for a clock that was ahead: %w", err)
			}
			continue
		}
		done, err := c.delivery.Heal(ctx, now)
		if err != nil {
			return fmt.Errorf("undoing what a wrong clock stored: %w", err)
		}
		for p := range c.adapters {
			c.intake.forget(p)
		}
		c.log.Warn("the clock was ahead and was put right; what it had stored is brought back to now",
			"now", now, "instants", done.Instants, "deliveries", len(done.Deliveries), "subscriptions", len(done.Subscriptions))
		return nil
	}
	return nil
}

// steady reports whether some platform has been taken in without a long gap lately. A
// clock that jumps ahead leaves such a gap, as an outage does: time enough to put the
// clock right before it decides what is too old to be kept.
func (c *Core) steady(ctx context.Context, now time.Time) (steady bool, err error) {
	since := now.Add(-steadyFor)
	err = c.store.View(ctx, func(tx reflection.Tx) error {
		aways, err := tx.AwaySince(since)
		if err != nil {
			return err
		}
		for p := range c.adapters {
			last, err := tx.TakenIn(p)
			if err != nil {
				return err
			}
			gap := slices.ContainsFunc(aways, func(a reflection.Away) bool { return a.Platform == p && a.To.Sub(a.From) > steadyFor })
			steady = steady || last.After(since) && !gap
		}
		return nil
	})
	return steady, err
}

// wasAhead reports whether a platform is said to have been taken in up to an instant
// that is yet to come.
func (c *Core) wasAhead(ctx context.Context, p chat.Platform, now time.Time) (wrong bool, err error) {
	if last, ok := c.intake.last(p); ok {
		return last.Sub(now) > ahead, nil
	}
	err = c.store.View(ctx, func(tx reflection.Tx) error {
		last, err := tx.TakenIn(p)
		wrong = last.Sub(now) > ahead
		return err
	})
	return wrong, err
}
