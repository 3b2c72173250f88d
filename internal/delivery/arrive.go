package delivery

import (
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// arrived records that a question is known to be in the chat: it opens, and the
// one before it closes. Shown marks one that only the person's own doing
// showed; it stays optional until it is found or sent again.
func arrived(tx reflection.Tx, id reflection.DeliveryID, sent chat.Sent, known time.Time, shown bool) error {
	d, err := tx.Delivery(id)
	if err != nil {
		return err
	}
	first := d.State != reflection.DeliveryArrived
	if first || sent.At.Before(d.Arrived) {
		d.State, d.Arrived = reflection.DeliveryArrived, sent.At.UTC()
	}
	if d.Message == "" {
		d.Message = sent.Message
	}
	if !sent.In.IsZero() { // From now on it is spoken of where it stands.
		d.Chat, d.Thread = sent.In, sent.In
	}
	if err := tx.UpdateDelivery(d); err != nil {
		return err
	}
	if d.Person != 0 {
		date, err := planning.LocalDate(sent.At, d.Zone)
		if err != nil {
			return err
		}
		if err := tx.AddFact(&reflection.Fact{
			Kind: reflection.FactArrived, Person: d.Person, Subscription: d.Subscription, Delivery: d.ID,
			Chat: d.Chat, Message: sent.Message, At: sent.At.UTC(), Known: known.UTC(),
			Date: date, Zone: d.Zone, Shown: shown,
		}); err != nil {
			return err
		}
	}
	if !first {
		return nil
	}
	sub, err := tx.Subscription(d.Subscription)
	if err != nil {
		return err
	}
	if d.Person == 0 {
		return posts.Arrived(tx, d, sub, known)
	}
	sub.Unanswered++
	if err := tx.UpdateSubscription(sub); err != nil {
		return err
	}
	return PlanNudge(tx, sub, d, sent.At)
}

// Shown records that the person did something that shows an uncertain question
// to have arrived: text after it, or a press under it. It returns the delivery
// as it stands then.
func Shown(tx reflection.Tx, d reflection.Delivery, at time.Time, m chat.MessageID) (reflection.Delivery, error) {
	if d.State == reflection.DeliveryArrived {
		return d, nil
	}
	if err := arrived(tx, d.ID, chat.Sent{Message: m, At: at}, at, true); err != nil {
		return d, err
	}
	return tx.Delivery(d.ID)
}

// PlanNudge plans the evening's reminder of a question that opened at the
// instant, if the subscription wants one: at the first such hour at least an
// hour later, and before the question closes. Minutes count, as on a clock: one
// that opens some seconds after 21:00 is reminded of at 22:00. On a day off nobody is
// reminded.
func PlanNudge(tx reflection.Tx, sub reflection.Subscription, d reflection.Delivery, opened time.Time) error {
	if sub.Nudge == nil || sub.State != reflection.Active {
		return nil
	}
	rule := schedule.Rule{At: *sub.Nudge, Days: schedule.Everyday, Zone: sub.Rule.Zone}
	occ, err := rule.Next(opened.Truncate(time.Minute).Add(time.Hour-time.Second), schedule.Date{})
	if err != nil {
		return fmt.Errorf("nudge: %w", err)
	}
	if schedule.IsOff(sub.DaysOff, occ.Date) {
		return nil
	}
	window := occ.At.Add(2 * time.Hour)
	if next := sub.Next.At; !next.IsZero() {
		if !occ.At.Before(next) {
			return nil
		}
		if next.Before(window) {
			window = next
		}
	}
	return tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Nudge, Ready: occ.At, Window: window,
	})
}

// told marks the person as told of outages that ended up to the instant.
func told(tx reflection.Tx, id reflection.DeliveryID, end time.Time) error {
	d, err := tx.Delivery(id)
	if err != nil {
		return err
	}
	p, err := tx.Person(d.Person)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	p.Told = end
	return tx.UpdatePerson(p)
}
