package delivery

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
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
func Retract(tx PublishTx, reply reflection.Reply, now time.Time) error {
	pub, err := tx.Published(reply.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if pub.State == reflection.DispatchPlanned {
		if err := finish(tx, pub, reflection.DispatchDropped); err != nil {
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
		err = finish(tx, pub, reflection.DispatchDropped)
	case reflection.DispatchUncertain:
		r.Ready = now.Add(inTransit)
		err = finish(tx, pub, reflection.DispatchDropped)
	case reflection.DispatchSending, reflection.DispatchPlanned:
		// What comes of it will be known by the time this can take off.
	}
	if err != nil {
		return err
	}
	if err := tx.AddDispatch(&r); err != nil {
		return err
	}
	return advance(tx, pub, now)
}

// decideRetract settles what is to be removed. While the channel can't be written
// to, it waits.
func (l *line) decideRetract(tx reflection.Tx, d reflection.Dispatch, p placed, now time.Time) (job, bool, error) {
	limits := l.adapter.Limits()
	switch {
	case p.halted():
		d.Ready = now.Add(haltedWait)
		return job{}, false, tx.UpdateDispatch(d)
	case !limits.Deletions && !limits.Edits:
		l.service.log.Warn("a posted answer can't be removed on this platform", "dispatch", d.ID, "platform", d.Chat.Platform)
		return job{}, false, finish(tx, d, reflection.DispatchDropped)
	}
	j := job{under: p.under(), message: chat.Message{
		To: p.thread(), Blocks: []chat.Block{chat.P(p.words().Post.TakenBack)}, Lane: chat.LaneEdit,
	}}
	if d.Message == "" {
		pub, err := retractedBy(tx, d)
		if err != nil {
			return job{}, false, err
		}
		ready, err := l.takeUp(tx, &d, pub, now)
		if err != nil || !ready {
			return job{}, false, err
		}
		j.message.Nonce, j.since = Nonce(pub.ID), sought(pub, p.del.Due, now)
	}
	j.target = d.Message
	var err error
	j.dispatch, err = beginPost(tx, d, now)
	return j, err == nil, err
}

// takeUp finds out where what is to be removed stands. Ready says that it can be
// removed, or looked for, now; else d waits, or is done with.
func (l *line) takeUp(tx reflection.Tx, d *reflection.Dispatch, pub reflection.Dispatch, now time.Time) (ready bool, err error) {
	wait := func() error {
		d.Ready = now.Add(inTransit)
		l.kickAfter(inTransit)
		return tx.UpdateDispatch(*d)
	}
	switch pub.State {
	case reflection.DispatchSent:
		d.Message = pub.Message
		return true, finish(tx, pub, reflection.DispatchDropped)
	case reflection.DispatchSending: // A crash cut it off; it is taken up soon.
		return false, wait()
	case reflection.DispatchUncertain:
		if err := finish(tx, pub, reflection.DispatchDropped); err != nil {
			return false, err
		}
		if err := advance(tx, pub, now); err != nil {
			return false, err
		}
		return false, wait()
	case reflection.DispatchPlanned: // It failed for sure.
		if err := finish(tx, pub, reflection.DispatchDropped); err != nil {
			return false, err
		}
		if err := advance(tx, pub, now); err != nil {
			return false, err
		}
	case reflection.DispatchDropped:
		if pub.Unsure > 0 && l.adapter.Limits().History {
			return true, nil
		}
		if pub.Unsure > 0 {
			l.service.log.Warn("an answer that was perhaps posted can't be found on this platform", "dispatch", d.ID)
		}
	}
	return false, finish(tx, *d, reflection.DispatchDropped)
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

// retract removes what was posted, having looked for it where its message isn't
// known. Where it can no longer be removed, it is edited to say that it was.
func (l *line) retract(ctx context.Context, j job) outcome {
	o := outcome{found: true}
	if o.thread, o.err = l.threadOf(ctx, j); o.err != nil {
		return o
	}
	j.message.To = o.thread
	if o.sent.Message = j.target; j.target == "" {
		o.sent, o.found, o.err = l.adapter.Find(ctx, o.thread, j.message.Nonce, j.since)
		if o.err != nil || !o.found {
			return o
		}
	}
	limits := l.adapter.Limits()
	if limits.Deletions {
		o.err = l.adapter.Delete(ctx, o.thread, o.sent.Message)
		switch chat.KindOf(o.err) {
		case chat.NotAllowed, chat.Rejected:
		default:
			return o
		}
	}
	if o.err != nil && !limits.Edits {
		return o
	}
	j.message.Nonce = ""
	o.err = l.adapter.Edit(ctx, o.sent.Message, j.message)
	return o
}

// retracted records that a posted answer was removed, or what became of that. All
// of it can be done again without harm.
func (l *line) retracted(tx reflection.Tx, d reflection.Dispatch, p placed, o outcome, now time.Time) error {
	if o.err == nil {
		return finish(tx, d, reflection.DispatchSent)
	}
	if o.sent.Message != "" {
		d.Message = o.sent.Message
	}
	kind := chat.KindOf(o.err)
	log := l.service.log.With("dispatch", d.ID, "delivery", d.Delivery, "purpose", d.Purpose, "platform", d.Chat.Platform, "kind", kind)
	switch kind {
	case chat.Moved:
		return l.moved(tx, d, p.del, o.err, now)
	case chat.Throttled:
		d.Attempts--
		return l.again(tx, d, waitOf(o.err), now)
	case chat.Gone, chat.NotAllowed:
		if kind == chat.Gone && d.Attempts >= goneFor {
			log.Info("what was to be removed is gone with its thread", "err", o.err)
			return finish(tx, d, reflection.DispatchDropped)
		}
		log.Warn("a posted answer can't be removed now; trying again later", "err", o.err)
		return l.again(tx, d, haltedWait, now)
	case chat.Rejected, chat.Expired:
		log.Error("rejected: a posted answer can't be removed", "err", o.err)
		return finish(tx, d, reflection.DispatchDropped)
	case chat.Unsent, chat.Uncertain:
	}
	log.Warn("not removed for sure; trying again", "attempts", d.Attempts, "err", o.err)
	return l.again(tx, d, backoff(d.Attempts), now)
}
