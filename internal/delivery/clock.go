package delivery

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Heal undoes what was stored while the machine's clock was ahead: whoever was asked
// for a date to come is asked again from today on.
func (s *Service) Heal(ctx context.Context, now time.Time) (c reflection.Clamped, err error) {
	err = s.Update(ctx, func(tx reflection.Tx) (err error) {
		if c, err = tx.ClampFuture(now); err != nil {
			return err
		}
		for _, sub := range c.Subscriptions {
			if err := planAgain(tx, sub, now); err != nil {
				return err
			}
		}
		return nil
	})
	return c, err
}

// planAgain schedules a subscription on from the latest date that it was asked for.
func planAgain(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	sub.LastPlanned = schedule.Date{}
	latest, err := tx.Latest(sub.ID)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	if err == nil {
		sub.LastPlanned = latest.Date
	}
	if err := planning.Reschedule(&sub, now); err != nil {
		return err
	}
	return tx.UpdateSubscription(sub)
}
