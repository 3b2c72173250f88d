package planning

import (
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/reflection"
)

// Again plans a date's question anew that was dropped before it was ever shown,
// because the person asks for it. It is the same question, taken back from the
// end of the round, and it waits for nobody.
func (p *Planner) Again(tx reflection.Tx, sub reflection.Subscription, d reflection.Delivery, now time.Time) error {
	if err := p.takeAgain(tx, sub, d); err != nil {
		return fmt.Errorf("asking again: %w", err)
	}
	d.State, d.Requested, d.Chat = reflection.DeliveryPlanned, true, sub.Chat
	if err := tx.UpdateDelivery(d); err != nil {
		return err
	}
	window := now.Add(Window)
	if next := sub.Next.At; !next.IsZero() && next.Before(window) {
		window = next
	}
	return tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Ask, Ready: now, Window: window,
	})
}

// takeAgain marks a delivery's prompt as asked that was put back.
func (p *Planner) takeAgain(tx reflection.Tx, sub reflection.Subscription, d reflection.Delivery) error {
	switch d.Prompt.Pack {
	case reflection.SeriesPack:
		return replay(tx, sub, d)
	case reflection.ReturnPack:
		return bringAgain(tx, d)
	case reflection.OwnPack:
		q, err := ownOf(tx, d.Prompt)
		if errors.Is(err, reflection.ErrNotFound) {
			return nil
		}
		q.Asked = d.ID
		return errors.Join(err, tx.UpdateQuestion(q))
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
	c.state.AskFor(c.pack, prompt, c.by.wish())
	return c.save(tx, d.ID)
}
