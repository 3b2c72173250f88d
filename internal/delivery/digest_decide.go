package delivery

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// heldFor is how long a summary is left alone whose chat isn't written to now:
// a pause that ends within its window doesn't lose it.
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

// decideSummary settles what becomes of a ready summary. When it may go out is
// worked out anew, since its person may have travelled, or moved it.
func (l *line) decideSummary(tx reflection.Tx, d reflection.Dispatch, now time.Time) (job, bool, error) {
	r, err := readySummary(tx, d)
	if err != nil {
		return job{}, false, err
	}
	switch {
	case d.State == reflection.DispatchUncertain:
		return l.decideUncertainSummary(tx, r, now)
	case r.off || !now.Before(r.until):
		return job{}, false, l.dropSummary(tx, d)
	}
	d.Window = r.until
	switch wait, err := r.waits(tx, now); {
	case err != nil:
		return job{}, false, err
	case wait.After(now):
		d.Ready = wait
		return job{}, false, tx.UpdateDispatch(d)
	case d.Chat != r.sub.Chat:
		d.Chat, d.Ready = r.sub.Chat, now // It waits for its turn there.
		l.kick()
		return job{}, false, tx.UpdateDispatch(d)
	}
	return l.beginSummary(tx, d, now)
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
	return earlier(person.Wrote.Add(writingFor), r.at.Add(waitAtMost)), nil
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

// beginSummary marks a summary as being sent. What it says is gathered in the
// attempt, outside of this transaction.
func (l *line) beginSummary(tx reflection.Tx, d reflection.Dispatch, now time.Time) (job, bool, error) {
	d.State = reflection.DispatchSending
	if d.Unsure == 0 {
		d.Tried = now
	}
	d.Attempts++
	err := tx.UpdateDispatch(d)
	return job{dispatch: d, message: chat.Message{To: d.Chat, Nonce: Nonce(d.ID)}}, err == nil, err
}

// decideUncertainSummary settles a summary that was perhaps shown.
func (l *line) decideUncertainSummary(tx reflection.Tx, r ready, now time.Time) (job, bool, error) {
	d := r.dispatch
	seek := job{message: chat.Message{To: d.Chat, Nonce: Nonce(d.ID)}}
	wanted := r.wanted(now) && d.Chat == r.sub.Chat
	return l.settle(tx, d, seek, r.at, wanted, func() (job, bool, error) { return l.beginSummary(tx, d, now) }, now)
}

// dropSummary lets a summary go.
func (l *line) dropSummary(tx reflection.Tx, d reflection.Dispatch) error {
	l.service.log.Info("summary dropped", "dispatch", d.ID, "platform", d.Chat.Platform, "period", d.Period)
	return finish(tx, d, reflection.DispatchDropped)
}

// earlier returns the earlier of two instants.
func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
