package delivery

import (
	"errors"
	"time"

	"stillpoint/internal/reflection"
)

const (
	// writingFor is how recently somebody must have written to be taken as
	// writing still.
	writingFor = 5 * time.Minute
	// waitAtMost is how long a due question waits for them.
	waitAtMost = 15 * time.Minute
)

// decide settles what becomes of one ready dispatch: it is sent, which is so if
// and only if send is true and there is no error, waits, or is no longer wanted.
func (l *line) decide(tx reflection.Tx, d reflection.Dispatch, now time.Time) (j job, send bool, err error) {
	switch d.Purpose {
	case reflection.Summarise:
		return l.decideSummary(tx, d, now)
	case reflection.Recount, reflection.Publish, reflection.Retract:
		return l.decidePost(tx, d, now)
	case reflection.Ask, reflection.Later, reflection.Nudge:
	}
	del, err := tx.Delivery(d.Delivery)
	if err != nil {
		return job{}, false, err
	}
	sub, err := tx.Subscription(del.Subscription)
	if err != nil {
		return job{}, false, err
	}
	wanted, err := stillWanted(tx, d, del, sub, now)
	if err != nil {
		return job{}, false, err
	}
	if d.State == reflection.DispatchUncertain {
		return l.decideUncertain(tx, d, del, sub, wanted, now)
	}
	if !wanted {
		return job{}, false, l.service.drop(tx, d, del, now)
	}
	until, err := waitForWriter(tx, d, del)
	if err != nil {
		return job{}, false, err
	}
	if until.After(now) {
		d.Ready = until
		return job{}, false, tx.UpdateDispatch(d)
	}
	return l.begin(tx, d, del, sub, now)
}

// begin marks the dispatch as being sent and composes what it shows. While it is
// not settled whether an earlier attempt was shown, Tried stays with that one:
// the platform's nonce, and the search in its history, count from there.
func (l *line) begin(tx ClaimTx, d reflection.Dispatch, del reflection.Delivery, sub reflection.Subscription, now time.Time) (job, bool, error) {
	m, told, err := compose(tx, d, del, sub, now, l.adapter.Limits())
	if err != nil {
		return job{}, false, err
	}
	d.State = reflection.DispatchSending
	if d.Unsure == 0 {
		d.Tried = now
	}
	d.Attempts++
	err = tx.UpdateDispatch(d)
	return job{dispatch: d, message: m, told: told}, err == nil, err
}

// stillWanted reports whether a dispatch should go out at all: a question that
// is overtaken, past its window or known to have been shown, a reminder of one
// that was answered, and anything for a chat that isn't asked now, should not.
func stillWanted(tx ClaimTx, d reflection.Dispatch, del reflection.Delivery, sub reflection.Subscription, now time.Time) (bool, error) {
	asks := d.Purpose == reflection.Ask
	switch sub.State {
	case reflection.Gone, reflection.Barred:
		return false, nil
	case reflection.Paused:
		if !asks || !del.Requested {
			return false, nil
		}
	case reflection.Active:
	}
	if !now.Before(d.Window) {
		return false, nil
	}
	if asks {
		return del.State != reflection.DeliveryArrived && !del.Date.Before(sub.LastPlanned), nil
	}
	if !del.Answered.IsZero() {
		return false, nil
	}
	open, err := tx.OpenAt(del.Chat, now, "")
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	return open.ID == del.ID, err
}

// waitForWriter returns until when a due question waits because the person is
// writing; one that they asked for themselves doesn't wait.
func waitForWriter(tx ClaimTx, d reflection.Dispatch, del reflection.Delivery) (time.Time, error) {
	if d.Purpose != reflection.Ask || del.Person == 0 || del.Requested {
		return time.Time{}, nil
	}
	person, err := tx.Person(del.Person)
	if err != nil {
		return time.Time{}, err
	}
	until := person.Wrote.Add(writingFor)
	if latest := del.Due.Add(waitAtMost); latest.Before(until) {
		until = latest
	}
	return until, nil
}
