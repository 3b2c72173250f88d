package delivery

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// haltedWait is how long what has to do with a thread waits while the channel, or
// the thread, can't be written to.
const haltedWait = time.Hour

// under says where a thread hangs, for one that isn't known yet.
type under struct {
	channel chat.Chat
	post    chat.MessageID
	title   string
}

func (p placed) under() under {
	return under{p.del.Chat, p.del.Message, threadTitle(p.del.Prompt.Question)}
}

// thread returns the question's thread if it is known, else no chat.
func (p placed) thread() chat.Chat {
	if isBroken(p.del.Thread) {
		return chat.Chat{}
	}
	return p.del.Thread
}

// threadOf returns the thread that a job is for, opening it where there is none.
func (l *line) threadOf(ctx context.Context, j job) (chat.Chat, error) {
	if !j.message.To.IsZero() {
		return j.message.To, nil
	}
	return l.adapter.Thread(ctx, j.under.channel, j.under.post, j.under.title)
}

// decidePublish settles what becomes of a ready dispatch that posts an answer.
// While the channel can't be written to it waits.
func (l *line) decidePublish(tx reflection.Tx, d reflection.Dispatch, p placed, now time.Time) (job, bool, error) {
	if p.halted() && now.Before(d.Window) {
		d.Ready = now.Add(haltedWait)
		return job{}, false, tx.UpdateDispatch(d)
	}
	blocks, err := l.stillShared(tx, d, p)
	if err != nil {
		return job{}, false, err
	}
	wanted := len(blocks) > 0 && now.Before(d.Window)
	j := job{under: p.under(), message: chat.Message{
		To: p.thread(), Blocks: blocks, Nonce: Nonce(d.ID), Lane: chat.LaneEdit,
		Actions: []chat.Action{{
			Label: p.words().Post.Report, Ref: chat.Ref{Verb: VerbReport, ID: int64(d.Reply)}, Follow: chat.Private,
		}},
	}}
	begin := func() (job, bool, error) {
		var err error
		j.dispatch, err = beginPost(tx, d, now)
		return j, err == nil, err
	}
	switch {
	case d.State == reflection.DispatchUncertain:
		return l.settle(tx, d, j, p.del.Due, wanted, begin, now)
	case !wanted:
		return job{}, false, finish(tx, d, reflection.DispatchDropped)
	}
	return begin()
}

// stillShared returns what a dispatch is to post: the answer as others may read it
// now. There is nothing if it is no longer shared, or can't be posted.
func (l *line) stillShared(tx reflection.Tx, d reflection.Dispatch, p placed) ([]chat.Block, error) {
	if !l.adapter.Limits().Threads || p.ch.Thread == reflection.NoThread || p.del.Message == "" || isBroken(p.del.Thread) {
		return nil, nil
	}
	reply, err := tx.Reply(d.Reply)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil, nil
	}
	if err != nil || reply.Audience == reflection.PrivateTo || reply.Hidden {
		return nil, err
	}
	parts, err := tx.Parts(reply.ID)
	if err != nil {
		return nil, err
	}
	w := p.words()
	return fitted(w, PublishedText(w, reply, parts)), nil
}

// publish posts an answer in the thread.
func (l *line) publish(ctx context.Context, j job) outcome {
	o := outcome{found: true}
	if o.thread, o.err = l.threadOf(ctx, j); o.err != nil {
		o.unopened = true
		return o
	}
	j.message.To = o.thread
	o.sent, o.err = l.adapter.Send(ctx, j.message)
	return o
}

// published records that an answer was posted, or what became of it.
func (l *line) published(tx reflection.Tx, d reflection.Dispatch, p placed, j job, o outcome, now time.Time) error {
	switch {
	case o.err != nil:
		return l.publishFailed(tx, d, p, j.seek, o, now)
	case !o.found:
		d.State, d.Ready, d.Unsure = reflection.DispatchPlanned, now, 0
		return tx.UpdateDispatch(d)
	}
	d.Message = o.sent.Message
	return finish(tx, d, reflection.DispatchSent)
}

// publishFailed is the switch over the ways in which posting an answer fails. What
// is wrong with a thread doesn't stop the questions.
func (l *line) publishFailed(tx reflection.Tx, d reflection.Dispatch, p placed, seeking bool, o outcome, now time.Time) error {
	kind := chat.KindOf(o.err)
	log := l.service.log.With("dispatch", d.ID, "delivery", d.Delivery, "purpose", d.Purpose, "platform", d.Chat.Platform, "kind", kind)
	switch {
	case seeking && kind == chat.NotAllowed:
		d.State, d.Ready = reflection.DispatchUncertain, now.Add(haltedWait)
		return tx.UpdateDispatch(d)
	case seeking && (kind == chat.Unsent || kind == chat.Rejected):
		kind = chat.Uncertain // The looking failed; what was sought is as it was.
	case !seeking && o.unopened && kind == chat.Uncertain:
		kind = chat.Unsent // A thread that was opened is found again, and nothing is in it.
	}
	switch kind {
	case chat.Moved:
		return l.moved(tx, d, p.del, o.err, now)
	case chat.Throttled:
		if !seeking {
			d.Attempts--
		}
		return l.again(tx, d, waitOf(o.err), now)
	case chat.Unsent:
		log.Warn("an answer was not posted; trying again", "attempts", d.Attempts, "err", o.err)
		return l.again(tx, d, backoff(d.Attempts), now)
	case chat.Uncertain:
		if !seeking {
			d.Unsure++
		}
		log.Warn("an answer was perhaps posted; finding out", "unsure", d.Unsure, "err", o.err)
		wait := unsettled(now.Sub(d.Tried))
		l.kickAfter(wait)
		return uncertain(tx, d, p.del, now.Add(wait))
	case chat.Rejected, chat.Expired:
		if !o.unopened {
			log.Error("rejected: a defect in what was posted", "err", o.err)
			return finish(tx, d, reflection.DispatchDropped)
		}
		log.Info("no thread: the post is gone", "err", o.err)
	case chat.Gone:
		if o.unopened {
			log.Info("channel is gone; asking stops there", "err", o.err)
			if err := l.halt(tx, d, p.del, reflection.Gone, o.err, now); err != nil {
				return err
			}
			break
		}
		log.Info("the thread is gone; its answers stay where they are", "err", o.err)
	case chat.NotAllowed:
		log.Warn("answers can't be posted in the thread", "err", o.err)
		if missing := missingOf(o.err); missing != "" || o.unopened {
			if err := l.threadBroke(tx, p, missing, now); err != nil {
				return err
			}
		}
	}
	return dropPublishes(tx, d)
}

// threadBroke notes that a question's answers can't be posted for want of a
// permission, and tells whoever set the channel up: once, until a thread could be
// written in again.
func (l *line) threadBroke(tx reflection.Tx, p placed, missing string, now time.Time) error {
	p.del.Thread = broken(p.del.Chat.Platform)
	if err := tx.UpdateDelivery(p.del); err != nil {
		return err
	}
	const lookBack = 30 // questions
	before := p.del
	for range lookBack {
		var err error
		before, err = tx.Before(before)
		if errors.Is(err, reflection.ErrNotFound) {
			break
		}
		if err != nil || isBroken(before.Thread) {
			return err
		}
		if !before.Thread.IsZero() {
			break
		}
	}
	return tellSteward(tx, p.sub.Chat.Platform, p.ch, p.sub.ID, now, func(w *words.Words) string {
		return w.Post.CantThread(p.ch.Title, missing)
	})
}

// dropPublishes gives up posting a question's answers: the one that failed, and
// those behind it.
func dropPublishes(tx reflection.Tx, failed reflection.Dispatch) error {
	all, err := tx.DispatchesOf(failed.Delivery)
	if err != nil {
		return err
	}
	for _, d := range all {
		behind := d.Purpose == reflection.Publish && d.State == reflection.DispatchPlanned
		if d.ID != failed.ID && !behind {
			continue
		}
		if err := finish(tx, d, reflection.DispatchDropped); err != nil {
			return err
		}
	}
	return nil
}
