package daily

import (
	"errors"
	"slices"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Today brings today's question now. On a scheduled date it is that date's one
// question; off the schedule, or in a pause, one that counts only if answered.
// A date that has been asked shows its question again.
func (f *Flow) Today(tx reflection.Tx, t *turn.Turn) error {
	sub, err := t.Subscription(tx)
	if errors.Is(err, reflection.ErrNotFound) {
		t.Say(t.Words.StartFirst)
		return nil
	}
	if err != nil {
		return err
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		return err
	}
	if err := tx.ClearAwaiting(t.Home); err != nil {
		return err // The next text answers the question that comes.
	}
	date := clock.Today()
	if sub.LastPlanned.After(date) {
		date = sub.LastPlanned // The clock went back across a date, by travel.
	}
	d, err := tx.DeliveryOn(sub.ID, date)
	if err == nil {
		return f.showAgain(tx, t, clock, sub, d)
	}
	if !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	why := planning.Requested
	if sub.State != reflection.Active || !sub.Rule.Days.Has(date.Weekday()) || schedule.IsOff(sub.DaysOff, date) || sub.BackOff {
		why = planning.OffSchedule
	}
	_, err = f.Delivery.Plan(tx, &sub, schedule.Occurrence{Date: date, At: t.Now}, t.Now, why)
	if errors.Is(err, planning.ErrNothingLeft) {
		t.Say(t.Words.NoneLeft)
		return nil
	}
	if errors.Is(err, reflection.ErrPlanned) { // in another app of theirs
		t.Say(t.Words.LaterAnswered)
		return nil
	}
	if err == nil && sub.Chat != t.Home {
		t.Say(t.Words.Link.Elsewhere)
	}
	if err == nil && sub.State == reflection.Paused {
		t.Say(t.Words.TodayPaused)
	}
	return err
}

// showAgain shows the date's question once more, or says how it stands.
func (f *Flow) showAgain(tx reflection.Tx, t *turn.Turn, clock turn.Clock, sub reflection.Subscription, d reflection.Delivery) error {
	w := t.Words
	switch {
	case d.State == reflection.DeliveryPlanned:
		t.Say(w.OnItsWay)
		return nil
	case d.State == reflection.DeliveryDropped:
		return f.Delivery.Again(tx, sub, d, t.Now)
	case d.Answered.IsZero():
		m := delivery.Question(w, d)
		given, err := delivery.Given(tx, w, d)
		if err != nil {
			return err
		}
		m.Blocks = slices.Concat([]chat.Block{chat.P(w.HereAgain)}, given, m.Blocks)
		if err := delivery.Compass(tx, w, d, &m); err != nil {
			return err
		}
		t.Show(m, d.ID)
	case sub.Next.At.IsZero():
		t.Say(w.LaterAnswered)
	default:
		t.Say(w.TodayDone(clock.At(sub.Next.At)))
	}
	return nil
}

// todayButton offers a question where none is open.
func todayButton(t *turn.Turn) chat.Action {
	return chat.Action{Label: t.Words.Button.Today, Ref: chat.Ref{Verb: VerbToday}}
}
