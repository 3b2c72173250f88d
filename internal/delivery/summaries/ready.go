package summaries

import (
	"errors"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// heldFor is how long a summary is left alone whose chat isn't written to now: a
// pause that ends within its window doesn't lose it.
const heldFor = time.Hour

// ready is a summary that is ready to go out, with whose it is and when it may.
type ready struct {
	dispatch  reflection.Dispatch
	sub       reflection.Subscription
	off       bool
	at, until time.Time
}

// wanted reports whether it should go out at all.
func (r ready) wanted(now time.Time) bool {
	return !r.off && r.sub.State == reflection.Active && now.Before(r.until)
}

// readySummary loads what deciding on a summary takes.
func readySummary(tx reflection.Tx, d reflection.Dispatch) (r ready, err error) {
	r.dispatch = d
	if r.sub, err = tx.Subscription(d.Subscription); err != nil {
		return r, err
	}
	row, err := tx.Summaries(d.Subscription)
	if err != nil {
		return r, err
	}
	period, err := summary.ParsePeriod(d.Period)
	if err != nil {
		return r, err
	}
	r.off = sendingOf(&row, period.Kind()).Off
	r.at, r.until, err = prefsOf(row, r.sub).When(period, r.sub.Rule.Zone)
	return r, err
}

// waits returns until when a summary waits: for its hour, for its chat to be
// written to again, for a question that is due there, and for its person to
// finish writing, as a question does.
func (r ready) waits(tx reflection.Tx, now time.Time) (time.Time, error) {
	switch {
	case r.sub.State != reflection.Active:
		return earlier(now.Add(heldFor), r.until), nil
	case r.at.After(now):
		return r.at, nil
	}
	question, err := r.question(tx)
	if err != nil || question.After(now) || r.sub.Person == 0 {
		return earlier(question, r.until), err
	}
	person, err := tx.Person(r.sub.Person)
	if err != nil {
		return time.Time{}, err
	}
	return earlier(person.Wrote.Add(planning.WritingFor), r.at.Add(planning.WaitAtMost)), nil
}

// question returns when the question that is to be asked first is ready; zero
// without one.
func (r ready) question(tx reflection.Tx) (time.Time, error) {
	latest, err := tx.Latest(r.sub.ID)
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && latest.State != reflection.DeliveryPlanned) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	ask, err := tx.PlannedDispatch(latest.ID, reflection.Ask)
	if errors.Is(err, reflection.ErrNotFound) {
		return time.Time{}, nil
	}
	return ask.Ready, err
}

// earlier returns the earlier of two instants.
func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
