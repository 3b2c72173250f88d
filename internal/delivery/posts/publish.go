package posts

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// threadWindow is how long posting an answer in a thread, or removing it from
// there, is tried.
const threadWindow = 7 * 24 * time.Hour

// Publish has an answer that was shared posted in the thread under its question,
// if the channel has one that is filled at once, or filled when the question closes
// and it has closed. It is called in the transaction in which it was shared.
func Publish(tx reflection.Tx, d reflection.Delivery, ch reflection.Channel, reply reflection.ReplyID, now time.Time) error {
	if ch.Thread == reflection.NoThread || d.State != reflection.DeliveryArrived || isBroken(d.Thread) {
		return nil
	}
	if ch.Thread == reflection.ThreadClosed {
		if open, err := planning.IsOpen(tx, d); err != nil || open {
			return err
		}
	}
	return planPublish(tx, d, reply, now)
}

// planPublish plans to post an answer, unless that is planned or done. Of a
// question's answers one is under way at a time, so that they come in their order,
// and hold up no other channel; those behind it aren't ready until it is done with.
func planPublish(tx reflection.Tx, d reflection.Delivery, reply reflection.ReplyID, now time.Time) error {
	last, err := tx.Published(reply)
	switch {
	case errors.Is(err, reflection.ErrNotFound):
	case err != nil:
		return err
	default:
		if lives, err := isPublished(tx, last); err != nil || lives {
			return err
		}
	}
	p := reflection.Dispatch{
		Delivery: d.ID, Reply: reply, Chat: d.Chat, Purpose: reflection.Publish, Window: now.Add(threadWindow),
	}
	_, err = tx.PlannedDispatch(d.ID, reflection.Publish)
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		p.Ready = now
	case err != nil:
		return err
	}
	return tx.AddDispatch(&p)
}

// isPublished reports whether an answer is posted by a dispatch, or about to be,
// and not being taken back.
func isPublished(tx reflection.Tx, d reflection.Dispatch) (bool, error) {
	switch d.State {
	case reflection.DispatchDropped:
		return false, nil
	case reflection.DispatchSending:
		taken, err := isTakenBack(tx, d)
		return !taken, err
	case reflection.DispatchPlanned, reflection.DispatchUncertain, reflection.DispatchSent:
	}
	return true, nil
}

// isTakenBack reports whether what a dispatch posts is to be taken back.
func isTakenBack(tx reflection.Tx, d reflection.Dispatch) (bool, error) {
	all, err := tx.DispatchesOf(d.Delivery)
	if err != nil {
		return false, err
	}
	for _, r := range all {
		if r.Purpose == reflection.Retract && r.Reply == d.Reply && r.ID > d.ID {
			return true, nil
		}
	}
	return false, nil
}

// advance has the next of a question's answers posted once a dispatch that posts
// one is done with.
func advance(tx reflection.Tx, d reflection.Dispatch, now time.Time) error {
	next, err := tx.PlannedDispatch(d.Delivery, reflection.Publish)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil || !next.Ready.IsZero() {
		return err
	}
	all, err := tx.DispatchesOf(d.Delivery)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.Purpose == reflection.Publish && (o.State == reflection.DispatchSending || !o.Ready.IsZero()) {
			return nil
		}
	}
	next.Ready = now
	return tx.UpdateDispatch(next)
}

// broken stands for the thread of a question whose answers can't be posted, because
// a permission is missing. It isn't tried again until the next question.
func broken(p chat.Platform) chat.Chat { return chat.Chat{Platform: p} }

// Threadless reports whether a question is known to have no thread that answers
// can be posted in.
func Threadless(d reflection.Delivery) bool { return isBroken(d.Thread) }

func isBroken(c chat.Chat) bool { return !c.IsZero() && c.ID == "" }
