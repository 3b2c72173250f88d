package sealing

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// What the bot knows of a person beside their words would tell what they answered in
// channels too, and is sealed with the store's own key.

func choicePlace(p reflection.PersonID, pack string) string {
	return fmt.Sprintf("choice/%d/%q", p, pack)
}

// Choice implements reflection.Tx. One that does not open is logged, and begins anew.
func (t *tx) Choice(p reflection.PersonID, pack string) ([]byte, error) {
	state, err := t.raw.Choice(p, pack)
	if err != nil || state == nil {
		return nil, err
	}
	state, err = unsealPadded(t.keys.own, choicePlace(p, pack), state)
	if errors.Is(t.report(err), vault.ErrTampered) {
		return nil, nil
	}
	return state, err
}

// Choices leaves out what does not open, as Choice does.
func (t *tx) Choices(p reflection.PersonID) ([]reflection.Choice, error) {
	all, err := t.raw.Choices(p)
	if err != nil {
		return nil, err
	}
	var found []reflection.Choice
	for _, c := range all {
		if c.State, err = t.Choice(p, c.Pack); err != nil {
			return nil, err
		}
		if c.State != nil {
			found = append(found, c)
		}
	}
	return found, nil
}

func (t *tx) SetChoice(p reflection.PersonID, pack string, state []byte) error {
	return t.raw.SetChoice(p, pack, sealPadded(t.keys.own, choicePlace(p, pack), state))
}

// AddPerson leaves an empty count, which says that they have no persona.
func (t *tx) AddPerson(p *reflection.Person) error {
	if err := t.raw.AddPerson(p); err != nil {
		return err
	}
	t.personas[p.ID] = persona{}
	return t.SetCheckpoint(reflection.Checkpoint{Person: p.ID})
}

// PeopleAfter leaves personas out, whose ids come last.
func (t *tx) PeopleAfter(id reflection.PersonID, limit int) ([]reflection.Person, error) {
	all, err := t.raw.PeopleAfter(id, limit)
	return slices.DeleteFunc(all, func(p reflection.Person) bool { return isRandom(p.ID) }), err
}

// SetCheckpoint keeps beside the count whether the person has a persona, so that
// counting on needn't ask.
func (t *tx) SetCheckpoint(c reflection.Checkpoint) error {
	as, err := t.personaOf(c.Person)
	if err != nil {
		return err
	}
	with := byte(0)
	if as.person != 0 {
		with = 1
	}
	c.State = sealPadded(t.keys.own, place("checkpoint", c.Person, ""), append([]byte{with}, c.State...))
	return t.raw.SetCheckpoint(c)
}

// noteMade has what is counted of somebody say that they have a persona. Nothing of the
// persona's is counted in it.
func (t *tx) noteMade(p reflection.PersonID) error {
	c, err := t.raw.Checkpoint(p)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	state, err := unsealPadded(t.keys.own, place("checkpoint", p, ""), c.State)
	if errors.Is(t.report(err), vault.ErrTampered) || err == nil && len(state) == 0 {
		return t.raw.DeleteCheckpoint(p)
	}
	if err != nil {
		return err
	}
	c.State = state[1:]
	return t.SetCheckpoint(c)
}

// Checkpoint returns ErrNotFound for one that does not open, which it logs: all is
// counted anew then.
func (t *tx) Checkpoint(p reflection.PersonID) (reflection.Checkpoint, error) {
	c, err := t.raw.Checkpoint(p)
	if err != nil {
		return c, err
	}
	state, err := unsealPadded(t.keys.own, place("checkpoint", p, ""), c.State)
	if errors.Is(t.report(err), vault.ErrTampered) || err == nil && len(state) == 0 {
		return reflection.Checkpoint{}, reflection.ErrNotFound
	}
	if err != nil {
		return c, err
	}
	if _, known := t.personas[p]; !known && state[0] == 0 {
		t.personas[p] = persona{}
	}
	if len(state) == 1 {
		return reflection.Checkpoint{}, reflection.ErrNotFound // Nothing is counted yet.
	}
	c.State = state[1:]
	return c, nil
}

// MapMessage keeps which of the bot's messages shows what under a keyed hash: in
// somebody's private chat it would tell which channel's question they looked at.
func (t *tx) MapMessage(c chat.Chat, m chat.MessageID, d reflection.DeliveryID) error {
	return t.raw.MapMessage(chat.Chat{Platform: personas}, t.hidden(c, m), d)
}

func (t *tx) DeliveryByMessage(c chat.Chat, m chat.MessageID) (reflection.Delivery, error) {
	d, err := t.raw.DeliveryByMessage(chat.Chat{Platform: personas}, t.hidden(c, m))
	return openedOne(d, err, t.openPrompt)
}

// waits is what a chat waits for, as it is sealed.
type waits struct {
	Chat, For string
	ID        int64
	Arg       string
}

// awaitingPlace is what that is bound to. The chat is as the engine has it.
func awaitingPlace(hidden chat.Chat) string {
	return fmt.Sprintf("awaiting/%q/%q", hidden.Platform, hidden.ID)
}

// SetAwaiting seals what a chat waits for, and which one that is, in place of the
// argument.
func (t *tx) SetAwaiting(a reflection.Awaiting) error {
	text, err := json.Marshal(waits{a.Chat.ID, a.For, a.ID, a.Arg})
	if err != nil {
		return err
	}
	in := t.hiddenChat(a.Chat)
	return t.raw.SetAwaiting(reflection.Awaiting{
		Chat: in, Arg: hex.EncodeToString(sealPadded(t.keys.own, awaitingPlace(in), text)), Until: a.Until,
	})
}

// openAwaiting opens it. One that does not open is logged, and is nothing.
func (t *tx) openAwaiting(a *reflection.Awaiting) error {
	sealed, err := hex.DecodeString(a.Arg)
	if err != nil {
		return reflection.ErrNotFound
	}
	text, err := unsealPadded(t.keys.own, awaitingPlace(a.Chat), sealed)
	if errors.Is(t.report(err), vault.ErrTampered) {
		return reflection.ErrNotFound
	}
	if err != nil {
		return err
	}
	var w waits
	if err := json.Unmarshal(text, &w); err != nil {
		return reflection.ErrNotFound
	}
	a.Chat.ID, a.For, a.ID, a.Arg = w.Chat, w.For, w.ID, w.Arg
	return nil
}

// hideAwaiting brings what an older version left to where it stands now.
func (t *tx) hideAwaiting(in chat.Chat) error {
	a, err := t.raw.Awaiting(in)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := t.raw.ClearAwaiting(in); err != nil || a.For == "" {
		return err
	}
	return t.SetAwaiting(a)
}

func (t *tx) Awaiting(c chat.Chat) (reflection.Awaiting, error) {
	a, err := t.raw.Awaiting(t.hiddenChat(c))
	return openedOne(a, err, t.openAwaiting)
}

func (t *tx) ClearAwaiting(c chat.Chat) error { return t.raw.ClearAwaiting(t.hiddenChat(c)) }

// LatestAwaiting leaves out what does not open.
func (t *tx) LatestAwaiting(p chat.Platform, since time.Time) (waits []reflection.Awaiting, err error) {
	all, err := t.raw.LatestAwaiting(p, since)
	for _, a := range all {
		err := t.openAwaiting(&a)
		if errors.Is(err, reflection.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		waits = append(waits, a)
	}
	return waits, err
}
