package daily

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// evening is the local hour of "this evening".
var evening = schedule.TimeOfDay{Hour: 20}

// Later offers when to ask again: in one hour, in three, or this evening, as
// far as the next occurrence isn't before that.
func (f *Flow) Later(tx reflection.Tx, t *turn.Turn, id int64) error {
	d, ok, err := current(tx, t, id)
	if err != nil || !ok {
		return err
	}
	w := t.Words
	if !d.Answered.IsZero() {
		t.Say(w.LaterAnswered)
		return nil
	}
	sub, err := tx.Subscription(d.Subscription)
	if err != nil {
		return err
	}
	if sub.State == reflection.Paused {
		t.Say(w.OnPause)
		return nil
	}
	var actions []chat.Action
	for _, a := range laterButtons(w, int64(d.ID)) {
		if _, ok, err := laterAt(sub, t.Now, a.Ref.Arg); err != nil {
			return err
		} else if ok {
			actions = append(actions, a)
		}
	}
	if len(actions) == 0 {
		clock, err := t.In(sub.Rule.Zone)
		if err != nil {
			return err
		}
		t.Say(w.LaterTooClose(clock.At(sub.Next.At)))
		return nil
	}
	t.Say(w.LaterWhen, actions...)
	return t.Offer(tx, VerbLateIn, int64(d.ID), "")
}

// laterButtons are the choices of when to ask again.
func laterButtons(w *words.Words, id int64) (out []chat.Action) {
	for _, o := range []struct{ label, arg string }{{w.InAnHour, "1h"}, {w.InThreeHours, "3h"}, {w.ThisEvening, "eve"}} {
		out = append(out, chat.Action{Label: o.label, Ref: chat.Ref{Verb: VerbLateIn, ID: id, Arg: o.arg}})
	}
	return out
}

// LateIn books the question to be asked again; an earlier booking gives way.
func (f *Flow) LateIn(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	d, ok, err := pressedOpen(tx, t, id)
	if err != nil || !ok {
		return err
	}
	if !d.Answered.IsZero() {
		t.UpdateText(t.Words.LaterAnswered)
		return nil
	}
	sub, err := tx.Subscription(d.Subscription)
	if err != nil {
		return err
	}
	at, ok, err := laterAt(sub, t.Now, arg)
	if err != nil {
		return err
	}
	if sub.State == reflection.Paused {
		t.UpdateText(t.Words.OnPause)
		return nil
	}
	if !ok {
		t.Alert(t.Words.Stale)
		return nil
	}
	if err := silence(tx, d.ID, reflection.Later); err != nil {
		return err
	}
	window := at.Add(2 * time.Hour)
	if next := sub.Next.At; !next.IsZero() && next.Before(window) {
		window = next
	}
	if err := tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Later, Ready: at, Window: window,
	}); err != nil {
		return err
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		return err
	}
	t.UpdateText(t.Words.LaterSet(clock.At(at)))
	return nil
}

// laterAt works out the instant that a choice means; ok is false for one that
// isn't there, has passed, or would come at or after the next occurrence.
func laterAt(sub reflection.Subscription, now time.Time, arg string) (at time.Time, ok bool, err error) {
	switch arg {
	case "1h":
		at = now.Add(time.Hour)
	case "3h":
		at = now.Add(3 * time.Hour)
	case "eve":
		today, err := planning.LocalDate(now, sub.Rule.Zone)
		if err != nil {
			return at, false, err
		}
		rule := schedule.Rule{At: evening, Days: schedule.Everyday, Zone: sub.Rule.Zone}
		at, ok, err = rule.On(today)
		if err != nil || !ok || at.Sub(now) < time.Hour {
			return at, false, err
		}
	default:
		return at, false, nil
	}
	return at, sub.Next.At.IsZero() || at.Before(sub.Next.At), nil
}
