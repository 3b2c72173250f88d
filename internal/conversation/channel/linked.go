package channel

import (
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// LinkShown reports whether a link has shown a question here lately.
func (f *Flow) LinkShown(t *turn.Turn) bool {
	l, known := f.shown.Get(t.Meta.Space.Chat)
	return known && t.Meta.At.Before(l.at.Add(turn.Ownership))
}

// OfferedFor offers what somebody writes after a link has shown them a question as the
// answer to it. Anybody can send a link to anybody, so that the words are a draft
// until their writer has said so, by a button under the question's and the channel's
// names. Handled is false where no link did lately, where there is no such question any
// more, and where the bot has asked for something, a, or a question of their own has
// come since.
func (f *Flow) OfferedFor(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, e chat.Text) (handled bool, err error) {
	l, _ := f.shown.Get(t.Meta.Space.Chat)
	until := l.at.Add(turn.Ownership)
	if !f.LinkShown(t) || a.For != "" && !a.Until.Before(until) {
		return false, nil
	}
	over, err := overtaken(tx, t, reflection.Awaiting{Until: until}, e)
	if err != nil || over {
		return false, err
	}
	p, ok, err := find(tx, l.question)
	if err != nil || !ok {
		return false, err
	}
	if !daily.IsWords(t, e) {
		return true, nil
	}
	draft, ok, err := daily.KeepDraft(tx, t, e)
	if err != nil || !ok {
		return true, err
	}
	w := t.Words
	name := turn.Name(p.channel.Title)
	if name == "" {
		name = w.Community.Page.Untitled
	}
	id := int64(draft.ID)
	t.Say(w.Channel.IsAnswer(cut(p.Prompt.Question, offeredRoom), name),
		chat.Action{Label: w.Channel.KeepFor, Ref: chat.Ref{Verb: VerbKeepFor, ID: id, Arg: strconv.FormatInt(int64(p.ID), 36)}, Follow: chat.Private},
		chat.Action{Label: w.Channel.NotFor, Ref: chat.Ref{Verb: VerbNotFor, ID: id}, Follow: chat.Private})
	return true, nil
}

// ForgetLinked forgets which question a link has shown in a chat.
func (f *Flow) ForgetLinked(in chat.Chat) { f.shown.Drop(in) }

// offeredRoom is how much of the question an offer shows, in runes.
const offeredRoom = 80

// keepFor keeps a draft as the answer that it was, at the instant at which it was
// written.
func (f *Flow) keepFor(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	draft, ok, err := daily.Draft(tx, t, id, t.Words.Typed.Settled)
	if err != nil || !ok {
		return err
	}
	question, err := strconv.ParseInt(arg, 36, 64)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	p, ok, err := reach(tx, t, question)
	if err != nil || !ok {
		return err
	}
	parts, err := tx.Parts(draft.ID)
	if err != nil || len(parts) == 0 {
		return err
	}
	a, err := answerOf(tx, p.ID, t.Person.ID)
	if err != nil {
		return err
	}
	if a.size()+len(parts[0].Text) > maxAnswer {
		t.Alert(t.Words.Channel.TooLong)
		return nil
	}
	if err := tx.DeleteReply(draft.ID); err != nil {
		return err
	}
	pressed := t.Meta.At
	t.Meta.At = parts[0].At
	err = f.answered(tx, t, p, wrote{text: parts[0].Text, message: parts[0].Message})
	t.Meta.At = pressed
	if err != nil {
		return err
	}
	return goesOn(tx, t, p)
}
