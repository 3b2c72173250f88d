package daily

import (
	"errors"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// The verbs of what is offered where a text seems to mean the bot and not the
// question. VerbOffer is waited for only.
const (
	VerbOffer  = "offer"
	VerbKeepAs = "keepas"
	VerbLast   = "last"
	// VerbAbout has as its argument what the bot is asked about.
	VerbAbout = "about"
	// VerbPause has as its argument how long, or nothing.
	VerbPause = "pause"
)

// Offer offers what a word or a short question alone seems to mean, with a button
// that keeps it as the answer to the open question, or, with none, as a note. Until
// then it is a draft. What was to answer a follow-up, a, still can.
func (f *Flow) Offer(tx reflection.Tx, t *turn.Turn, e chat.Text, topic words.Topic, a reflection.Awaiting) (handled bool, err error) {
	d, err := open(tx, t, e.Message)
	asked := err == nil
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return false, err
	}
	if topic == words.TopicSkip && (!asked || !d.Answered.IsZero()) {
		return false, nil // There is nothing to skip.
	}
	reply, ok, err := KeepDraft(tx, t, e)
	if err != nil || !ok {
		return true, err
	}
	offer := reflection.Awaiting{ID: int64(reply.ID), Arg: string(topic)}
	switch {
	case a.For == VerbDeeper:
		offer.Arg += " " + deeperMark + strconv.FormatInt(a.ID, 36)
	case asked:
		offer.Arg += " " + strconv.FormatInt(int64(d.ID), 36)
	}
	actions, err := f.offered(tx, t, offer)
	if err != nil {
		return false, err
	}
	o := t.Words.Typed
	text := map[words.Topic]string{
		words.TopicStop: o.Stop, words.TopicHelp: o.Help, words.TopicSkip: o.Skip,
		words.TopicPrivacy: o.Privacy, words.TopicWhen: o.When, words.TopicWrote: o.Wrote,
	}[topic]
	t.Say(text, actions...)
	return true, t.Offer(tx, VerbOffer, offer.ID, offer.Arg)
}

// deeperMark stands before the question's id where its follow-up was asked for.
const deeperMark = "+"

// offered are the buttons of an offer.
func (f *Flow) offered(tx reflection.Tx, t *turn.Turn, offer reflection.Awaiting) ([]chat.Action, error) {
	w := t.Words
	topic, question, asked := strings.Cut(offer.Arg, " ")
	about := func(label string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbAbout, Arg: topic}, Follow: chat.Private}
	}
	var out []chat.Action
	switch words.Topic(topic) {
	case words.TopicStop:
		out = StopButtons(w)
	case words.TopicHelp:
		out = append(out, about(w.Typed.ShowHelp))
	case words.TopicPrivacy:
		out = append(out, about(w.Typed.ShowPrivacy))
	case words.TopicWhen:
		out = append(out, about(w.Typed.ShowSchedule))
	case words.TopicWrote:
		out = append(out, chat.Action{Label: w.Typed.ShowLast, Ref: chat.Ref{Verb: VerbLast}, Follow: chat.Private})
	case words.TopicSkip:
		d, err := open(tx, t, "")
		if err != nil && !errors.Is(err, reflection.ErrNotFound) {
			return nil, err
		}
		id := int64(d.ID)
		if d.Swaps < delivery.MaxSwaps {
			out = append(out, chat.Action{Label: w.Another, Ref: chat.Ref{Verb: delivery.VerbAnother, ID: id}})
		}
		out = append(out, chat.Action{Label: w.NotToday, Ref: chat.Ref{Verb: delivery.VerbNotToday, ID: id}, Follow: chat.Private})
	}
	if !asked {
		return append(out, chat.Action{Label: w.KeepIt, Ref: chat.Ref{Verb: VerbKeep, ID: offer.ID}}), nil
	}
	return append(out, chat.Action{
		Label: w.Typed.KeepAnswer, Ref: chat.Ref{Verb: VerbKeepAs, ID: offer.ID, Arg: question}, Follow: chat.Private,
	}), nil
}

// StopButtons are the ways to be left alone.
func StopButtons(w *words.Words) []chat.Action {
	return []chat.Action{
		{Label: w.Button.Pause, Ref: chat.Ref{Verb: VerbPause}},
		{Label: w.Typed.PauseWeek, Ref: chat.Ref{Verb: VerbPause, Arg: "1 week"}},
	}
}

// KeepAs files a draft as the answer that it was after all, at the instant at which
// it was written.
func (f *Flow) KeepAs(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	reply, ok, err := Draft(tx, t, id, t.Words.Typed.Settled)
	if err != nil || !ok {
		return err
	}
	question, deeper := strings.CutPrefix(arg, deeperMark)
	to, err := strconv.ParseInt(question, 36, 64)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	d, ok, err := owned(tx, t, to)
	if err != nil || !ok {
		return err
	}
	parts, err := tx.Parts(reply.ID)
	if err != nil || len(parts) == 0 {
		return err
	}
	if err := tx.DeleteReply(reply.ID); err != nil {
		return err
	}
	now, err := open(tx, t, "")
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	part, pressed := parts[0], t.Meta.At
	t.Meta.At = part.At
	defer func() { t.Meta.At = pressed }()
	text := chat.Text{Meta: t.Meta, Message: part.Message, Body: part.Text}
	return f.file(tx, t, d, text, filing{named: d.ID != now.ID, deeper: deeper, kept: true})
}
