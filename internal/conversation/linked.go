package conversation

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/channel"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// afterLink offers what somebody writes, who has an hour of their own or none, after a
// link has shown them a channel's question, or a page that asks for questions for it: a
// draft until they have said what it is. What replies to something else, presses a button
// or is meant for the bot isn't offered; nor is anything once the bot has asked for
// something else, a, or a question of their own has come since.
func (c *Core) afterLink(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, e chat.Text) (handled bool, err error) {
	ref, until, ok := c.channel.Linked.Lately(t)
	if !ok || a.For != "" && !a.Until.Before(until) {
		return false, nil
	}
	if e.ReplyTo != "" {
		known, err := repliesToKnown(tx, t, e.ReplyTo)
		if known || err != nil {
			return false, err
		}
	}
	if alone := turn.Alone(e.Body); alone != "" && e.Medium == chat.Words {
		if _, shown := turn.ShownAs(a, alone); shown || t.Words.Means(alone) != "" || isLabel(t.Words, alone) {
			return false, nil
		}
	}
	over, err := channel.Overtaken(tx, t, reflection.Awaiting{Until: until}, e)
	if err != nil || over {
		return false, err
	}
	var offer turn.Offer
	if ref.Verb == posts.VerbReflect {
		offer, ok, err = c.channel.Offer(tx, t, ref.ID)
	} else {
		offer, ok, err = c.community.Offer(tx, t, ref)
	}
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
	id := int64(draft.ID)
	t.Say(offer.Text, offer.Takes(id),
		chat.Action{Label: t.Words.Channel.NotFor, Ref: chat.Ref{Verb: channel.VerbNotFor, ID: id}, Follow: chat.Private})
	return true, nil
}

// repliesToKnown reports whether a message of this chat is known as a question, or as
// somebody's words.
func repliesToKnown(tx reflection.Tx, t *turn.Turn, m chat.MessageID) (bool, error) {
	_, err := tx.DeliveryByMessage(t.Meta.Space.Chat, m)
	if errors.Is(err, reflection.ErrNotFound) {
		_, err = tx.PartByMessage(t.Meta.Space.Chat, m)
	}
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// notFor takes a draft that doesn't answer what a link has shown as what it would have
// been without the link, at the instant at which it was written.
func (c *Core) notFor(tx reflection.Tx, t *turn.Turn, id int64) error {
	draft, ok, err := daily.Draft(tx, t, id, t.Words.Typed.Settled)
	if err != nil || !ok {
		return err
	}
	text, err := textOf(tx, t.Meta, draft.ID)
	if err != nil {
		return err
	}
	if err := tx.DeleteReply(draft.ID); err != nil {
		return err
	}
	c.channel.Linked.Forget(t.Meta.Space.Chat)
	pressed := t.Meta
	t.Meta, t.Message = text.Meta, text.Message
	err = c.text(tx, t, text)
	t.Meta = pressed
	return err
}

// textOf is a draft as the message that it was written as, in the turn of its writer.
func textOf(tx reflection.Tx, m chat.Meta, id reflection.ReplyID) (chat.Text, error) {
	parts, err := tx.Parts(id)
	if err == nil && len(parts) == 0 {
		err = reflection.ErrNotFound
	}
	if err != nil {
		return chat.Text{}, err
	}
	m.At = parts[0].At
	return chat.Text{Meta: m, Message: parts[0].Message, Body: parts[0].Text}, nil
}

// wantsAnew is what a draft wants to know of the platform that is taken as a text again,
// whatever it says.
func (c *Core) wantsAnew(tx reflection.Tx, e chat.Pressed) (turn.Wants, error) {
	return c.community.Wants(tx, chat.Text{Meta: e.Meta})
}

// anew reports whether an event is the press by which a draft is taken as a text again.
func anew(e chat.Event) (chat.Pressed, bool) {
	p, ok := e.(chat.Pressed)
	return p, ok && p.Action.Verb == channel.VerbNotFor && p.Space.Private && !p.Link
}
