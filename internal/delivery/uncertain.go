package delivery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// The margins of finding out what became of a message.
const (
	// nonceMargin is how long before the platform forgets a nonce a repetition
	// must have got there.
	nonceMargin = 10 * time.Second
	// seekBefore is how far before its first attempt a message is looked for:
	// the platform's clock and ours may differ. The nonce is unique, so looking
	// further does no harm.
	seekBefore = 15 * time.Minute
)

// decideUncertain settles a question that was perhaps shown.
func (l *line) decideUncertain(tx ClaimTx, d reflection.Dispatch, del reflection.Delivery, sub reflection.Subscription, wanted bool, now time.Time) (j job, send bool, err error) {
	seek := job{message: chat.Message{To: d.Chat, Nonce: Nonce(d.ID)}}
	return l.settle(tx, d, seek, del.Due, wanted, func() (job, bool, error) { return l.begin(tx, d, del, sub, now) }, now)
}

// settle settles a dispatch that was perhaps shown. The platform's nonce makes a
// repetition harmless, which begin makes; past it the history tells, where seek
// says what is looked for; where there is neither, it is sent once more, and never
// again. One that isn't wanted any more is sought, but not repeated. Nothing of it
// was shown before it was due.
func (l *line) settle(tx interface {
	UpdateDispatch(reflection.Dispatch) error
}, d reflection.Dispatch, seek job, due time.Time, wanted bool, begin func() (job, bool, error), now time.Time) (j job, send bool, err error) {
	limits := l.adapter.Limits()
	passed, known := now.Sub(d.Tried), limits.NonceWindow-nonceMargin
	switch {
	case wanted && 0 <= passed && passed < known:
		j, send, err = begin()
		j.within = known - passed
		return j, send, err
	case limits.History:
		d.State = reflection.DispatchSending
		seek.dispatch, seek.seek, seek.since = d, true, sought(d, due, now)
		err := tx.UpdateDispatch(d)
		return seek, err == nil, err
	case wanted && d.Unsure < 2:
		return begin()
	}
	d.Ready = time.Time{}
	return job{}, false, tx.UpdateDispatch(d)
}

// sought is the instant from which on a dispatch's message is looked for. Where the
// clock was set back since it was tried, it is when the question was due.
func sought(d reflection.Dispatch, due, now time.Time) time.Time {
	since := d.Tried
	if now.Before(since) {
		since = due
	}
	return since.Add(-seekBefore)
}

// uncertain marks a dispatch as perhaps shown, to be settled when it is ready.
func uncertain(tx uncertainTx, d reflection.Dispatch, del reflection.Delivery, ready time.Time) error {
	d.State, d.Ready = reflection.DispatchUncertain, ready
	if err := tx.UpdateDispatch(d); err != nil {
		return err
	}
	if d.Purpose != reflection.Ask || del.State != reflection.DeliveryPlanned {
		return nil
	}
	del.State = reflection.DeliveryUncertain
	return tx.UpdateDelivery(del)
}

type uncertainTx interface {
	UpdateDispatch(reflection.Dispatch) error
	UpdateDelivery(reflection.Delivery) error
}

// recoverInterrupted takes dispatches that are marked as being sent, though
// nobody is sending them, for uncertain: a crash cut them off, or their outcome
// could not be recorded.
func (s *Service) recoverInterrupted(ctx context.Context, now time.Time) error {
	err := s.store.Update(ctx, func(tx reflection.Tx) error {
		cut, err := s.cut(tx, now)
		if err != nil {
			return err
		}
		for _, d := range cut {
			if s.isFlying(d) {
				continue
			}
			var del reflection.Delivery
			if d.Delivery != 0 {
				if del, err = tx.Delivery(d.Delivery); err != nil {
					return err
				}
			}
			s.log.Info("a sending was interrupted", "dispatch", d.ID, "delivery", d.Delivery)
			d.Unsure++
			if err := uncertain(tx, d, del, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("taking up interrupted sendings: %w", err)
	}
	return nil
}

// cut returns what is marked as being sent on any platform, and is nobody's.
func (s *Service) cut(tx interface {
	InterruptedDispatches(chat.Platform, time.Time, string) ([]reflection.Dispatch, error)
}, now time.Time) (all []reflection.Dispatch, err error) {
	for p := range s.lines {
		cut, err := tx.InterruptedDispatches(p, now, "")
		if err != nil {
			return nil, err
		}
		all = append(all, cut...)
	}
	return all, nil
}

// waitOf returns how long a throttled sending must wait, at least a second.
func waitOf(err error) time.Duration {
	if se, ok := errors.AsType[*chat.SendError](err); ok {
		return max(se.Wait, time.Second)
	}
	return time.Second
}
