package planning

import (
	"errors"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Upcoming is what a channel will be asked, and when, if nobody changes anything
// meanwhile.
type Upcoming struct {
	When  schedule.Occurrence
	Asked reflection.Asked
}

// Next returns what a channel would be asked next, for showing, and changes
// nothing. It is ErrNothingLeft where nothing is left to ask.
func (p *Planner) Next(tx reflection.Tx, sub reflection.Subscription, ch reflection.Channel) (reflection.Asked, error) {
	asked, c, err := p.choose(tx, &sub, sub.Next.Date)
	if err != nil {
		return asked, err
	}
	return Sourced(tx, c.by.words, sub.Chat.Platform, asked)
}

// Ahead returns what a channel would be asked the next so many times, the first of
// which is what Next returns. It changes nothing.
func (p *Planner) Ahead(tx reflection.Tx, sub reflection.Subscription, ch reflection.Channel, many int) ([]Upcoming, error) {
	own, err := tx.Questions(sub.ID, reflection.Approved)
	if err != nil {
		return nil, err
	}
	by := channelChooser(ch)
	c, err := p.choice(tx, by, sub.Pack)
	if err != nil {
		return nil, err
	}
	var all []Upcoming
	for len(all) < many && !sub.Next.At.IsZero() {
		u := Upcoming{When: sub.Next}
		if q := firstOwn(own, sub.Next.Date); q != nil {
			q.Asked = -1 // Of no delivery yet, and not to come again here.
			u.Asked = ownAsked(by, *q)
		} else if u.Asked, err = p.pickNext(tx, &c, sub); errors.Is(err, ErrNothingLeft) {
			break
		} else if err != nil {
			return nil, err
		}
		if u.Asked, err = Sourced(tx, by.words, sub.Chat.Platform, u.Asked); err != nil {
			return nil, err
		}
		all = append(all, u)
		sub.LastPlanned, sub.State, sub.PausedUntil = sub.Next.Date, reflection.Active, schedule.Date{}
		if err := Reschedule(&sub, sub.Next.At); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// firstOwn is what NextQuestion returns, among those that were loaded.
func firstOwn(own []reflection.OwnQuestion, on schedule.Date) *reflection.OwnQuestion {
	var first *reflection.OwnQuestion
	for i := range own {
		q := &own[i]
		switch {
		case q.Asked != 0 || q.On.After(on):
		case first == nil, first.On.IsZero() && !q.On.IsZero(), !q.On.IsZero() && q.On.Before(first.On):
			first = q
		}
	}
	return first
}

// pickNext picks from a choice that is kept in memory; where its pack has nothing
// left, the default one steps in.
func (p *Planner) pickNext(tx reflection.Tx, c *choice, sub reflection.Subscription) (reflection.Asked, error) {
	prompt, ok, err := c.pick(tx, reflection.Delivery{Subscription: sub.ID})
	if err != nil || ok {
		return c.asked(prompt), err
	}
	other, err := p.choice(tx, c.by, "")
	if err != nil || other.pack.ID == c.pack.ID {
		return reflection.Asked{}, errors.Join(err, ErrNothingLeft)
	}
	*c = other
	if prompt, ok, err = c.pick(tx, reflection.Delivery{Subscription: sub.ID}); err == nil && !ok {
		err = ErrNothingLeft
	}
	return c.asked(prompt), err
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
