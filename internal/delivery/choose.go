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
}

// choice is a person's state of choosing from one pack.
type choice struct {
	pack  *prompts.Pack
	state prompts.State
	seed  uint64
}

// choose picks the subscription's next prompt and marks it as asked. Nothing is
// stored until the state is saved. Where the pack has nothing left, the default
// pack steps in.
func (s *Service) choose(tx ChooseTx, sub *reflection.Subscription) (reflection.Asked, choice, error) {
	person, err := tx.Person(sub.Person)
	if err != nil {
		return reflection.Asked{}, choice{}, fmt.Errorf("choosing a prompt: %w", err)
	}
	for _, id := range []string{sub.Pack, ""} {
		c, err := s.choice(tx, person, id)
		if err != nil {
			return reflection.Asked{}, choice{}, err
		}
		if p, ok := c.pack.Choose(c.seed, c.state); ok {
			c.state.Ask(p)
			return c.asked(p, words.For(person.Locale)), c, nil
		}
	}
	return reflection.Asked{}, choice{}, ErrNothingLeft
}

// choice loads a person's state for a pack. A state that can't be read starts
// anew: the worst that follows is a question asked twice.
func (s *Service) choice(tx ChooseTx, person reflection.Person, id string) (choice, error) {
	c := choice{pack: s.packs.Pack(id), seed: person.Seed}
	blob, err := tx.Choice(person.ID, c.pack.ID)
	if err != nil {
		return c, fmt.Errorf("loading the choice: %w", err)
	}
	if blob == nil {
		return c, nil
	}
	if err := c.state.UnmarshalBinary(blob); err != nil {
		s.log.Error("stored choice can't be read; starting anew", "person", person.ID, "pack", c.pack.ID, "err", err)
		c.state = prompts.State{}
	}
	return c, nil
}

func (c choice) asked(p prompts.Prompt, w *words.Words) reflection.Asked {
	source := ""
	if e, ok := c.pack.Essay(p.Essay); ok {
		source = w.From(e.Title, e.Author)
	}
	return reflection.Asked{Pack: c.pack.ID, Prompt: p.ID, Question: p.Question, FollowUp: p.FollowUp, Source: source}
}

func (c choice) save(tx ChooseTx, person reflection.PersonID) error {
	blob, err := c.state.MarshalBinary()
	if err != nil {
		return fmt.Errorf("storing the choice: %w", err)
	}
	return tx.SetChoice(person, c.pack.ID, blob)
}

// Swap gives an open delivery another prompt; the one swapped away comes back
// at the end of the round. It returns ErrNothingLeft if there is no other.
func (s *Service) Swap(tx ChooseTx, d *reflection.Delivery) error {
	person, err := tx.Person(d.Person)
	if err != nil {
		return err
	}
	c, err := s.choice(tx, person, d.Prompt.Pack)
	if err != nil {
		return err
	}
	if old, ok := c.pack.Prompt(d.Prompt.Prompt); ok {
		c.state.SwapAway(old)
	}
	p, ok := c.pack.Choose(c.seed, c.state)
	if !ok || p.ID == d.Prompt.Prompt {
		return ErrNothingLeft
	}
	c.state.Ask(p)
	d.Prompt = c.asked(p, words.For(person.Locale))
	d.Swaps++
	return c.save(tx, person.ID)
}

// Never keeps a prompt from ever being asked again of a person.
func (s *Service) Never(tx ChooseTx, id reflection.PersonID, pack, prompt string) error {
	person, err := tx.Person(id)
	if err != nil {
		return err
	}
	c, err := s.choice(tx, person, pack)
	if err != nil {
		return err
	}
	p, ok := c.pack.Prompt(prompt)
	if !ok {
		return reflection.ErrNotFound
	}
	c.state.Never(p)
	return c.save(tx, person.ID)
}

// putBack returns the prompt of a delivery that was never shown to the round.
func (s *Service) putBack(tx ChooseTx, d reflection.Delivery) error {
	if d.Person == 0 {
		return nil
	}
	person, err := tx.Person(d.Person)
	if err != nil {
		return err
	}
	c, err := s.choice(tx, person, d.Prompt.Pack)
	if err != nil {
		return err
	}
	p, ok := c.pack.Prompt(d.Prompt.Prompt)
	if !ok {
		return nil
	}
	c.state.SwapAway(p)
	return c.save(tx, person.ID)
}
