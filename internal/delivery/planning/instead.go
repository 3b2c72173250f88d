package planning

import (
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Instead has a channel asked something else next than what it would be; that comes
// back at the end of the round, and an own question after the channel's others. It
// returns ErrNothingLeft if there is nothing else.
func (p *Planner) Instead(tx reflection.Tx, sub reflection.Subscription, ch reflection.Channel) error {
	next, c, err := p.choose(tx, &sub, sub.Next.Date)
	if err != nil {
		return err
	}
	if c.own.ID != 0 {
		return postpone(tx, c.own, sub.Next.Date)
	}
	if c, err = p.choice(tx, channelChooser(ch), next.Pack); err != nil {
		return err
	}
	prompt, ok := c.pack.Prompt(next.Prompt)
	if !ok {
		return ErrNothingLeft
	}
	c.state.SwapAway(prompt)
	if other, ok := c.pack.ChooseFor(c.by.seed, c.state, c.by.wish()); !ok || other.ID == prompt.ID {
		return ErrNothingLeft
	}
	return c.save(tx, 0)
}

// postpone puts an own question behind the channel's others; one that was for a date
// is asked in its turn then. Where it is the only one, it waits for the day after.
func postpone(tx reflection.Tx, q reflection.OwnQuestion, next schedule.Date) error {
	all, err := tx.Questions(q.Subscription, reflection.Approved)
	if err != nil {
		return err
	}
	alone := true
	for _, other := range all {
		if other.ID != q.ID && other.Asked == 0 {
			alone = false
		}
		q.Position = max(q.Position, other.Position+1)
	}
	q.On = schedule.Date{}
	if alone {
		q.On = next.AddDays(1)
	}
	return tx.UpdateQuestion(q)
}

// NeverHere keeps a prompt of a pack from being asked in a channel; AfterAll takes
// that back, and it comes in the next round. Of a prompt that isn't there any more
// they say ErrNotFound.
func (p *Planner) NeverHere(tx reflection.Tx, ch reflection.Channel, pack, prompt string) error {
	c, err := p.choice(tx, channelChooser(ch), pack)
	if err != nil {
		return err
	}
	found, ok := c.pack.Prompt(prompt)
	if !ok {
		return reflection.ErrNotFound
	}
	c.state.Never(found)
	if _, ok := c.pack.ChooseFor(c.by.seed, c.state, c.by.wish()); !ok {
		return ErrNothingLeft
	}
	return c.save(tx, 0)
}

// AfterAll takes NeverHere back of the prompt that matches, whichever pack it is of.
func (p *Planner) AfterAll(tx reflection.Tx, ch reflection.Channel, matches func(pack, prompt string) bool) error {
	for _, pack := range p.packs.Packs() {
		for _, prompt := range pack.Prompts {
			if !matches(pack.ID, prompt.ID) {
				continue
			}
			c, err := p.choice(tx, channelChooser(ch), pack.ID)
			if err != nil || !c.state.IsNever(prompt) {
				return err
			}
			c.state.Allow(prompt)
			return c.save(tx, 0)
		}
	}
	return reflection.ErrNotFound
}

// Nevers are the prompts that NeverHere keeps from being asked in a channel, of all
// packs, in the order in which the packs have them.
func (p *Planner) Nevers(tx reflection.Tx, ch reflection.Channel) (all []reflection.Asked, err error) {
	for _, pack := range p.packs.Packs() {
		c, err := p.choice(tx, channelChooser(ch), pack.ID)
		if err != nil {
			return nil, err
		}
		for _, prompt := range pack.Prompts {
			if c.state.IsNever(prompt) {
				all = append(all, c.asked(prompt))
			}
		}
	}
	return all, nil
}
