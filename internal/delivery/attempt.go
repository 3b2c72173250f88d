package delivery

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// attempt makes one attempt at a claimed dispatch and records how it went.
func (l *line) attempt(ctx context.Context, j job) {
	made := ctx
	if j.within > 0 {
		bounded, stop := context.WithTimeout(ctx, j.within)
		defer stop()
		made = bounded
	}
	var o outcome
	if j.seek {
		o = l.seek(made, j)
	} else {
		o = l.make(made, j)
	}
	l.record(ctx, j.dispatch.ID, func(tx reflection.Tx) error {
		d, derr := tx.Dispatch(j.dispatch.ID)
		if errors.Is(derr, reflection.ErrNotFound) {
			return nil // Its person was forgotten meanwhile.
		}
		if derr != nil {
			return derr
		}
		now := l.service.clock.now()
		switch d.Purpose {
		case reflection.Summarise:
			return l.summaryOutcome(tx, d, j, o, now)
		case reflection.Recount, reflection.Publish, reflection.Retract:
			return l.postOutcome(tx, d, j, o, now)
		case reflection.Ask, reflection.Later, reflection.Nudge:
		}
		switch {
		case o.err != nil:
			return l.failed(tx, d, j.seek, o.err, now)
		case !o.found:
			return l.surelyUnsent(tx, d, now)
		}
		if o.roleless {
			if err := l.roleGone(tx, d.Delivery, now); err != nil {
				return err
			}
		}
		return l.sent(tx, d, j, o.sent, now)
	})
}

// outcome is what came of an attempt: it failed, or what was sought was not
// found, or it was sent.
type outcome struct {
	sent  chat.Sent
	found bool
	err   error
	// roleless says that it was sent without the role that it should notify,
	// because that is gone.
	roleless bool
	// thread is the thread that it went to; zero for none. Unopened says that err
	// came of opening it.
	thread   chat.Chat
	unopened bool
}

// seek looks in the history for what may have been sent.
func (l *line) seek(ctx context.Context, j job) outcome {
	var o outcome
	in := j.message.To
	if j.dispatch.Purpose == reflection.Publish {
		if o.thread, o.err = l.threadOf(ctx, j); o.err != nil {
			o.unopened = true
			return o
		}
		in = o.thread
	}
	o.sent, o.found, o.err = l.adapter.Find(ctx, in, j.message.Nonce, j.since)
	return o
}

// recordTries is how often an outcome that can't be stored is tried again, after
// a second, two, four and so on.
const recordTries = 5

// record stores what happened, even if the order to stop has come since. What
// can't be stored is tried again for half a minute, because only this process
// knows; then the dispatch stays as being sent, which recovery takes for
// uncertain.
func (l *line) record(ctx context.Context, id reflection.DispatchID, outcome func(reflection.Tx) error) {
	for n := 0; ; n++ {
		err := l.service.store.Update(context.WithoutCancel(ctx), outcome)
		if err == nil {
			return
		}
		wait := time.NewTimer(time.Second << n)
		if n == recordTries || !waited(ctx, wait) {
			l.service.log.Error("recording an attempt failed", "dispatch", id, "err", err)
			return
		}
	}
}

// waited waits for the timer and reports whether ctx let it.
func waited(ctx context.Context, t *time.Timer) bool {
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// sent records a success. An ordinary sending is known at its own timestamp. One
// that was uncertain before is known now: what the platform has answered may be
// the receipt of the earlier attempt.
func (l *line) sent(tx reflection.Tx, d reflection.Dispatch, j job, sent chat.Sent, now time.Time) error {
	d.State, d.Ready, d.Message = reflection.DispatchSent, time.Time{}, sent.Message
	if err := tx.UpdateDispatch(d); err != nil {
		return err
	}
	if err := tx.MapMessage(d.Chat, sent.Message, d.Delivery); err != nil {
		return err
	}
	if !j.told.IsZero() {
		if err := told(tx, d.Delivery, j.told); err != nil {
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

// failed is the one switch over the ways in which sending fails.
func (l *line) failed(tx reflection.Tx, d reflection.Dispatch, seeking bool, err error, now time.Time) error {
	del, derr := tx.Delivery(d.Delivery)
	if derr != nil {
		return derr
	}
	kind := chat.KindOf(err)
	if seeking && (kind == chat.Unsent || kind == chat.Rejected) {
		kind = chat.Uncertain // The looking failed; what was sought is as it was.
	}
	log := l.service.log.With("dispatch", d.ID, "delivery", d.Delivery, "purpose", d.Purpose, "platform", d.Chat.Platform, "kind", kind)
	switch kind {
	case chat.Gone:
		log.Info("chat is gone; asking stops there", "err", err)
		return l.halt(tx, d, del, reflection.Gone, err, now)
	case chat.NotAllowed:
		log.Warn("a permission is missing; asking stops there", "err", err)
		return l.halt(tx, d, del, reflection.Barred, err, now)
	case chat.Moved:
		log.Info("chat has moved; asking goes on there")
		return l.moved(tx, d, del, err, now)
	case chat.Throttled:
		if !seeking {
			d.Attempts--
		}
		return l.again(tx, d, waitOf(err), now)
	case chat.Unsent:
		log.Warn("not sent; trying again", "attempts", d.Attempts, "err", err)
		return l.again(tx, d, backoff(d.Attempts), now)
	case chat.Rejected, chat.Expired:
		log.Error("rejected: a defect in what was sent", "err", err)
		return l.service.drop(tx, d, del, now)
	case chat.Uncertain:
	}
	if !seeking {
		d.Unsure++
	}
	log.Warn("perhaps sent; finding out", "unsure", d.Unsure, "err", err)
	wait := unsettled(now.Sub(d.Tried))
	l.kickAfter(wait)
	return uncertain(tx, d, del, now.Add(wait))
}

// again has a dispatch tried again after a wait, at the latest at the end of its
// window, where it is dropped. One that may have been shown by an earlier
// attempt stays uncertain.
func (l *line) again(tx reflection.Tx, d reflection.Dispatch, wait time.Duration, now time.Time) error {
	d.State, d.Ready = reflection.DispatchPlanned, now.Add(wait)
	if d.Unsure > 0 {
		d.State = reflection.DispatchUncertain
	} else if d.Window.Before(d.Ready) {
		d.Ready = d.Window
	}
	l.kickAfter(wait)
	return tx.UpdateDispatch(d)
}

// halt stops asking in a chat until a sign of life, or a permission, resumes it.
func (l *line) halt(tx reflection.Tx, d reflection.Dispatch, del reflection.Delivery, state reflection.SubscriptionState, cause error, now time.Time) error {
	if err := l.service.drop(tx, d, del, now); err != nil {
		return err
	}
	sub, err := tx.Subscription(del.Subscription)
	if err != nil || sub.State == state {
		return err
	}
	return Halt(tx, sub, state, missingOf(cause), now)
}

// missingOf returns the permission that a failure names, as the platform does.
func missingOf(err error) string {
	if se, ok := errors.AsType[*chat.SendError](err); ok {
		return se.Missing
	}
	return ""
}

// surelyUnsent puts a dispatch that was sought and not found back in the queue.
func (l *line) surelyUnsent(tx reflection.Tx, d reflection.Dispatch, now time.Time) error {
	del, err := tx.Delivery(d.Delivery)
	if err != nil {
		return err
	}
	if d.Purpose == reflection.Ask && del.State == reflection.DeliveryUncertain {
		del.State = reflection.DeliveryPlanned
		if err := tx.UpdateDelivery(del); err != nil {
			return err
		}
	}
	d.State, d.Ready, d.Unsure = reflection.DispatchPlanned, now, 0
	if d.Purpose == reflection.Ask && del.State == reflection.DeliveryArrived {
		d.State, d.Ready = reflection.DispatchSent, time.Time{} // The person has shown it.
	}
	return tx.UpdateDispatch(d)
}

// backoff is how long to wait after the n-th failed attempt: five seconds
// doubling to five minutes.
func backoff(n int) time.Duration {
	return jitter(min(5*time.Second<<min(max(n-1, 0), 6), 5*time.Minute))
}

// unsettled is how long to wait before finding out what became of an attempt that
// began that long ago: as long again, between five seconds and five minutes.
func unsettled(ago time.Duration) time.Duration {
	return jitter(min(max(ago, 5*time.Second), 5*time.Minute))
}

// jitter varies a wait by a quarter either way.
func jitter(d time.Duration) time.Duration { return d*3/4 + rand.N(d/2) }
