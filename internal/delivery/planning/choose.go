package planning

import (
	"errors"
	"fmt"

	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// ErrNothingLeft: every prompt of the pack is one that the person never wants again.
var ErrNothingLeft = errors.New("no prompt is left in the pack")

// chooser is whose order of prompts it is: a person's, or a channel's.
type chooser struct {
	person  reflection.PersonID       // 0 for a channel
	channel reflection.SubscriptionID // where person is 0
	seed    uint64
	words   *words.Words
}

// chooserOf returns a person's order, or, where there is no person, a channel's.
func chooserOf(tx reflection.Tx, person reflection.PersonID, sub reflection.SubscriptionID) (chooser, error) {
	if person == 0 {
		ch, err := tx.Channel(sub)
		return channelChooser(ch), err
	}
	p, err := tx.Person(person)
	return chooser{person: p.ID, seed: p.Seed, words: words.For(p.Locale)}, err
}

func channelChooser(ch reflection.Channel) chooser {
	return chooser{channel: ch.Subscription, seed: ch.Seed, words: words.For(ch.Locale)}
}

// choice is a chooser's state of choosing from one pack, or the question of a
// channel's own that comes before any of the pack's.
type choice struct {
	by    chooser
	pack  *prompts.Pack
	state prompts.State
	own   reflection.OwnQuestion
}

// choose picks the subscription's next prompt and marks it as asked. Nothing is
// stored until the choice is saved. Where the pack has nothing left, the default
// pack steps in.
func (p *Planner) choose(tx reflection.Tx, sub reflection.Subscription) (reflection.Asked, choice, error) {
	by, err := chooserOf(tx, sub.Person, sub.ID)
	if err != nil {
		return reflection.Asked{}, choice{}, fmt.Errorf("choosing a prompt: %w", err)
	}
	return p.chooseFor(tx, by, sub.Pack)
}

func (p *Planner) chooseFor(tx reflection.Tx, by chooser, pack string) (reflection.Asked, choice, error) {
	if by.person == 0 {
		q, err := tx.NextQuestion(by.channel)
		if err == nil {
			return ownAsked(q), choice{by: by, own: q}, nil
		}
		if !errors.Is(err, reflection.ErrNotFound) {
			return reflection.Asked{}, choice{}, fmt.Errorf("choosing a question of the channel's own: %w", err)
		}
	}
	for _, id := range []string{pack, ""} {
		c, err := p.choice(tx, by, id)
		if err != nil {
			return reflection.Asked{}, choice{}, err
		}
		if prompt, ok := c.pack.Choose(by.seed, c.state); ok {
			c.state.Ask(prompt)
			return c.asked(prompt), c, nil
		}
	}
	return reflection.Asked{}, choice{}, ErrNothingLeft
}

// choice loads a chooser's state for a pack. A state that can't be read starts
// anew: the worst that follows is a question asked twice.
func (p *Planner) choice(tx reflection.Tx, by chooser, id string) (choice, error) {
	c := choice{by: by, pack: p.packs.Pack(id)}
	var blob []byte
	var err error
	if by.person == 0 {
		blob, err = tx.ChannelChoice(by.channel, c.pack.ID)
	} else {
		blob, err = tx.Choice(by.person, c.pack.ID)
	}
	if err != nil {
		return c, fmt.Errorf("loading the choice: %w", err)
	}
	if blob == nil {
		return c, nil
	}
	if err := c.state.UnmarshalBinary(blob); err != nil {
		p.log.Error("stored choice can't be read; starting anew",
			"person", by.person, "subscription", by.channel, "pack", c.pack.ID, "err", err)
		c.state = prompts.State{}
	}
	return c, nil
}

func (c choice) asked(p prompts.Prompt) reflection.Asked {
	source := ""
	if e, ok := c.pack.Essay(p.Essay); ok {
		source = c.by.words.From(e.Title, e.Author)
	}
	return reflection.Asked{Pack: c.pack.ID, Prompt: p.ID, Question: p.Question, FollowUp: p.FollowUp, Source: source}
}

// save stores what was chosen for a delivery.
func (c choice) save(tx reflection.Tx, d reflection.DeliveryID) error {
	if c.own.ID != 0 {
		c.own.Asked = d
		return tx.UpdateQuestion(c.own)
	}
	blob, err := c.state.MarshalBinary()
	if err != nil {
		return fmt.Errorf("storing the choice: %w", err)
	}
	if c.by.person == 0 {
		return tx.SetChannelChoice(c.by.channel, c.pack.ID, blob)
	}
	return tx.SetChoice(c.by.person, c.pack.ID, blob)
}

// Swap gives a person's open delivery another prompt; the one swapped away comes
// back at the end of the round. It returns ErrNothingLeft if there is no other.
func (p *Planner) Swap(tx reflection.Tx, d *reflection.Delivery) error {
	by, err := chooserOf(tx, d.Person, d.Subscription)
	if err != nil {
		return err
	}
	c, err := p.choice(tx, by, d.Prompt.Pack)
	if err != nil {
		return err
	}
	if old, ok := c.pack.Prompt(d.Prompt.Prompt); ok {
		c.state.SwapAway(old)
	}
	prompt, ok := c.pack.Choose(by.seed, c.state)
	if !ok || prompt.ID == d.Prompt.Prompt {
		return ErrNothingLeft
	}
	c.state.Ask(prompt)
	d.Prompt = c.asked(prompt)
	d.Swaps++
	return c.save(tx, d.ID)
}

// Never keeps a prompt from ever being asked again of a person.
func (p *Planner) Never(tx reflection.Tx, id reflection.PersonID, pack, prompt string) error {
	c, met, err := p.ownRound(tx, id, pack, prompt)
	if err != nil {
		return err
	}
	c.state.Never(met)
	return c.save(tx, 0)
}

// Met counts a prompt that a person answered in a channel as asked in the round
// of their own. A question of the channel's own is in nobody's round.
func (p *Planner) Met(tx reflection.Tx, id reflection.PersonID, pack, prompt string) error {
	if pack == reflection.OwnPack {
		return nil
	}
	c, met, err := p.ownRound(tx, id, pack, prompt)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil // The pack has changed since.
	}
	if err != nil {
		return err
	}
	c.state.Met(met)
	return c.save(tx, 0)
}

// ownRound loads a person's state for a pack, with one of its prompts.
func (p *Planner) ownRound(tx reflection.Tx, id reflection.PersonID, pack, prompt string) (choice, prompts.Prompt, error) {
	by, err := chooserOf(tx, id, 0)
	if err != nil {
		return choice{}, prompts.Prompt{}, err
	}
	c, err := p.choice(tx, by, pack)
	if err != nil {
		return c, prompts.Prompt{}, err
	}
	found, ok := c.pack.Prompt(prompt)
	if !ok {
		return c, found, reflection.ErrNotFound
	}
	return c, found, nil
}

// putBack returns the prompt of a delivery that was never shown to the round, and
// a question of a channel's own to those that wait.
func (p *Planner) putBack(tx reflection.Tx, d reflection.Delivery) error {
	if d.Prompt.Pack == reflection.OwnPack {
		return giveBack(tx, d)
	}
	by, err := chooserOf(tx, d.Person, d.Subscription)
	if err != nil {
		return err
	}
	c, err := p.choice(tx, by, d.Prompt.Pack)
	if err != nil {
		return err
	}
	prompt, ok := c.pack.Prompt(d.Prompt.Prompt)
	if !ok {
		return nil
	}
	c.state.SwapAway(prompt)
	return c.save(tx, d.ID)
}
