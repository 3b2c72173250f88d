package conversation

import (
	"errors"
	"math/rand/v2"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// begin makes the turn of an event: who it is, and in which words to answer. It
// returns nil for what needs no answer, such as a block by somebody unknown.
func (c *Core) begin(tx reflection.Tx, e chat.Event, p turn.Prepared) (*turn.Turn, error) {
	m := e.About()
	t := &turn.Turn{Meta: m, Now: c.delivery.Now(), Limits: c.delivery.Limits(m.Space.Platform), Prepared: p}
	if t.Now.Before(m.At) {
		t.Now = m.At
	}
	switch e := e.(type) {
	case chat.Pressed:
		t.Pressed, t.Under = true, e.Message
	case chat.Command:
		t.Message = e.Message
	case chat.Text:
		t.Message = e.Message
	}
	known, err := c.recognise(tx, t, e)
	if err != nil || !known {
		return nil, err
	}
	t.Words = words.For(t.Person.Locale)
	if m.Actor.Account == "" {
		t.Words = words.For(m.Actor.Locale)
	}
	return t, c.home(tx, t)
}

// recognise finds out who an event is from, and makes a person of an account
// that does something for the first time. Known is false for what nobody needs
// an answer to. What the platform itself says of a channel is from nobody, and
// so is what an admin does whom it hides.
func (c *Core) recognise(tx reflection.Tx, t *turn.Turn, e chat.Event) (known bool, err error) {
	m := t.Meta
	if m.Actor.Account == "" {
		return true, nil
	}
	t.Identity, t.Person, err = tx.Whom(m.Space.Platform, m.Actor.Account)
	if err == nil {
		return true, nil
	}
	if !errors.Is(err, reflection.ErrNotFound) {
		return false, err
	}
	switch e.(type) {
	case chat.Left, chat.Barred, chat.Deleted, chat.Edited, chat.Joined, chat.Allowed, chat.Renamed, chat.Migrated:
		return !m.Space.Private, nil
	}
	return true, c.meet(tx, t)
}

// meet makes a person of an account that does something for the first time.
func (c *Core) meet(tx reflection.Tx, t *turn.Turn) error {
	t.Person = reflection.Person{
		Locale: t.Meta.Actor.Locale, Seed: rand.Uint64(), Created: t.Meta.At, Told: t.Meta.At,
	}
	if err := tx.AddPerson(&t.Person); err != nil {
		return err
	}
	t.Identity = reflection.Identity{Person: t.Person.ID, Account: t.Meta.Actor.Account}
	t.Identity.Private.Platform = t.Meta.Space.Platform
	if t.Meta.Space.Private {
		t.Identity.Private = t.Meta.Space.Chat
	}
	return tx.AddIdentity(&t.Identity)
}

// home settles which private chat is the person's, and records it once it is
// known: somebody may have met the bot in a channel.
func (c *Core) home(tx reflection.Tx, t *turn.Turn) error {
	private := t.Identity.Private
	switch {
	case t.Meta.Space.Private:
		private = t.Meta.Space.Chat
	case !t.Prepared.Private.IsZero():
		private = t.Prepared.Private
	}
	if private.ID == "" {
		return nil
	}
	t.Home = private
	if t.Identity.ID == 0 || t.Identity.Private == private {
		return nil
	}
	t.Identity.Private = private
	return tx.SetPrivate(t.Identity.ID, private)
}
