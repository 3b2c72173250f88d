package planning

import (
	"fmt"
	"time"

	"stillpoint/internal/reflection"
)

// Again plans a date's question anew that was dropped before it was ever shown,
// because the person asks for it. It is the same question, taken back from the
// end of the round, and it waits for nobody.
func (p *Planner) Again(tx reflection.Tx, sub reflection.Subscription, d reflection.Delivery, now time.Time) error {
	by, err := chooserOf(tx, d.Person, d.Subscription)
	if err != nil {
		return fmt.Errorf("asking again: %w", err)
	}
	c, err := p.choice(tx, by, d.Prompt.Pack)
	if err != nil {
		return err
	}
	if prompt, ok := c.pack.Prompt(d.Prompt.Prompt); ok {
		c.state.Ask(prompt)
		if err := c.save(tx, d.ID); err != nil {
			return err
		}
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
