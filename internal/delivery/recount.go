package delivery

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// The schedule on which a post's count is brought up to date: each minute for an
// hour, then every quarter of one, and once when its question closes.
const (
	recountSoon   = time.Minute
	recountSoonIn = time.Hour
	recountLater  = 15 * time.Minute
	// recountWindow is how long an edit of a post is worth trying.
	recountWindow = 24 * time.Hour
)

// RecountTx is what planning the edit of a post's count reads and writes.
type RecountTx interface {
	Before(reflection.Delivery) (reflection.Delivery, error)
	PlannedDispatch(reflection.DeliveryID, reflection.Purpose) (reflection.Dispatch, error)
	AddDispatch(*reflection.Dispatch) error
	UpdateDispatch(reflection.Dispatch) error
}

// AnsweredTx is what Answered reads and writes.
type AnsweredTx interface {
	RecountTx
	Answered(reflection.DeliveryID) (int, error)
	Subscription(reflection.SubscriptionID) (reflection.Subscription, error)
	UpdateSubscription(reflection.Subscription) error
}

// Answered follows from the first answer that somebody gave to a channel's
// question, or from the last words of one that were taken back: the post's count
// is brought up to date by and by, and a channel that was asked weekly because
// nobody answered is asked on its days again. It is called in the transaction in
// which that happened.
func Answered(tx AnsweredTx, d reflection.Delivery, now time.Time) error {
	n, err := tx.Answered(d.ID)
	if err != nil {
		return err
	}
	if n > 0 {
		if err := endSilence(tx, d.Subscription, now); err != nil {
			return err
		}
	}
	return planRecount(tx, d, now)
}

func endSilence(tx AnsweredTx, id reflection.SubscriptionID, now time.Time) error {
	sub, err := tx.Subscription(id)
	if err != nil || (sub.Unanswered == 0 && !sub.BackOff) {
		return err
	}
	sub.Unanswered, sub.BackOff = 0, false
	if err := Reschedule(&sub, now); err != nil {
		return err
	}
	return tx.UpdateSubscription(sub)
}

// IsOpen reports whether a delivery's question is open: it is the one that
// arrived last in its subscription.
func IsOpen(tx interface {
	Before(reflection.Delivery) (reflection.Delivery, error)
}, d reflection.Delivery) (bool, error) {
	open, err := openOf(tx, d.Subscription)
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	return open.ID == d.ID, err
}

// openOf returns the subscription's open delivery.
func openOf(tx interface {
	Before(reflection.Delivery) (reflection.Delivery, error)
}, id reflection.SubscriptionID) (reflection.Delivery, error) {
	return tx.Before(reflection.Delivery{Subscription: id})
}

// planRecount plans the next edit of a post's count, unless one is planned: what
// is counted is counted when it is made. A closed question's post has had its last.
func planRecount(tx RecountTx, d reflection.Delivery, now time.Time) error {
	if open, err := IsOpen(tx, d); err != nil || !open {
		return err
	}
	_, err := tx.PlannedDispatch(d.ID, reflection.Recount)
	if !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	return tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Recount,
		Ready: nextRecount(d.Arrived, now), Window: now.Add(recountWindow),
	})
}

// nextRecount is the first instant of a post's schedule after now. It lies on
// whole minutes, as ticks do.
func nextRecount(arrived, now time.Time) time.Time {
	first := arrived.Truncate(time.Minute)
	soon := now.Truncate(recountSoon).Add(recountSoon)
	if passed := soon.Sub(first); passed > recountSoonIn {
		quarters := (passed - recountSoonIn + recountLater - 1) / recountLater
		return first.Add(recountSoonIn + quarters*recountLater)
	}
	return soon
}

// lastRecount plans the edit that gives a closed question's post its last form; an
// edit that is planned becomes that one.
func lastRecount(tx RecountTx, d reflection.Delivery, now time.Time) error {
	planned, err := tx.PlannedDispatch(d.ID, reflection.Recount)
	switch {
	case err == nil:
		planned.Ready, planned.Window = now, now.Add(recountWindow)
		return tx.UpdateDispatch(planned)
	case !errors.Is(err, reflection.ErrNotFound):
		return err
	}
	return tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Recount, Ready: now, Window: now.Add(recountWindow),
	})
}

// decideRecount counts, and has the post edited if it says something else. While
// the channel can't be written to it isn't tried: Resume plans it anew.
func (l *line) decideRecount(tx reflection.Tx, d reflection.Dispatch, p placed, now time.Time) (job, bool, error) {
	limits := l.adapter.Limits()
	if !limits.Edits || p.del.Message == "" || p.halted() {
		return job{}, false, finish(tx, d, reflection.DispatchDropped)
	}
	open, err := IsOpen(tx, p.del)
	if err != nil {
		return job{}, false, err
	}
	n, err := tx.Answered(p.del.ID)
	if err != nil {
		return job{}, false, err
	}
	if n == p.del.Counted && (open || n == 0) {
		return job{}, false, finish(tx, d, reflection.DispatchDropped)
	}
	m, err := shownPost(tx, p.del, p.ch, n, !open, limits)
	if err != nil {
		return job{}, false, err
	}
	m.Lane = chat.LaneEdit
	d, err = beginPost(tx, d, now)
	return job{dispatch: d, message: m, target: p.del.Message, counted: n}, err == nil, err
}

// recounted records an edit, or what became of it. An edit that was perhaps made
// is made again: it does no harm.
func (l *line) recounted(tx reflection.Tx, d reflection.Dispatch, p placed, j job, o outcome, now time.Time) error {
	if o.err == nil {
		p.del.Counted = j.counted
		if err := tx.UpdateDelivery(p.del); err != nil {
			return err
		}
		return finish(tx, d, reflection.DispatchSent)
	}
	return l.postFailed(tx, d, p, o.err, now)
}
