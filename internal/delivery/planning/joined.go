package planning

import (
	"errors"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Joined returns the other subscriptions of the person whose accounts are joined; none
// for anybody else.
func Joined(tx reflection.Tx, sub reflection.Subscription) ([]reflection.Subscription, error) {
	if sub.Lane == 0 || sub.Person == 0 {
		return nil, nil
	}
	all, err := tx.SubscriptionsOf(sub.Person)
	var others []reflection.Subscription
	for _, s := range all {
		if s.ID != sub.ID {
			others = append(others, s)
		}
	}
	return others, err
}

// Twins returns what else was asked of the same person on a date, in their other apps:
// the same question, unless it was asked before the accounts were joined. What was
// never shown is none.
func Twins(tx reflection.Tx, id reflection.SubscriptionID, on schedule.Date) (twins []reflection.Delivery, err error) {
	sub, err := tx.Subscription(id)
	if err != nil {
		return nil, err
	}
	others, err := Joined(tx, sub)
	if err != nil {
		return nil, err
	}
	for _, s := range others {
		d, err := tx.DeliveryOn(s.ID, on)
		if errors.Is(err, reflection.ErrNotFound) || (err == nil && d.State == reflection.DeliveryDropped) {
			continue
		}
		if err != nil {
			return nil, err
		}
		twins = append(twins, d)
	}
	return twins, nil
}

// echo is what a date asks whose question another app of the person's asks as well.
// Ok is false where none does. It is ErrPlanned where the question was answered there:
// nothing is left to ask.
func echo(tx reflection.Tx, sub reflection.Subscription, on schedule.Date) (a reflection.Asked, c choice, ok bool, err error) {
	if sub.Lane == 0 {
		return a, c, false, nil
	}
	twins, err := Twins(tx, sub.ID, on)
	if err != nil || len(twins) == 0 {
		return a, c, false, err
	}
	for _, d := range twins {
		if !d.Answered.IsZero() {
			return a, c, false, reflection.ErrPlanned
		}
	}
	first := twins[0]
	c.echo = true
	if first.Prompt.Pack == reflection.ReturnPack {
		back, err := tx.ReturnOn(first.ID)
		if err != nil && !errors.Is(err, reflection.ErrNotFound) {
			return a, c, false, err
		}
		c.back = reflection.Return{Reply: back.Reply, Booked: back.Booked}
	}
	return first.Prompt, c, true, nil
}

// echoed reports whether another app asks what a delivery asks, so that it is not put
// back though this one was never shown.
func echoed(tx reflection.Tx, d reflection.Delivery) (bool, error) {
	twins, err := Twins(tx, d.Subscription, d.Date)
	for _, t := range twins {
		if t.Prompt.Pack == d.Prompt.Pack && t.Prompt.Prompt == d.Prompt.Prompt {
			return true, err
		}
	}
	return false, err
}

// Arrange joins a person's subscriptions, or joins them otherwise: only the chosen one
// is asked, or, with none chosen, all of them, one question a day. Lane is whose
// subscription the facts are recorded under. What is planned in one that is aside now
// is let go, and no date is asked again that another asked. Days off hold for all.
func (p *Planner) Arrange(tx reflection.Tx, person reflection.PersonID, lane, chosen reflection.SubscriptionID, now time.Time) error {
	all, err := tx.SubscriptionsOf(person)
	if err != nil {
		return err
	}
	var last schedule.Date
	var off []schedule.DaysOff
	for _, s := range all {
		for _, o := range s.DaysOff {
			off = schedule.WithDaysOff(off, o)
		}
		if last.Before(s.LastPlanned) {
			last = s.LastPlanned
		}
	}
	for _, s := range all {
		if s.Lane == 0 && s.ID != lane { // Nothing in its own lane closes what is open there.
			if err := AddPause(tx, s, now); err != nil {
				return err
			}
		}
		s.Lane, s.DaysOff = lane, off
		switch {
		case chosen == s.ID, chosen == 0 && s.ID == lane:
			s.Role = reflection.RoleAsked
		case chosen == 0:
			s.Role = reflection.RoleEcho
		default:
			s.Role = reflection.RoleAside
		}
		if s.Role == reflection.RoleAside {
			if err := p.letGo(tx, s, now); err != nil {
				return err
			}
		} else {
			s.LastPlanned = last
		}
		if err := Reschedule(&s, now); err != nil {
			return err
		}
		if err := tx.UpdateSubscription(s); err != nil {
			return err
		}
	}
	return nil
}

// letGo drops what is still to be sent of the latest question of a subscription.
func (p *Planner) letGo(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	d, err := tx.Latest(sub.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	all, err := tx.DispatchesOf(d.ID)
	if err != nil {
		return err
	}
	for _, s := range all {
		switch s.Purpose {
		case reflection.Ask, reflection.Later, reflection.Nudge:
			if s.State == reflection.DispatchPlanned && s.Tried.IsZero() {
				if err := p.Drop(tx, s, d, now); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Alone has a subscription asked by itself again, because the other account has parted.
func Alone(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	sub.Lane, sub.Role = 0, reflection.RoleAsked
	if err := Reschedule(&sub, now); err != nil {
		return err
	}
	return tx.UpdateSubscription(sub)
}

// ShareRounds has somebody asked nothing that somebody else, whose account is joined or
// parts, was asked in the round that runs: it was the same human being.
func (p *Planner) ShareRounds(tx reflection.Tx, of, with reflection.PersonID) error {
	for _, pack := range p.packs.Packs() {
		theirs, err := p.choice(tx, chooser{person: with}, pack.ID)
		if err != nil {
			return err
		}
		if theirs.state.Asked() == 0 {
			continue
		}
		c, err := p.choice(tx, chooser{person: of}, pack.ID)
		if err != nil {
			return err
		}
		c.state = c.state.With(theirs.state)
		if err := c.save(tx, 0); err != nil {
			return err
		}
	}
	return nil
}
