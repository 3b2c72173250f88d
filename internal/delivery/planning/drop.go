package planning

import (
	"time"

	"stillpoint/internal/reflection"
)

// Drop lets a dispatch go; with a question that surely wasn't shown goes its
// delivery, and the prompt returns to the round.
func (p *Planner) Drop(tx reflection.Tx, d reflection.Dispatch, del reflection.Delivery, now time.Time) error {
	d.State, d.Ready = reflection.DispatchDropped, time.Time{}
	if err := tx.UpdateDispatch(d); err != nil {
		return err
	}
	if d.Purpose != reflection.Ask || del.State != reflection.DeliveryPlanned {
		return nil
	}
	del.State = reflection.DeliveryDropped
	if err := tx.UpdateDelivery(del); err != nil {
		return err
	}
	p.log.Info("question dropped", "delivery", del.ID, "platform", del.Chat.Platform, "window", d.Window)
	if err := unpoint(tx, del); err != nil {
		return err
	}
	if err := offerAgain(tx, del, now); err != nil {
		return err
	}
	return p.putBack(tx, del)
}

// offerAgain takes back-off back if the question that would have said so was
// never shown: the next one says it.
func offerAgain(tx reflection.Tx, del reflection.Delivery, now time.Time) error {
	if del.Person == 0 {
		return nil // A channel's begins when a post arrives.
	}
	sub, err := tx.Subscription(del.Subscription)
	if err != nil || !sub.BackOff || del.BackOff || del.Date != sub.LastPlanned {
		return err
	}
	sub.BackOff = false
	if err := Reschedule(&sub, now); err != nil {
		return err
	}
	return tx.UpdateSubscription(sub)
}
