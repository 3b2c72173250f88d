package delivery

import (
	"context"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// placed is a delivery in a community channel with what surrounds it.
type placed struct {
	del reflection.Delivery
	sub reflection.Subscription
	ch  reflection.Channel
}

func placeOf(tx reflection.Tx, id reflection.DeliveryID) (p placed, err error) {
	if p.del, err = tx.Delivery(id); err != nil {
		return p, err
	}
	if p.sub, err = tx.Subscription(p.del.Subscription); err != nil {
		return p, err
	}
	p.ch, err = tx.Channel(p.sub.ID)
	return p, err
}

// halted reports whether the channel can't be written to.
func (p placed) halted() bool {
	return p.sub.State == reflection.Gone || p.sub.State == reflection.Barred
}

// words are those that the channel reads.
func (p placed) words() *words.Words { return words.For(p.ch.Locale) }

// composePost makes the message of a channel's question. The role is notified by
// the question alone, and once: where a repetition is another message, it isn't.
func composePost(tx ClaimTx, d reflection.Dispatch, del reflection.Delivery, limits chat.Limits) (chat.Message, error) {
	ch, err := tx.Channel(del.Subscription)
	if err != nil {
		return chat.Message{}, err
	}
	m, err := shownPost(tx, del, ch, 0, false, limits)
	m.To, m.Nonce = d.Chat, Nonce(d.ID)
	if d.Unsure == 0 || limits.NonceWindow > 0 {
		m.PingRole = ch.Role
	}
	return m, err
}

// decidePost settles what becomes of a ready dispatch that changes a channel's
// post or its thread.
func (l *line) decidePost(tx reflection.Tx, d reflection.Dispatch, now time.Time) (job, bool, error) {
	p, err := placeOf(tx, d.Delivery)
	if err != nil {
		return job{}, false, err
	}
	if d.Purpose == reflection.Publish {
		j, send, err := l.decidePublish(tx, d, p, now)
		if err != nil || send {
			return j, send, err
		}
		return j, false, advance(tx, d, now)
	}
	if d.State == reflection.DispatchUncertain { // To do it again does no harm.
		d.State, d.Unsure = reflection.DispatchPlanned, 0
	}
	if !now.Before(d.Window) {
		l.service.log.Warn("given up", "dispatch", d.ID, "delivery", d.Delivery, "purpose", d.Purpose)
		return job{}, false, finish(tx, d, reflection.DispatchDropped)
	}
	if d.Purpose == reflection.Retract {
		return l.decideRetract(tx, d, p, now)
	}
	return l.decideRecount(tx, d, p, now)
}

// beginPost marks a dispatch as being sent. While it isn't settled whether an
// earlier attempt was shown, Tried stays with that one.
func beginPost(tx reflection.Tx, d reflection.Dispatch, now time.Time) (reflection.Dispatch, error) {
	d.State = reflection.DispatchSending
	if d.Unsure == 0 {
		d.Tried = now
	}
	d.Attempts++
	return d, tx.UpdateDispatch(d)
}

// finish leaves a dispatch with nothing more to do.
func finish(tx interface {
	UpdateDispatch(reflection.Dispatch) error
}, d reflection.Dispatch, state reflection.DispatchState) error {
	d.State, d.Ready = state, time.Time{}
	return tx.UpdateDispatch(d)
}

// make does what a claimed dispatch is for.
func (l *line) make(ctx context.Context, j job) outcome {
	switch j.dispatch.Purpose {
	case reflection.Recount:
		return outcome{found: true, err: l.adapter.Edit(ctx, j.target, j.message)}
	case reflection.Publish:
		return l.publish(ctx, j)
	case reflection.Retract:
		return l.retract(ctx, j)
	case reflection.Summarise:
		return l.sendSummary(ctx, j)
	case reflection.Ask, reflection.Later, reflection.Nudge:
	}
	return l.send(ctx, j.message)
}

// send sends a message. A role that can't be notified any more, because it is
// gone, keeps no question from being asked: some platforms would refuse it, others
// show its id.
func (l *line) send(ctx context.Context, m chat.Message) outcome {
	o := outcome{found: true}
	if m.PingRole != "" {
		s, err := l.adapter.Inspect(ctx, m.To, chat.Need{PingRole: m.PingRole})
		if o.roleless = err == nil && s.RoleGone; o.roleless {
			m.PingRole = ""
		}
	}
	o.sent, o.err = l.adapter.Send(ctx, m)
	return o
}

// roleGone notes that a channel's role is gone, and tells whoever chose it.
func (l *line) roleGone(tx reflection.Tx, id reflection.DeliveryID, now time.Time) error {
	p, err := placeOf(tx, id)
	if err != nil || p.ch.Role == "" {
		return err
	}
	l.service.log.Warn("a channel's role is gone; posting without it", "subscription", p.sub.ID)
	p.ch.Role = ""
	if err := tx.UpdateChannel(p.ch); err != nil {
		return err
	}
	return tellSteward(tx, p.sub.Chat.Platform, p.ch, 0, now, func(w *words.Words) string {
		return w.Post.RoleGone(p.ch.Title)
	})
}

// postOutcome records what came of changing a post or its thread.
func (l *line) postOutcome(tx reflection.Tx, d reflection.Dispatch, j job, o outcome, now time.Time) error {
	p, err := placeOf(tx, d.Delivery)
	if err != nil {
		return err
	}
	if !o.thread.IsZero() && p.del.Thread != o.thread {
		p.del.Thread = o.thread
		if err := tx.UpdateDelivery(p.del); err != nil {
			return err
		}
	}
	switch d.Purpose {
	case reflection.Publish:
		if err := l.published(tx, d, p, j, o, now); err != nil {
			return err
		}
		return advance(tx, d, now)
	case reflection.Retract:
		return l.retracted(tx, d, p, o, now)
	default:
		return l.recounted(tx, d, p, j, o, now)
	}
}

// postFailed is the switch over the ways in which changing a post fails, for what
// can be repeated without harm.
func (l *line) postFailed(tx reflection.Tx, d reflection.Dispatch, p placed, cause error, now time.Time) error {
	kind := chat.KindOf(cause)
	log := l.service.log.With("dispatch", d.ID, "delivery", d.Delivery, "purpose", d.Purpose, "platform", d.Chat.Platform, "kind", kind)
	switch kind {
	case chat.Gone:
		log.Info("channel is gone; asking stops there", "err", cause)
		return l.halt(tx, d, p.del, reflection.Gone, cause, now)
	case chat.NotAllowed:
		log.Warn("a permission is missing; asking stops there", "err", cause)
		return l.halt(tx, d, p.del, reflection.Barred, cause, now)
	case chat.Moved:
		log.Info("channel has moved; asking goes on there")
		return l.moved(tx, d, p.del, cause, now)
	case chat.Throttled:
		d.Attempts--
		return l.again(tx, d, waitOf(cause), now)
	case chat.Rejected, chat.Expired:
		log.Info("not changed: the message is gone", "err", cause)
		return finish(tx, d, reflection.DispatchDropped)
	case chat.Unsent, chat.Uncertain:
	}
	log.Warn("not changed for sure; trying again", "attempts", d.Attempts, "err", cause)
	return l.again(tx, d, backoff(d.Attempts), now)
}
