package delivery

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// question is the kind of dispatches that show a question: itself, again at an hour
// that the person chose, and the reminder in the evening.
type question struct {
	planner *planning.Planner
}

// composed is what the outcome of a question's job needs to know.
type composed struct {
	// told is the end of the outage that the message tells of; zero for none.
	told time.Time
}

// Decide settles what becomes of a ready question: it is sent, waits for its person
// to finish writing, or is no longer wanted.
func (q question) Decide(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, now time.Time) (j outbox.Job, send bool, err error) {
	del, err := tx.Delivery(d.Delivery)
	if err != nil {
		return j, false, err
	}
	sub, err := tx.Subscription(del.Subscription)
	if err != nil {
		return j, false, err
	}
	wanted, err := stillWanted(tx, d, del, sub, now)
	if err != nil {
		return j, false, err
	}
	begin := func() (j outbox.Job, send bool, err error) {
		if err := q.mend(tx, &del); err != nil {
			return j, false, err
		}
		var c composed
		j.Message, c.told, err = compose(tx, d, del, sub, now, s.Limits())
		j.Note = c
		if d.Purpose == reflection.Ask && !del.Requested && !del.Extra {
			j.Due = del.Due
		}
		return j, err == nil, err
	}
	switch {
	case d.State == reflection.DispatchUncertain:
		seek := outbox.Job{Message: chat.Message{To: d.Chat, Nonce: outbox.Nonce(d.ID)}, Note: composed{}}
		return s.FindOut(tx, d, seek, del.Due, wanted, begin, now)
	case !wanted:
		return j, false, q.planner.Drop(tx, d, del, now)
	}
	until, err := waitForWriter(tx, d, del)
	if err != nil {
		return j, false, err
	}
	if until.After(now) {
		d.Ready = until
		return j, false, tx.UpdateDispatch(d)
	}
	return begin()
}

// stillWanted reports whether a dispatch should go out at all: a question that
// is overtaken, past its window or known to have been shown, a reminder of one
// that was answered, and anything for a chat that isn't asked now, should not.
func stillWanted(tx reflection.Tx, d reflection.Dispatch, del reflection.Delivery, sub reflection.Subscription, now time.Time) (bool, error) {
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
		answered := del.Person != 0 && !del.Answered.IsZero() // in another app of theirs
		return del.State != reflection.DeliveryArrived && !del.Date.Before(sub.LastPlanned) && !answered, nil
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
func waitForWriter(tx reflection.Tx, d reflection.Dispatch, del reflection.Delivery) (time.Time, error) {
	if d.Purpose != reflection.Ask || del.Person == 0 || del.Requested {
		return time.Time{}, nil
	}
	person, err := tx.Person(del.Person)
	if err != nil {
		return time.Time{}, err
	}
	until := person.Wrote.Add(planning.WritingFor)
	if latest := del.Due.Add(planning.WaitAtMost); latest.Before(until) {
		until = latest
	}
	return until, nil
}

// roleless says that a question was sent without the role that it should notify,
// because that is gone.
type roleless struct{}

// Make sends a question. A role that can't be notified any more, because it is
// gone, keeps no question from being asked: some platforms would refuse it, others
// show its id.
func (question) Make(ctx context.Context, s *outbox.Sender, j outbox.Job) (o outbox.Outcome) {
	m := j.Message
	if m.PingRole != "" {
		standing, err := s.Adapter().Inspect(ctx, m.To, chat.Need{PingRole: m.PingRole})
		if err == nil && standing.RoleGone {
			m.PingRole, o.Note = "", roleless{}
		}
	}
	o.Sent, o.Err = s.Adapter().Send(ctx, m)
	return o
}

// Resolve records what came of a question.
func (q question) Resolve(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	if r.Fate == outbox.Sent {
		return q.sent(tx, s, d, r, now)
	}
	del, err := tx.Delivery(d.Delivery)
	if err != nil {
		return err
	}
	asks := d.Purpose == reflection.Ask
	switch r.Fate {
	case outbox.NotFound:
		return unshown(tx, d, del, now)
	case outbox.Waiting:
		perhaps := chat.KindOf(r.Outcome.Err) == chat.Uncertain
		if !perhaps || !asks || del.State != reflection.DeliveryPlanned {
			return nil
		}
		del.State = reflection.DeliveryUncertain
		return tx.UpdateDelivery(del)
	case outbox.Gone:
		return q.halt(tx, d, del, reflection.Gone, r.Outcome.Err, now)
	case outbox.Barred:
		return q.halt(tx, d, del, reflection.Barred, r.Outcome.Err, now)
	case outbox.Moved:
		return q.moved(tx, s, d, del, r.Outcome.Err, now)
	default:
		return q.planner.Drop(tx, d, del, now)
	}
}

// sent records a success. An ordinary sending is known at its own timestamp. One
// that was uncertain before is known now: what the platform has answered may be
// the receipt of the earlier attempt.
func (q question) sent(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	if _, gone := r.Outcome.Note.(roleless); gone {
		s.Log().Warn("a channel's role is gone; posting without it", "delivery", d.Delivery)
		if err := posts.RoleGone(tx, d.Delivery, now); err != nil {
			return err
		}
	}
	sent := r.Outcome.Sent
	d.State, d.Ready, d.Message = reflection.DispatchSent, time.Time{}, sent.Message
	if err := tx.UpdateDispatch(d); err != nil {
		return err
	}
	stands := d.Chat
	if !sent.In.IsZero() {
		stands = sent.In
	}
	if err := tx.MapMessage(stands, sent.Message, d.Delivery); err != nil {
		return err
	}
	if c, _ := r.Job.Note.(composed); !c.told.IsZero() {
		if err := told(tx, d.Delivery, c.told); err != nil {
			return err
		}
	}
	if d.Purpose != reflection.Ask {
		return nil
	}
	known := sent.At
	if d.Unsure > 0 && now.After(known) {
		known = now
	}
	return arrived(tx, d.Delivery, sent, known, false)
}

// unshown puts a question that was sought and not found back in the queue. A
// question whose person has shown meanwhile that it arrived is done with.
func unshown(tx reflection.Tx, d reflection.Dispatch, del reflection.Delivery, now time.Time) error {
	if d.Purpose == reflection.Ask {
		switch del.State {
		case reflection.DeliveryArrived:
			d.Unsure = 0
			return outbox.Finish(tx, d, reflection.DispatchSent)
		case reflection.DeliveryUncertain:
			del.State = reflection.DeliveryPlanned
			if err := tx.UpdateDelivery(del); err != nil {
				return err
			}
		case reflection.DeliveryPlanned, reflection.DeliveryDropped:
		}
	}
	return outbox.Unshown(tx, d, now)
}

// halt stops asking in a chat until a sign of life, or a permission, resumes it. What a
// channel's question was refused for want of stays with its dispatch.
func (q question) halt(tx reflection.Tx, d reflection.Dispatch, del reflection.Delivery, state reflection.SubscriptionState, cause error, now time.Time) error {
	missing := outbox.Missing(cause)
	if del.Person == 0 && missing != "" {
		d.Body = []byte(missing)
	}
	if err := q.planner.Drop(tx, d, del, now); err != nil {
		return err
	}
	sub, err := tx.Subscription(del.Subscription)
	if err != nil || sub.State == state {
		return err
	}
	return planning.Halt(tx, sub, state, missing, now)
}

// moved follows a chat to its new id and sends there. A chat that moves on and on
// is followed at leisure.
func (q question) moved(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, del reflection.Delivery, cause error, now time.Time) error {
	to, err := outbox.MovedTo(cause)
	if err != nil || to == d.Chat {
		s.Log().Error("chat moved without saying where", "dispatch", d.ID, "err", cause)
		return q.planner.Drop(tx, d, del, now)
	}
	moved, err := planning.FollowMove(tx, del, to)
	if err != nil {
		return err
	}
	if !moved { // The new chat is asked already; the old one is no more.
		return q.halt(tx, d, del, reflection.Gone, cause, now)
	}
	d.Chat = to
	wait := time.Duration(0)
	if d.Attempts > 1 {
		wait = outbox.Backoff(d.Attempts)
	}
	return outbox.Again(tx, d, wait, now)
}
