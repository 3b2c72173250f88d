package daily

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// NotAgain turns a return away: its words never come back. If nothing was written to
// it yet, another question comes in its place, which counts as no swap.
func (f *Flow) NotAgain(tx reflection.Tx, t *turn.Turn, id int64) error {
	d, ok, err := owned(tx, t, id)
	if err != nil || !ok {
		return err
	}
	back, err := tx.ReturnOn(d.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		t.Alert(t.Words.Stale)
		return nil
	}
	if err != nil {
		return err
	}
	away := reflection.Booking{Reply: back.Reply, Person: t.Person.ID, Away: true}
	if err := tx.SetBooking(away); err != nil {
		return err
	}
	if !d.Answered.IsZero() {
		t.Alert(t.Words.Returns.Away)
		return nil
	}
	if d, ok, err = pressedOpen(tx, t, id); err != nil || !ok {
		return err
	}
	err = f.Delivery.Unreturn(tx, &d)
	if errors.Is(err, planning.ErrNothingLeft) {
		t.Alert(t.Words.NoneLeft)
		return nil
	}
	if err != nil {
		return err
	}
	if err := tx.UpdateDelivery(d); err != nil {
		return err
	}
	m := delivery.Question(t.Words, d)
	if err := delivery.Compass(tx, t.Words, d, &m); err != nil {
		return err
	}
	t.Update(m, d.ID)
	return tx.ClearAwaiting(t.Home) // The next text answers this question.
}

// InAYear has a reply come back in a year, because its writer asks for it.
func (f *Flow) InAYear(tx reflection.Tx, t *turn.Turn, id int64) error {
	reply, err := tx.Reply(reflection.ReplyID(id))
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		t.Alert(t.Words.Stale)
		return nil
	case err != nil:
		return err
	case reply.Person != t.Person.ID:
		t.Alert(t.Words.NotYours)
		return nil
	}
	if d, err := tx.Delivery(reply.Delivery); err == nil && d.Person == 0 {
		t.Alert(t.Words.Stale) // It answers a channel, and doesn't come back.
		return nil
	} else if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	written, err := planning.Written(tx, reply)
	if err != nil {
		return err
	}
	if written == "" {
		t.Alert(t.Words.UndoneGone)
		return nil
	}
	sub, err := ownSubscription(tx, t)
	if err != nil {
		return err
	}
	if sub.ID == 0 {
		t.Alert(t.Words.StartFirst)
		return nil
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		return err
	}
	due, err := planning.LocalDate(reply.Created, sub.Rule.Zone)
	if err != nil {
		return err
	}
	for due = due.AddMonths(12); !due.After(clock.Today()); {
		due = due.AddMonths(12)
	}
	recall, err := tx.Recall(t.Person.ID)
	if err != nil {
		return err
	}
	if err := tx.SetBooking(reflection.Booking{Reply: reply.ID, Person: t.Person.ID, Due: due}); err != nil {
		return err
	}
	day := t.Words.Day(atNoon(due), atNoon(clock.Today()))
	if recall.Off { // They said that nothing should come back, and that holds until they say otherwise.
		t.Alert(t.Words.Returns.BookedOff(day))
		return nil
	}
	t.Alert(t.Words.Returns.Booked(day))
	return nil
}

func atNoon(d schedule.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}

func inAYearButton(w *words.Words, id reflection.ReplyID) chat.Action {
	return chat.Action{Label: w.Returns.InAYear, Ref: chat.Ref{Verb: VerbInAYear, ID: int64(id)}, Follow: chat.Private}
}
