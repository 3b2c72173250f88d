package posts

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// Publishing posts shared answers in the thread under their question, one after the
// other. While the channel can't be written to they wait.
type Publishing struct{}

// thread is what came of the thread that an answer went to.
type thread struct {
	chat chat.Chat
	// unopened says that the failure came of opening the thread.
	unopened bool
}

// Decide composes an answer as others may read it now. An answer that is no longer
// shared, or can't be posted, is let go, and the next one has its turn.
func (k Publishing) Decide(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, now time.Time) (outbox.Job, bool, error) {
	j, send, err := k.decide(tx, s, d, now)
	if err != nil || send {
		return j, send, err
	}
	return j, false, advance(tx, d, now)
}

func (Publishing) decide(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, now time.Time) (j outbox.Job, send bool, err error) {
	p, err := targetOf(tx, d.Delivery)
	if err != nil {
		return j, false, err
	}
	if p.halted() && now.Before(d.Window) {
		d.Ready = now.Add(haltedWait)
		return j, false, tx.UpdateDispatch(d)
	}
	blocks, sharing, err := stillShared(tx, s, d, p)
	if err != nil {
		return j, false, err
	}
	wanted := len(blocks) > 0 && now.Before(d.Window)
	j.Note = p.under()
	j.Message = chat.Message{
		To: p.thread(), Blocks: blocks, Nonce: outbox.Nonce(d.ID), Lane: chat.LaneEdit,
		Actions: []chat.Action{{
			Label: p.words().Post.Report, Ref: ReportRef(d.Delivery, sharing, ""), Follow: chat.Private,
		}},
	}
	switch {
	case d.State == reflection.DispatchUncertain:
		begin := func() (outbox.Job, bool, error) { return j, true, nil }
		return s.FindOut(tx, d, j, p.del.Due, wanted, begin, now)
	case !wanted:
		return j, false, outbox.Finish(tx, d, reflection.DispatchDropped)
	}
	return j, true, nil
}

// stillShared returns what a dispatch is to post: the answer as others may read it
// now, and its name before others. There is nothing if it is no longer shared, or
// can't be posted.
func stillShared(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, p target) (blocks []chat.Block, sharing int64, err error) {
	if !s.Limits().Threads || p.ch.Thread == reflection.NoThread || p.del.Message == "" || isBroken(p.del.Thread) {
		return nil, 0, nil
	}
	reply, err := tx.Reply(d.Reply)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil, 0, nil
	}
	if err != nil || reply.Audience == reflection.PrivateTo || reply.Hidden {
		return nil, 0, err
	}
	parts, err := tx.Parts(reply.ID)
	if err != nil {
		return nil, 0, err
	}
	w := p.words()
	all, err := Published(tx, w, reply, parts)
	return Fitted(w, all), reply.Sharing, err
}

// Make posts an answer in the thread. A thread that was perhaps opened is found
// again, and nothing is in it yet.
func (Publishing) Make(ctx context.Context, s *outbox.Sender, j outbox.Job) outbox.Outcome {
	in, err := j.Note.(under).open(ctx, s, j.Message.To)
	if err != nil {
		if chat.KindOf(err) == chat.Uncertain {
			err = &chat.SendError{Kind: chat.Unsent, Err: err}
		}
		return outbox.Outcome{Err: err, Note: thread{unopened: true}}
	}
	j.Message.To = in
	sent, err := s.Adapter().Send(ctx, j.Message)
	return outbox.Outcome{Sent: sent, Err: err, Note: thread{chat: in}}
}

// Seek looks for an answer in the thread.
func (Publishing) Seek(ctx context.Context, s *outbox.Sender, j outbox.Job) outbox.Outcome {
	in, err := j.Note.(under).open(ctx, s, j.Message.To)
	if err != nil {
		return outbox.Outcome{Err: err, Note: thread{unopened: true}}
	}
	o := outbox.Outcome{Note: thread{chat: in}}
	o.Sent, o.Found, o.Err = s.Adapter().Find(ctx, in, j.Message.Nonce, j.Since)
	return o
}

// Resolve records that an answer was posted, or what became of it. What is wrong
// with a thread never stops the questions: the answers behind one whose thread is
// gone, or can't be written in, are let go as well.
func (Publishing) Resolve(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	p, err := targetOf(tx, d.Delivery)
	if err != nil {
		return err
	}
	in, _ := r.Outcome.Note.(thread)
	if err := noteThread(tx, &p, in.chat); err != nil {
		return err
	}
	switch r.Fate {
	case outbox.Sent:
		d.Message = r.Outcome.Sent.Message
		err = outbox.Finish(tx, d, reflection.DispatchSent)
	case outbox.NotFound:
		err = outbox.Unshown(tx, d, now)
	case outbox.Waiting:
	case outbox.Moved:
		err = follow(tx, d, r, now)
	case outbox.Barred:
		if missing := outbox.Missing(r.Outcome.Err); missing != "" || in.unopened {
			if err := threadBroke(tx, p, missing, now); err != nil {
				return err
			}
		}
		err = dropPublishes(tx, d)
	case outbox.Dropped:
		if in.unopened { // The post is gone, or messages there can't have threads.
			s.Log().Info("no thread can be opened under a question: what is shared opens under Read others alone", "delivery", d.Delivery)
			p.del.Thread = broken(p.del.Chat.Platform)
			if err := tx.UpdateDelivery(p.del); err != nil {
				return err
			}
			err = dropPublishes(tx, d)
			break
		}
		err = outbox.Finish(tx, d, reflection.DispatchDropped)
	case outbox.Gone:
		err = dropPublishes(tx, d)
	}
	if err != nil {
		return err
	}
	return advance(tx, d, now)
}

// threadBroke notes that a question's answers can't be posted for want of a
// permission, and tells whoever set the channel up: once, until a thread could be
// written in again.
func threadBroke(tx reflection.Tx, p target, missing string, now time.Time) error {
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
	return planning.TellInstaller(tx, p.sub.Chat.Platform, p.ch, p.sub.ID, now, func(w *words.Words) string {
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
		if err := outbox.Finish(tx, d, reflection.DispatchDropped); err != nil {
			return err
		}
	}
	return nil
}
