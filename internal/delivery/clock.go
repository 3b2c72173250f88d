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
		for _, d := range c.Deliveries {
			if err := moveTap(tx, d); err != nil {
				return err
			}
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

// moveTap has where somebody stood on a delivery's old date follow it to the new one, or
// to the latest before that on which they stood nowhere.
func moveTap(tx reflection.Tx, d reflection.Redated) error {
	taps, err := tx.Taps(d.Person)
	if err != nil {
		return err
	}
	on := map[schedule.Date]reflection.Tap{}
	for _, tap := range taps {
		on[tap.Date] = tap
	}
	tap, ok := on[d.From]
	if !ok {
		return nil
	}
	moved := tap
	for moved.Date = d.To; on[moved.Date].Place != 0; {
		moved.Date = moved.Date.AddDays(-1)
	}
	return errors.Join(tx.RemoveTap(tap), tx.SetTap(moved))
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
