package delivery

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
)

// VerbBoard is about a channel's subscription: who presses stands on its board
// from then on, or leaves it.
const VerbBoard = "board"

// errNothingToTell says that a summary has become worth nothing since it was
// planned: people took their words away.
var errNothingToTell = errors.New("there is nothing to tell")

// sendSummary gathers a summary on a snapshot, draws it, and sends it.
func (l *line) sendSummary(ctx context.Context, j job) outcome {
	m, err := l.service.summaryMessage(ctx, j.dispatch, l.adapter.Limits())
	switch {
	case errors.Is(err, errNothingToTell):
		return outcome{err: err}
	case err != nil:
		return outcome{err: &chat.SendError{Kind: chat.Unsent, Err: err}}
	}
	return l.send(ctx, m)
}

// summaryMessage composes the summary that a dispatch is for.
func (s *Service) summaryMessage(ctx context.Context, d reflection.Dispatch, limits chat.Limits) (chat.Message, error) {
	period, err := summary.ParsePeriod(d.Period)
	if err != nil {
		return chat.Message{}, err
	}
	var told summary.Summary
	var locale string
	to := chat.Space{Chat: d.Chat}
	err = s.store.View(ctx, func(tx reflection.Tx) error {
		sub, err := tx.Subscription(d.Subscription)
		if err != nil {
			return err
		}
		to.Private = sub.Person != 0
		if to.Private {
			told, err = s.tellPerson(tx, sub, period)
		} else {
			told, locale, err = s.tellChannel(tx, sub, period)
		}
		return err
	})
	if err != nil {
		return chat.Message{}, fmt.Errorf("gathering a summary: %w", err)
	}
	m := told.Message(to)
	m.Nonce = Nonce(d.ID)
	if !to.Private {
		m.Actions = []chat.Action{{Label: words.For(locale).Summary.BoardButton, Ref: chat.Ref{Verb: VerbBoard, ID: int64(d.Subscription)}, Follow: chat.Private}}
	}
	return m, s.Illustrate(&m, told.Sketch, limits)
}

func (s *Service) tellPerson(tx reflection.Tx, sub reflection.Subscription, p summary.Period) (summary.Summary, error) {
	person, err := tx.Person(sub.Person)
	if err != nil {
		return summary.Summary{}, err
	}
	in, err := s.Gather(tx, person, sub, p, s.clock.now())
	if err != nil {
		return summary.Summary{}, err
	}
	if !summary.Worth(in) {
		return summary.Summary{}, errNothingToTell
	}
	return summary.Words(in), nil
}

func (s *Service) tellChannel(tx reflection.Tx, sub reflection.Subscription, p summary.Period) (told summary.Summary, locale string, err error) {
	ch, err := tx.Channel(sub.ID)
	if err != nil {
		return told, "", err
	}
	c, err := GatherChannel(tx, sub, ch, p, s.clock.now())
	if err != nil {
		return told, "", err
	}
	if !c.Worth() {
		return told, "", errNothingToTell
	}
	return c.Words(), ch.Locale, nil
}

// Illustrate puts the picture of a sketch into a message: drawn, or in block
// characters where the platform shows no pictures. A nil sketch is none.
func (s *Service) Illustrate(m *chat.Message, sketch *summary.Sketch, limits chat.Limits) error {
	if sketch == nil {
		return nil
	}
	if !limits.Pictures {
		if blocks := sketch.Blocks(); blocks != "" {
			m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Drawing, Text: blocks})
		}
		return nil
	}
	painter, err := s.painter()
	if err != nil {
		return fmt.Errorf("preparing to draw: %w", err)
	}
	picture, err := painter.Draw(*sketch)
	if err != nil {
		return err
	}
	m.Picture = &picture
	return nil
}

// summaryOutcome records what came of sending a summary.
func (l *line) summaryOutcome(tx reflection.Tx, d reflection.Dispatch, j job, o outcome, now time.Time) error {
	switch {
	case errors.Is(o.err, errNothingToTell):
		return l.dropSummary(tx, d)
	case o.err != nil:
		return l.summaryFailed(tx, d, j.seek, o.err, now)
	case !o.found:
		d.State, d.Ready, d.Unsure = reflection.DispatchPlanned, now, 0
		return tx.UpdateDispatch(d)
	}
	d.Message = o.sent.Message
	return finish(tx, d, reflection.DispatchSent)
}

// summaryFailed is failed for summaries. One that a chat refuses is kept for as
// long as its window is open: the chat may be written to again by then.
func (l *line) summaryFailed(tx reflection.Tx, d reflection.Dispatch, seeking bool, err error, now time.Time) error {
	kind := chat.KindOf(err)
	if seeking && (kind == chat.Unsent || kind == chat.Rejected) {
		kind = chat.Uncertain // The looking failed; what was sought is as it was.
	}
	log := l.service.log.With("dispatch", d.ID, "purpose", d.Purpose, "platform", d.Chat.Platform, "kind", kind)
	switch kind {
	case chat.Gone:
		log.Info("chat is gone; asking stops there", "err", err)
		return l.haltSummary(tx, d, reflection.Gone, err, now)
	case chat.NotAllowed:
		log.Warn("a permission is missing; asking stops there", "err", err)
		return l.haltSummary(tx, d, reflection.Barred, err, now)
	case chat.Moved:
		log.Info("chat has moved; asking goes on there")
		return l.summaryMoved(tx, d, err, now)
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
		return l.dropSummary(tx, d)
	case chat.Uncertain:
	}
	if !seeking {
		d.Unsure++
	}
	log.Warn("perhaps sent; finding out", "unsure", d.Unsure, "err", err)
	wait := unsettled(now.Sub(d.Tried))
	l.kickAfter(wait)
	return uncertain(tx, d, reflection.Delivery{}, now.Add(wait))
}

// haltSummary stops asking in a chat that refused a summary, which is kept. A
// pause outlasts a block.
func (l *line) haltSummary(tx reflection.Tx, d reflection.Dispatch, state reflection.SubscriptionState, cause error, now time.Time) error {
	d.State, d.Ready = reflection.DispatchPlanned, earlier(now.Add(heldFor), d.Window)
	if d.Unsure > 0 {
		d.State = reflection.DispatchUncertain
	}
	if err := tx.UpdateDispatch(d); err != nil {
		return err
	}
	sub, err := tx.Subscription(d.Subscription)
	if err != nil || sub.State != reflection.Active {
		return err
	}
	return Halt(tx, sub, state, missingOf(cause), now)
}

// summaryMoved follows a chat to its new id, with whatever is open there and
// still to be sent.
func (l *line) summaryMoved(tx reflection.Tx, d reflection.Dispatch, cause error, now time.Time) error {
	to, err := movedTo(cause)
	if err != nil || to == d.Chat {
		l.service.log.Error("chat moved without saying where", "dispatch", d.ID, "platform", d.Chat.Platform, "err", cause)
		return l.dropSummary(tx, d)
	}
	switch other, err := tx.SubscriptionIn(to); {
	case err == nil && other.ID != d.Subscription:
		return l.haltSummary(tx, d, reflection.Gone, cause, now) // The new chat is asked already.
	case err != nil && !errors.Is(err, reflection.ErrNotFound):
		return err
	}
	if err := Move(tx, d.Subscription, to); err != nil {
		return err
	}
	d.Chat = to
	wait := time.Duration(0)
	if d.Attempts > 1 {
		wait = backoff(d.Attempts)
	}
	return l.again(tx, d, wait, now)
}
