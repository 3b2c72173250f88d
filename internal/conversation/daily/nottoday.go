package daily

import (
	"time"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

// NotToday rests: it spends a rest day at once, if there is one, and silences
// the nudge. On a question that is answered it does nothing.
func (f *Flow) NotToday(tx reflection.Tx, t *turn.Turn, id int64) error {
	d, ok, err := current(tx, t, id)
	if err != nil || !ok {
		return err
	}
	w := t.Words
	h, err := count(tx, t, d.ID)
	if err != nil {
		return err
	}
	if now, ok := h.Of(d.ID); ok && now.Outcome == streak.Rested {
		t.Say(w.NotTodayAgain)
		return nil
	}
	comes := h.NotToday(d.ID)
	if comes == streak.AlreadyKept {
		t.Say(w.NotTodayKept)
		return nil
	}
	date, err := planning.LocalDate(t.Meta.At, d.Zone)
	if err != nil {
		return err
	}
	if err := tx.AddFact(&reflection.Fact{
		Kind: reflection.FactRested, Person: t.Person.ID, Subscription: d.Subscription, Delivery: d.ID,
		Chat: t.Home, At: t.Meta.At.UTC(), Date: date, Zone: d.Zone,
	}); err != nil {
		return err
	}
	if err := silence(tx, d.ID, reflection.Nudge, reflection.Later); err != nil {
		return err
	}
	switch {
	case comes == streak.NoneLeft, comes == streak.SpendsOne && t.Person.Quiet:
		return f.openUntil(tx, t, d)
	case comes == streak.SpendsOne:
		line := w.NotTodaySpent(h.RestDays - 1)
		if first, err := explains(tx, t, reflection.ExplainedSpending); err != nil {
			return err
		} else if first {
			line += " " + w.RestComes
		}
		t.Say(line)
		return nil
	}
	t.Say(w.NotTodayFree)
	return nil
}

// openUntil says when the question closes, and, where counts are shown, that no
// rest day is left.
func (f *Flow) openUntil(tx reflection.Tx, t *turn.Turn, d reflection.Delivery) error {
	sub, err := tx.Subscription(d.Subscription)
	if err != nil {
		return err
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		return err
	}
	if sub.Next.At.IsZero() {
		t.Say(t.Words.NotTodayFree)
		return nil
	}
	if t.Person.Quiet {
		t.Say(t.Words.NotTodayOpen(clock.At(sub.Next.At)))
		return nil
	}
	t.Say(t.Words.NotTodayNone(clock.At(sub.Next.At)))
	return nil
}

// silence drops the planned dispatches of a delivery that serve the purposes.
func silence(tx reflection.Tx, id reflection.DeliveryID, purposes ...reflection.Purpose) error {
	all, err := tx.DispatchesOf(id)
	if err != nil {
		return err
	}
	for _, d := range all {
		for _, p := range purposes {
			if d.Purpose == p && d.State == reflection.DispatchPlanned {
				d.State, d.Ready = reflection.DispatchDropped, time.Time{}
				if err := tx.UpdateDispatch(d); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
