package posts

import (
	"cmp"
	"context"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// Recounting brings a post up to date: it says how many have answered, and is
// published and pinned where the channel's are. What was perhaps done is done again, which
// does no harm.
type Recounting struct{}

// recount is what a job of Recounting changes.
type recount struct {
	message  chat.MessageID
	answered int
	edit     bool // it says another number
	announce bool
	pins     pins
}

// aside is what came of publishing and of pinning a post.
type aside struct {
	announced announced
	pins      pins
}

// Decide counts, and has the post edited if it says something else. While the
// channel can't be written to nothing is tried: Resume plans it anew.
func (Recounting) Decide(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, now time.Time) (j outbox.Job, send bool, err error) {
	p, err := targetOf(tx, d.Delivery)
	if err != nil {
		return j, false, err
	}
	limits := s.Limits()
	if expired(s, d, now) || !limits.Edits || p.del.Message == "" || p.halted() {
		return j, false, outbox.Finish(tx, d, reflection.DispatchDropped)
	}
	open, err := planning.IsOpen(tx, p.del)
	if err != nil {
		return j, false, err
	}
	n, err := tx.Answered(p.del.ID)
	if err != nil {
		return j, false, err
	}
	edit := n != p.del.Counted || (!open && n > 0)
	announce := open && p.announces()
	var pinning pins
	if open {
		if pinning, err = p.pins(tx, limits); err != nil {
			return j, false, err
		}
	}
	if !edit && !announce && pinning.none() {
		return j, false, outbox.Finish(tx, d, reflection.DispatchDropped)
	}
	j.Message, err = shownPost(tx, p.del, p.ch, n, !open, limits)
	j.Message.Lane = chat.LaneEdit
	j.Note = recount{p.del.Message, n, edit, announce, pinning}
	return j, err == nil, err
}

// Make edits the post, publishes it and pins it. None waits for another to succeed.
func (Recounting) Make(ctx context.Context, s *outbox.Sender, j outbox.Job) outbox.Outcome {
	what, o := j.Note.(recount), outbox.Outcome{}
	var a aside
	if !what.pins.none() {
		a.pins = what.pins.make(ctx, s, j.Message.To)
		o.Err = a.pins.err
	}
	if what.announce {
		err := s.Adapter().Announce(ctx, j.Message.To, what.message)
		a.announced = announced{tried: true, err: err}
		o.Err = cmp.Or(err, o.Err)
	}
	o.Note = a
	if what.edit {
		if err := s.Adapter().Edit(ctx, what.message, j.Message); err != nil {
			o.Err = err
		}
	}
	return o
}

// Resolve records an edit, or lets it go: what is wrong with an edit never stops
// the questions.
func (Recounting) Resolve(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	a, _ := r.Outcome.Note.(aside)
	if a.announced.tried {
		if err := settleAnnounced(tx, s, d.Delivery, a.announced, r.Fate); err != nil {
			return err
		}
	}
	if !a.pins.none() {
		if err := settlePins(tx, s, d.Delivery, a.pins, r.Fate, now); err != nil {
			return err
		}
	}
	switch r.Fate {
	case outbox.Sent:
		del, err := tx.Delivery(d.Delivery)
		if err != nil {
			return err
		}
		del.Counted = r.Job.Note.(recount).answered
		if err := tx.UpdateDelivery(del); err != nil {
			return err
		}
		return outbox.Finish(tx, d, reflection.DispatchSent)
	case outbox.Waiting:
		return nil
	case outbox.Moved:
		return follow(tx, d, r, now)
	default:
		return outbox.Finish(tx, d, reflection.DispatchDropped)
	}
}

// expired reports whether a dispatch's window has closed, and logs it.
func expired(s *outbox.Sender, d reflection.Dispatch, now time.Time) bool {
	if now.Before(d.Window) {
		return false
	}
	s.Log().Warn("given up", "dispatch", d.ID, "delivery", d.Delivery, "purpose", d.Purpose)
	return true
}

// follow follows a channel to its new id, and tries there at once; a channel that
// moves on and on is followed at leisure.
func follow(tx reflection.Tx, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	to, err := outbox.MovedTo(r.Outcome.Err)
	if err != nil || to == d.Chat {
		return outbox.Finish(tx, d, reflection.DispatchDropped)
	}
	del, err := tx.Delivery(d.Delivery)
	if err != nil {
		return err
	}
	moved, err := planning.FollowMove(tx, del, to)
	if err != nil {
		return err
	}
	if !moved {
		return outbox.Finish(tx, d, reflection.DispatchDropped)
	}
	d.Chat = to
	wait := time.Duration(0)
	if d.Attempts > 1 {
		wait = outbox.Backoff(d.Attempts)
	}
	return outbox.Again(tx, d, wait, now)
}
