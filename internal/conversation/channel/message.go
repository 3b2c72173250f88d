package channel

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
)

// Text takes a message in a channel that mentions the bot or replies to it. In
// reply to a post it is an answer, which the channel reads where it stands: it
// is kept as shared, with its author's name, and gets the bot's sign. Nothing is
// said to it in the channel, whatever it is.
func (f *Flow) Text(tx reflection.Tx, t *turn.Turn, e chat.Text) error {
	if t.Person.ID == 0 || e.ReplyTo == "" {
		return nil
	}
	d, err := tx.DeliveryByMessage(t.Meta.Space.Chat, e.ReplyTo)
	if err != nil {
		return ignoreMissing(err)
	}
	p, ok, err := find(tx, d.ID)
	if err != nil || !ok {
		return err
	}
	if e.Medium != chat.Words {
		quietly(t, t.Words.OnlyWords)
		return nil
	}
	a, err := answerOf(tx, p.ID, t.Person.ID)
	if err != nil || !daily.HasWords(e.Body) {
		return err
	}
	stopped, err := isStopped(tx, p, t.Person.ID)
	if err != nil {
		return err
	}
	waits, err := isSubmitted(tx, a.ID)
	private := !a.living() || a.Audience == reflection.PrivateTo
	switch {
	case err != nil:
		return err
	case stopped && !private:
		return f.keepAside(tx, t, e, t.Words.Channel.AsideStopped)
	case a.living() && (waits || a.Audience == reflection.Anonymous):
		return f.keepAside(tx, t, e, t.Words.Channel.AsideUnnamed)
	case a.size()+len(e.Body) > maxAnswer:
		quietly(t, t.Words.Channel.TooLong)
		return nil
	}
	if p.Delivery, err = delivery.Shown(tx, p.Delivery, t.Meta.At, e.ReplyTo); err != nil {
		return err
	}
	begins := !a.living()
	if err := f.keep(tx, t, p, &a, wrote{text: e.Body, message: e.Message}); err != nil {
		return err
	}
	if t.Limits.Reactions {
		t.React(e.Message, chat.Kept)
	}
	if stopped { // It counts, and others read it where it stands alone.
		quietly(t, t.Words.Channel.AsideStopped)
		return nil
	}
	if begins {
		if err := f.readBy(tx, t, p, &a, reflection.Shared); err != nil {
			return err
		}
		return f.receiptAtHome(tx, t, p, a)
	}
	return f.republish(tx, t, p, &a) // Added to private words it stays with them.
}

// receiptAtHome shows the receipt of a message in the channel in its author's private
// chat, where the platform won't tell when that message is deleted: by the receipt it
// can be taken back here as well. Whoever has no such chat gets the sign alone.
func (f *Flow) receiptAtHome(tx reflection.Tx, t *turn.Turn, p place, a answer) error {
	if t.Limits.TellsDeletions || t.Home.IsZero() {
		return nil
	}
	m, err := f.receipt(tx, t, p, a, t.Words.Channel.Saved)
	if err != nil {
		return err
	}
	t.ShowHome(m, p.ID)
	return nil
}

// quietly tells somebody something about what they wrote in a channel, if they
// have a private chat: nobody is scolded before others.
func quietly(t *turn.Turn, text string) {
	if !t.Home.IsZero() {
		t.ShowHome(chat.Message{Blocks: []chat.Block{chat.P(text)}}, 0)
	}
}

// Edited lets an edited message edit its part of an answer to a channel's
// question, wherever it was written; handled is false for any other. An edit that
// changes no text is nothing, and words that were taken back stay gone.
func (f *Flow) Edited(tx reflection.Tx, t *turn.Turn, e chat.Edited) (handled bool, err error) {
	part, a, p, ok, err := f.partOf(tx, t, e.Message)
	if err != nil || !ok {
		return false, err
	}
	text := daily.Clean(e.Body)
	if a.Person != t.Person.ID || !living(part) || text == part.Text || !daily.HasWords(text) ||
		a.size()-len(part.Text)+len(text) > maxAnswer {
		return true, nil
	}
	part.Text, part.Edited = text, t.Meta.At
	if err := tx.UpdatePart(part); err != nil {
		return true, err
	}
	if t.Limits.Reactions {
		t.React(e.Message, chat.Kept)
	}
	was := a.Audience
	if err := f.changed(tx, t, p, &a); err != nil {
		return true, err
	}
	return true, f.tellUnshared(tx, t, p, a, was)
}

// tellUnshared shows the receipt to whoever edited a message of theirs, if others
// can't read the answer any more: an edit shows no receipt by itself.
func (f *Flow) tellUnshared(tx reflection.Tx, t *turn.Turn, p place, a answer, was reflection.Audience) error {
	if a.Audience == was || !a.living() || t.Home.IsZero() {
		return nil
	}
	m, err := f.receipt(tx, t, p, a, savedAs(t, p, a, was))
	if err != nil {
		return err
	}
	t.ShowHome(m, p.ID)
	return nil
}

// Deleted lets a deleted message delete its part's words, whoever deleted it;
// handled is as in Edited.
func (f *Flow) Deleted(tx reflection.Tx, t *turn.Turn, e chat.Deleted) (handled bool, err error) {
	part, a, p, ok, err := f.partOf(tx, t, e.Message)
	if err != nil || !ok {
		return false, err
	}
	if !living(part) {
		return true, nil
	}
	part.Text, part.Deleted = "", t.Meta.At
	if err := tx.UpdatePart(part); err != nil {
		return true, err
	}
	return true, f.changed(tx, t, p, &a)
}

// partOf loads the part that a message of this chat is, with what it belongs to.
// Ok is false if it is no part of an answer to a channel's question.
func (f *Flow) partOf(tx reflection.Tx, t *turn.Turn, m chat.MessageID) (part reflection.Part, a answer, p place, ok bool, err error) {
	if part, err = tx.PartByMessage(t.Meta.Space.Chat, m); err != nil {
		return part, a, p, false, ignoreMissing(err)
	}
	if a.Reply, err = tx.Reply(part.Reply); err != nil || a.Kind != reflection.Answering {
		return part, a, p, false, err
	}
	if p, ok, err = find(tx, a.Delivery); errors.Is(err, reflection.ErrNotFound) || !ok {
		return part, a, p, false, ignoreMissing(err)
	}
	a.parts, err = tx.Parts(a.ID)
	return part, a, p, err == nil, err
}
