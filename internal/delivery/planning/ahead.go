package planning

import "stillpoint/internal/reflection"

// Next returns what a channel would be asked next, for showing, and changes
// nothing. It is ErrNothingLeft where nothing is left to ask.
func (p *Planner) Next(tx reflection.Tx, sub reflection.Subscription, ch reflection.Channel) (reflection.Asked, error) {
	asked, c, err := p.choose(tx, &sub, sub.Next.Date)
	if err != nil {
		return asked, err
	}
	return Sourced(tx, c.by.words, asked)
}

// LeftInRound counts what a channel can be asked before anything comes again:
// its own questions that wait, and what is left of its pack.
func (p *Planner) LeftInRound(tx reflection.Tx, sub reflection.Subscription, ch reflection.Channel) (int, error) {
	c, err := p.choice(tx, channelChooser(ch), sub.Pack)
	if err != nil {
		return 0, err
	}
	left := c.state.LeftFor(c.pack, c.by.wish())
	own, err := tx.Questions(sub.ID, reflection.Approved)
	if err != nil {
		return 0, err
	}
	for _, q := range own {
		if q.Asked == 0 {
			left++
		}
	}
	return left, nil
}
