package channel

import (
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// Offer asks whether words are the answer to a question that a link has shown. Anybody can
// send a link to anybody, so that the words are a draft until their writer has said so, by
// a button under the question's and the channel's names. Ok is false where there is no
// such question any more.
func (f *Flow) Offer(tx reflection.Tx, t *turn.Turn, question int64) (o turn.Offer, ok bool, err error) {
	p, ok, err := find(tx, reflection.DeliveryID(question))
	if err != nil || !ok {
		return o, false, err
	}
	w := t.Words
	name := turn.Name(p.channel.Title)
	if name == "" {
		name = w.Community.Page.Untitled
	}
	return turn.Offer{
		Text: w.Channel.IsAnswer(cut(p.Prompt.Question, offeredRoom), name),
		Takes: func(draft int64) chat.Action {
			ref := chat.Ref{Verb: VerbKeepFor, ID: draft, Arg: strconv.FormatInt(int64(p.ID), 36)}
			return chat.Action{Label: w.Channel.KeepFor, Ref: ref, Follow: chat.Private}
		},
	}, true, nil
}

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
