package planning

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const (
	// batch is how many due subscriptions one transaction plans.
	batch = 500
	// batchFor is how long one lasts: whoever writes meanwhile waits for it.
	batchFor = 250 * time.Millisecond
)

// asideFor is how long something that can't be worked with is left alone, so
// that what comes after it has its turn.
const asideFor = 10 * time.Minute

// planError says which subscription could not be planned.
type planError struct {
	id  reflection.SubscriptionID
	err error
}

func (e *planError) Error() string { return fmt.Sprintf("subscription %d: %v", e.id, e.err) }
func (e *planError) Unwrap() error { return e.err }

// Due plans everything whose hour has come, a batch a transaction. A
// subscription that can't be planned is set aside and the batch begun again.
func (p *Planner) Due(ctx context.Context, now time.Time) error {
	for {
		more, err := p.planSome(ctx, now)
		if bad, ok := errors.AsType[*planError](err); ok && ctx.Err() == nil {
			if failed := p.setAside(ctx, bad.id, now); failed != nil {
				return fmt.Errorf("planning what is due: %w", errors.Join(err, failed))
			}
			p.log.Error("a subscription can't be planned; trying again later", "subscription", bad.id, "err", bad.err)
			continue
		}
		if err != nil {
			return fmt.Errorf("planning what is due: %w", err)
		}
		if !more {
			return nil
		}
	}
}

// planSome plans a batch of what is due, and reports whether there may be more.
func (p *Planner) planSome(ctx context.Context, now time.Time) (more bool, err error) {
	err = p.out.Update(ctx, func(tx reflection.Tx) error {
		due, err := tx.DueSubscriptions(now, batch)
		if err != nil {
			return err
		}
		more = len(due) == batch
		began := time.Now()
		for i, sub := range due {
			if i > 0 && time.Since(began) > batchFor {
				more = true
				return nil
			}
			if err := p.planOne(tx, sub, now); err != nil {
				return &planError{sub.ID, err}
			}
		}
		return nil
	})
	return more, err
}

// setAside lets a subscription be due again in a while; its date stays.
func (p *Planner) setAside(ctx context.Context, id reflection.SubscriptionID, now time.Time) error {
	return p.out.Update(ctx, func(tx reflection.Tx) error {
		sub, err := tx.Subscription(id)
		if err != nil {
			return err
		}
		sub.Next.At = now.Add(asideFor)
		return tx.UpdateSubscription(sub)
	})
}

// planOne plans a due subscription's occurrence, or, if the bot was away for
// longer than the question's window, lets the date go and turns to the next. A
// date on which there is nothing left to ask is let go as well.
func (p *Planner) planOne(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	sub.State, sub.PausedUntil = reflection.Active, schedule.Date{}
	occ := sub.Next
	if now.Sub(occ.At) >= Window {
		latest, ok, err := sub.Rule.LatestExcept(now, sub.LastPlanned, daysOff(sub, now))
		if err != nil {
			return err
		}
		if !ok || now.Sub(latest.At) >= Window || latest.Date.Before(occ.Date) {
			return skip(tx, sub, now)
		}
		occ = latest
	}
	_, err := p.Plan(tx, &sub, occ, now, Scheduled)
	switch {
	case errors.Is(err, reflection.ErrPlanned):
		return skip(tx, sub, now)
	case errors.Is(err, ErrNothingLeft):
		p.log.Warn("nothing is left to ask", "subscription", sub.ID, "pack", sub.Pack)
		return skip(tx, sub, now)
	}
	return err
}

// skip lets the occurrence that is due go, and turns to the next.
func skip(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	if err := Reschedule(&sub, now); err != nil {
		return err
	}
	return tx.UpdateSubscription(sub)
}
