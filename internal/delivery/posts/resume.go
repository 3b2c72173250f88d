package posts

import (
	"errors"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Resume has a channel asked again that could not be written to; any other it
// leaves as it is. What its open post says is put right.
func Resume(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	if sub.State != reflection.Gone && sub.State != reflection.Barred {
		return nil
	}
	sub.State, sub.PausedUntil = reflection.Active, schedule.Date{}
	if err := planning.Reschedule(&sub, now); err != nil {
		return err
	}
	if err := tx.UpdateSubscription(sub); err != nil {
		return err
	}
	open, err := planning.Open(tx, sub.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return planRecount(tx, open, now)
}
