package delivery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// SilenceAfter is how many questions may arrive without a sign of life of a
// person before they come weekly.
const SilenceAfter = 7

// PlanTx is what planning a delivery reads and writes.
type PlanTx interface {
	ChooseTx
	UpdateSubscription(reflection.Subscription) error
	AddDelivery(*reflection.Delivery) error
	AddDispatch(*reflection.Dispatch) error
	AddFact(*reflection.Fact) error
}

// Why says what brought a delivery about.
type Why int

// The reasons for a delivery.
const (
	Scheduled   Why = iota // its hour came
	Requested              // the person asked for the date's one question early
	OffSchedule            // the person asked for one on a date without any
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

// planDue plans everything whose hour has come, a batch a transaction. A
// subscription that can't be planned is set aside and the batch begun again.
func (s *Service) planDue(ctx context.Context, now time.Time) error {
	for {
		n, err := s.planSome(ctx, now)
		if bad, ok := errors.AsType[*planError](err); ok && ctx.Err() == nil {
			if failed := s.setAside(ctx, bad.id, now); failed != nil {
				return fmt.Errorf("planning what is due: %w", errors.Join(err, failed))
			}
			s.log.Error("a subscription can't be planned; trying again later", "subscription", bad.id, "err", bad.err)
			continue
		}
		if err != nil {
			return fmt.Errorf("planning what is due: %w", err)
		}
		if n < planBatch {
			return nil
		}
	}
}

// planSome plans a batch of what is due and returns its size.
func (s *Service) planSome(ctx context.Context, now time.Time) (n int, err error) {
	err = s.store.Update(ctx, func(tx reflection.Tx) error {
		due, err := tx.DueSubscriptions(now, planBatch)
		if err != nil {
			return err
		}
		n = len(due)
		for _, sub := range due {
			if err := s.planOne(tx, sub, now); err != nil {
				return &planError{sub.ID, err}
			}
		}
		return nil
	})
	return n, err
}

// setAside lets a subscription be due again in a while; its date stays.
func (s *Service) setAside(ctx context.Context, id reflection.SubscriptionID, now time.Time) error {
	return s.store.Update(ctx, func(tx reflection.Tx) error {
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
func (s *Service) planOne(tx PlanTx, sub reflection.Subscription, now time.Time) error {
	sub.State, sub.PausedUntil = reflection.Active, schedule.Date{}
	occ := sub.Next
	if now.Sub(occ.At) >= Window {
		latest, ok, err := sub.Rule.Latest(now, sub.LastPlanned)
		if err != nil {
			return err
		}
		if !ok || now.Sub(latest.At) >= Window || latest.Date.Before(occ.Date) {
			return turn(tx, sub, now)
		}
		occ = latest
	}
	_, err := s.Plan(tx, &sub, occ, now, Scheduled)
	switch {
	case errors.Is(err, reflection.ErrPlanned):
		return turn(tx, sub, now)
	case errors.Is(err, ErrNothingLeft):
		s.log.Warn("nothing is left to ask", "subscription", sub.ID, "pack", sub.Pack)
		return turn(tx, sub, now)
	}
	return err
}

// turn turns a subscription to its next occurrence.
func turn(tx PlanTx, sub reflection.Subscription, now time.Time) error {
	if err := Reschedule(&sub, now); err != nil {
		return err
	}
	return tx.UpdateSubscription(sub)
}

// Plan plans the subscription's delivery for an occurrence, to be sent at once,
// and moves the subscription on to its next. It returns ErrPlanned if that date
// has one, and ErrNothingLeft if no prompt is left; then it has changed nothing.
func (s *Service) Plan(tx PlanTx, sub *reflection.Subscription, occ schedule.Occurrence, now time.Time, why Why) (reflection.Delivery, error) {
	prompt, chosen, err := s.choose(tx, *sub)
	if err != nil {
		return reflection.Delivery{}, err
	}
	d := reflection.Delivery{
		Subscription: sub.ID, Person: sub.Person, Chat: sub.Chat,
		Date: occ.Date, Zone: sub.Rule.Zone, Due: occ.At,
		Extra: why == OffSchedule, Requested: why != Scheduled, BackOff: sub.BackOff,
		Prompt: prompt,
	}
	if err := tx.AddDelivery(&d); err != nil {
		return d, err
	}
	if err := chosen.save(tx, d.ID); err != nil {
		return d, err
	}
	if sub.Person != 0 && !sub.BackOff && sub.Unanswered >= SilenceAfter {
		sub.BackOff = true // This question says so; the next comes in a week.
	}
	if sub.LastPlanned.Before(occ.Date) {
		sub.LastPlanned = occ.Date
	}
	if err := Reschedule(sub, now); err != nil {
		return d, err
	}
	if err := tx.UpdateSubscription(*sub); err != nil {
		return d, err
	}
	window := occ.At.Add(Window)
	if next := sub.Next.At; !next.IsZero() && next.Before(window) {
		window = next
	}
	if err := tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Ask, Ready: now, Window: window,
	}); err != nil {
		return d, err
	}
	if sub.Person == 0 {
		return d, nil
	}
	return d, tx.AddFact(&reflection.Fact{
		Kind: reflection.FactAsked, Person: d.Person, Subscription: d.Subscription, Delivery: d.ID,
		Chat: d.Chat, At: d.Due, Date: d.Date, Zone: d.Zone, Extra: d.Extra, BackOff: d.BackOff,
	})
}

// Reschedule works out the subscription's next occurrence after now: the first
// whose local date is later than the last planned one, and not before the end
// of a pause. Questions that come weekly by silence are a week apart.
func Reschedule(sub *reflection.Subscription, now time.Time) error {
	last := sub.LastPlanned
	switch sub.State {
	case reflection.Gone, reflection.Barred:
		sub.Next = schedule.Occurrence{}
		return nil
	case reflection.Paused:
		if sub.PausedUntil.IsZero() {
			sub.Next = schedule.Occurrence{}
			return nil
		}
		if day := sub.PausedUntil.AddDays(-1); last.Before(day) {
			last = day
		}
	case reflection.Active:
	}
	if sub.BackOff && !sub.LastPlanned.IsZero() {
		if week := sub.LastPlanned.AddDays(6); last.Before(week) {
			last = week
		}
	}
	next, err := sub.Rule.Next(now, last)
	if err != nil {
		return fmt.Errorf("next occurrence: %w", err)
	}
	sub.Next = next
	return nil
}
