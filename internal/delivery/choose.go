package delivery

import (
	"errors"
	"fmt"

	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// ErrNothingLeft: every prompt of the pack is one that the person never wants again.
var ErrNothingLeft = errors.New("no prompt is left in the pack")

// ChooseTx is what choosing a prompt reads and writes.
type ChooseTx interface {
	Person(reflection.PersonID) (reflection.Person, error)
	Choice(reflection.PersonID, string) ([]byte, error)
	SetChoice(reflection.PersonID, string, []byte) error

	Channel(reflection.SubscriptionID) (reflection.Channel, error)
	ChannelChoice(reflection.SubscriptionID, string) ([]byte, error)
	SetChannelChoice(reflection.SubscriptionID, string, []byte) error
	OwnTx
}

// chooser is whose order of prompts it is: a person's, or a channel's.
type chooser struct {
	person  reflection.PersonID       // 0 for a channel
	channel reflection.SubscriptionID // where person is 0
	seed    uint64
	words   *words.Words
}

// chooserOf returns a person's order, or, where there is no person, a channel's.
func chooserOf(tx ChooseTx, person reflection.PersonID, sub reflection.SubscriptionID) (chooser, error) {
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
func (s *Service) choose(tx ChooseTx, sub reflection.Subscription) (reflection.Asked, choice, error) {
	by, err := chooserOf(tx, sub.Person, sub.ID)
	if err != nil {
		return reflection.Asked{}, choice{}, fmt.Errorf("choosing a prompt: %w", err)
	}
	return s.chooseFor(tx, by, sub.Pack)
}

func (s *Service) chooseFor(tx ChooseTx, by chooser, pack string) (reflection.Asked, choice, error) {
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
		c, err := s.choice(tx, by, id)
		if err != nil {
			return reflection.Asked{}, choice{}, err
		}
		if p, ok := c.pack.Choose(by.seed, c.state); ok {
			c.state.Ask(p)
			return c.asked(p), c, nil
		}
	}
	return reflection.Asked{}, choice{}, ErrNothingLeft
}

// choice loads a chooser's state for a pack. A state that can't be read starts
// anew: the worst that follows is a question asked twice.
func (s *Service) choice(tx ChooseTx, by chooser, id string) (choice, error) {
	c := choice{by: by, pack: s.packs.Pack(id)}
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
		s.log.Error("stored choice can't be read; starting anew",
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
func (c choice) save(tx ChooseTx, d reflection.DeliveryID) error {
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
func (s *Service) Swap(tx ChooseTx, d *reflection.Delivery) error {
	by, err := chooserOf(tx, d.Person, d.Subscription)
	if err != nil {
		return err
	}
	c, err := s.choice(tx, by, d.Prompt.Pack)
	if err != nil {
		return err
	}
	if old, ok := c.pack.Prompt(d.Prompt.Prompt); ok {
		c.state.SwapAway(old)
	}
	p, ok := c.pack.Choose(by.seed, c.state)
	if !ok || p.ID == d.Prompt.Prompt {
		return ErrNothingLeft
	}
	c.state.Ask(p)
	d.Prompt = c.asked(p)
	d.Swaps++
	return c.save(tx, d.ID)
}

// Never keeps a prompt from ever being asked again of a person.
func (s *Service) Never(tx ChooseTx, id reflection.PersonID, pack, prompt string) error {
	c, p, err := s.ownRound(tx, id, pack, prompt)
	if err != nil {
		return err
	}
	c.state.Never(p)
	return c.save(tx, 0)
}

// Met counts a prompt that a person answered in a channel as asked in the round
// of their own. A question of the channel's own is in nobody's round.
func (s *Service) Met(tx ChooseTx, id reflection.PersonID, pack, prompt string) error {
	if pack == reflection.OwnPack {
		return nil
	}
	c, p, err := s.ownRound(tx, id, pack, prompt)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil // The pack has changed since.
	}
	if err != nil {
		return err
	}
	c.state.Met(p)
	return c.save(tx, 0)
}

// ownRound loads a person's state for a pack, with one of its prompts.
func (s *Service) ownRound(tx ChooseTx, id reflection.PersonID, pack, prompt string) (choice, prompts.Prompt, error) {
	by, err := chooserOf(tx, id, 0)
	if err != nil {
		return choice{}, prompts.Prompt{}, err
	}
	c, err := s.choice(tx, by, pack)
	if err != nil {
		return c, prompts.Prompt{}, err
	}
	p, ok := c.pack.Prompt(prompt)
	if !ok {
		return c, p, reflection.ErrNotFound
	}
	return c, p, nil
}

// putBack returns the prompt of a delivery that was never shown to the round, and
// a question of a channel's own to those that wait.
func (s *Service) putBack(tx ChooseTx, d reflection.Delivery) error {
	if d.Prompt.Pack == reflection.OwnPack {
		return giveBack(tx, d)
	}
	by, err := chooserOf(tx, d.Person, d.Subscription)
	if err != nil {
		return err
	}
	c, err := s.choice(tx, by, d.Prompt.Pack)
	if err != nil {
		return err
	}
	p, ok := c.pack.Prompt(d.Prompt.Prompt)
	if !ok {
		return nil
	}
	c.state.SwapAway(p)
	return c.save(tx, d.ID)
}
