package planning

import (
	"errors"

	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// ErrNoSwap: an evening of a series is not swapped for anything else.
var ErrNoSwap = errors.New("an evening of a series has one question")

// Swap gives a person's open delivery another prompt; the one swapped away comes back at
// the end of the round, and one of their own when it has rested; words that came back
// never do again. It returns ErrNothingLeft if there is no other, and ErrNoSwap in a
// series.
func (p *Planner) Swap(tx reflection.Tx, d *reflection.Delivery) error {
	was := *d
	err := p.swap(tx, d)
	if err != nil || was.Prompt.Pack != reflection.ReturnPack {
		return err
	}
	return turnAway(tx, was)
}

// swap gives a delivery another prompt, and leaves what it brought back as it is.
func (p *Planner) swap(tx reflection.Tx, d *reflection.Delivery) error {
	if d.Prompt.Pack == reflection.SeriesPack {
		return ErrNoSwap
	}
	by, err := chooserOf(tx, d.Person, d.Subscription)
	if err != nil {
		return err
	}
	pack := d.Prompt.Pack
	if pack == reflection.OwnPack || pack == reflection.ReturnPack {
		sub, err := tx.Subscription(d.Subscription)
		if err != nil {
			return err
		}
		pack = sub.Pack
	}
	c, err := p.choice(tx, by, pack)
	if err != nil {
		return err
	}
	if old, ok := c.pack.Prompt(d.Prompt.Prompt); ok && c.pack.ID == d.Prompt.Pack {
		c.state.SwapAway(old)
	}
	prompt, ok, err := c.pick(tx, *d)
	if err != nil {
		return err
	}
	if !ok || prompt.ID == d.Prompt.Prompt {
		return ErrNothingLeft
	}
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
	if pack == reflection.OwnPack || pack == reflection.SeriesPack || pack == reflection.ReturnPack {
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

// putBack returns the prompt of a delivery that was never shown to the round, an own
// question to those that wait, an evening to its series, and what comes back to its
// writer to what may. What another app of theirs asks as well stays asked.
func (p *Planner) putBack(tx reflection.Tx, d reflection.Delivery) error {
	if other, err := echoed(tx, d); err != nil || other {
		return errors.Join(err, tx.RemoveReturn(d.ID))
	}
	switch d.Prompt.Pack {
	case reflection.OwnPack:
		return giveBack(tx, d)
	case reflection.SeriesPack:
		return unplay(tx, d)
	case reflection.ReturnPack:
		return keepBack(tx, d)
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
