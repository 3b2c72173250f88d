package posts

import (
	"context"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// Retracting removes posted answers that were taken back. All of it can be done
// again without harm. While the channel can't be written to they wait.
type Retracting struct{}

// retraction is what a job of Retracting removes.
type retraction struct {
	under under
	// message is what is removed; empty while it must be looked for, from since on.
	message chat.MessageID
	since   time.Time
}

// Decide settles what is to be removed, and where it stands.
func (k Retracting) Decide(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, now time.Time) (j outbox.Job, send bool, err error) {
	p, err := targetOf(tx, d.Delivery)
	if err != nil {
		return j, false, err
	}
	limits := s.Limits()
	d.State, d.Unsure = reflection.DispatchPlanned, 0
	switch {
	case expired(s, d, now):
		return j, false, outbox.Finish(tx, d, reflection.DispatchDropped)
	case p.halted():
		d.Ready = now.Add(haltedWait)
		return j, false, tx.UpdateDispatch(d)
	case !limits.Deletions && !limits.Edits:
		s.Log().Warn("a posted answer can't be removed on this platform", "dispatch", d.ID)
		return j, false, outbox.Finish(tx, d, reflection.DispatchDropped)
	}
	what := retraction{under: p.under(), message: d.Message}
	j.Message = chat.Message{
		To: p.thread(), Blocks: []chat.Block{chat.P(p.words().Post.TakenBack)}, Lane: chat.LaneEdit,
	}
	if d.Message == "" {
		pub, err := retractedBy(tx, d)
		if err != nil {
			return j, false, err
		}
		ready, err := k.locate(tx, s, &d, pub, now)
		if err != nil || !ready {
			return j, false, err
		}
		if err := noteMessage(tx, d); err != nil {
			return j, false, err
		}
		what.message = d.Message
		j.Message.Nonce, what.since = outbox.Nonce(pub.ID), outbox.Sought(pub, p.del.Due, now)
	}
	j.Note = what
	return j, true, nil
}

// noteMessage stores which message a retraction removes as soon as that is known: the
// posting is done with, and would tell no later attempt.
func noteMessage(tx reflection.Tx, d reflection.Dispatch) error {
	if d.Message == "" {
		return nil // It is looked for each time.
	}
	claimed, err := tx.Dispatch(d.ID)
	if err != nil {
		return err
	}
	claimed.Message = d.Message
	return tx.UpdateDispatch(claimed)
}

// locate finds out where the posting that d takes back stands. Ready says that the
// answer can be removed, or looked for, now; else d waits, or is done with.
func (Retracting) locate(tx reflection.Tx, s *outbox.Sender, d *reflection.Dispatch, pub reflection.Dispatch, now time.Time) (ready bool, err error) {
	wait := func() error {
		d.Ready = now.Add(inTransit)
		return tx.UpdateDispatch(*d)
	}
	drop := func() error {
		if err := outbox.Finish(tx, pub, reflection.DispatchDropped); err != nil {
			return err
		}
		return advance(tx, pub, now)
	}
	switch pub.State {
	case reflection.DispatchSent:
		d.Message = pub.Message
		return true, outbox.Finish(tx, pub, reflection.DispatchDropped)
	case reflection.DispatchSending: // A crash cut the posting off; it is taken up soon.
		return false, wait()
	case reflection.DispatchUncertain:
		if err := drop(); err != nil {
			return false, err
		}
		return false, wait()
	case reflection.DispatchPlanned: // The posting failed for sure.
		if err := drop(); err != nil {
			return false, err
		}
	case reflection.DispatchDropped:
		if pub.Unsure > 0 && s.Limits().History {
			return true, nil
		}
		if pub.Unsure > 0 {
			s.Log().Warn("an answer that was perhaps posted can't be found on this platform", "dispatch", d.ID)
		}
	}
	return false, outbox.Finish(tx, *d, reflection.DispatchDropped)
}

// Make removes what was posted, having looked for it where its message isn't known.
// Where it can no longer be removed, it is edited to say that it was.
func (Retracting) Make(ctx context.Context, s *outbox.Sender, j outbox.Job) (o outbox.Outcome) {
	what := j.Note.(retraction)
	in, err := what.under.open(ctx, s, j.Message.To)
	o.Note, o.Err = thread{chat: in}, err
	if err != nil {
		return o
	}
	j.Message.To = in
	if o.Sent.Message = what.message; what.message == "" {
		found := false
		o.Sent, found, o.Err = s.Adapter().Find(ctx, in, j.Message.Nonce, what.since)
		if o.Err != nil || !found {
			return o
		}
	}
	limits := s.Limits()
	if limits.Deletions {
		o.Err = s.Adapter().Delete(ctx, in, o.Sent.Message)
		if k := chat.KindOf(o.Err); o.Err == nil || (k != chat.NotAllowed && k != chat.Rejected) || !limits.Edits {
			return o
		}
	}
	j.Message.Nonce = ""
	o.Err = s.Adapter().Edit(ctx, o.Sent.Message, j.Message)
	return o
}

// Resolve records that a posted answer was removed, or what became of that.
func (Retracting) Resolve(tx reflection.Tx, _ *outbox.Sender, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	p, err := targetOf(tx, d.Delivery)
	if err != nil {
		return err
	}
	in, _ := r.Outcome.Note.(thread)
	if err := noteThread(tx, &p, in.chat); err != nil {
		return err
	}
	if r.Outcome.Err != nil && r.Outcome.Sent.Message != "" {
		d.Message = r.Outcome.Sent.Message
	}
	switch r.Fate {
	case outbox.Sent:
		return outbox.Finish(tx, d, reflection.DispatchSent)
	case outbox.Waiting:
		return nil
	case outbox.Moved:
		return follow(tx, d, r, now)
	case outbox.Gone:
		if d.Attempts < goneFor {
			return outbox.Again(tx, d, haltedWait, now)
		}
		return outbox.Finish(tx, d, reflection.DispatchDropped)
	default:
		return outbox.Finish(tx, d, reflection.DispatchDropped)
	}
}
