package posts

import (
	"errors"
	"time"

	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

const (
	// inTransit is how long a request that was cut may still be on its way: what it
	// shows isn't sought before.
	inTransit = 5 * time.Second
	// goneFor is how often a posted answer is looked for in a chat that is gone.
	goneFor = 5
)

// atOnce is when a dispatch is ready that goes ahead of everything that waits.
var atOnce = time.Unix(0, 0).UTC()

// Retract has an answer removed from the thread in which it was posted, after it
// was taken back, hidden, made anonymous or deleted; the reply itself may be gone.
// One that waits to be posted isn't. One that may be there is looked for first. It
// is called in the transaction in which that happened.
func Retract(tx reflection.Tx, reply reflection.Reply, now time.Time) error {
	pub, err := tx.Published(reply.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if pub.State == reflection.DispatchPlanned {
		if err := outbox.Finish(tx, pub, reflection.DispatchDropped); err != nil {
			return err
		}
		return advance(tx, pub, now)
	}
	if taken, err := isTakenBack(tx, pub); err != nil || taken {
		return err
	}
	r := reflection.Dispatch{
		Delivery: pub.Delivery, Reply: pub.Reply, Chat: pub.Chat, Purpose: reflection.Retract,
		Ready: atOnce, Window: now.Add(threadWindow),
	}
	switch pub.State {
	case reflection.DispatchDropped:
		if pub.Unsure == 0 {
			return nil // Surely never shown.
		}
	case reflection.DispatchSent:
		r.Message = pub.Message
		err = outbox.Finish(tx, pub, reflection.DispatchDropped)
	case reflection.DispatchUncertain:
		r.Ready = now.Add(inTransit)
		err = outbox.Finish(tx, pub, reflection.DispatchDropped)
	case reflection.DispatchSending, reflection.DispatchPlanned:
		// What comes of it will be known by the time this can be claimed.
	}
	if err != nil {
		return err
	}
	if err := tx.AddDispatch(&r); err != nil {
		return err
	}
	return advance(tx, pub, now)
}

// retractedBy returns the dispatch whose posting a retraction takes back: the
// latest of its reply's that was planned before it.
func retractedBy(tx reflection.Tx, r reflection.Dispatch) (pub reflection.Dispatch, err error) {
	all, err := tx.DispatchesOf(r.Delivery)
	if err != nil {
		return pub, err
	}
	for _, d := range all {
		if d.Purpose == reflection.Publish && d.Reply == r.Reply && d.ID < r.ID {
			pub = d
		}
	}
	if pub.ID == 0 {
		return pub, reflection.ErrNotFound
	}
	return pub, nil
}
