package daily

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// Summary tells a period: the week so far, or what was asked for, such as "last
// month" or a period's key.
func (f *Flow) Summary(tx reflection.Tx, t *turn.Turn, asked string) error {
	w := t.Words.Summary
	sub, err := ownSubscription(tx, t)
	if err != nil {
		return err
	}
	today, err := summaries.Today(tx, t.Person.ID, sub, t.Now)
	if err != nil {
		return err
	}
	p, err := summary.ParseAsked(asked, today)
	switch {
	case err != nil && t.Pressed:
		t.Alert(t.Words.Stale)
		return nil
	case err != nil:
		t.Say(w.Unclear)
		return nil
	case p.First().After(today):
		t.Say(w.ToCome)
		return nil
	}
	in, err := f.Delivery.Gather(tx, t.Person, sub, p, t.Now)
	if err != nil {
		return err
	}
	told := summary.Words(in)
	if in.History.Total == 0 {
		told.Sketch = nil // Nothing is marked in it.
	}
	m := told.Message(t.Meta.Space)
	m.Actions = turnPage(t, in)
	if told.Card && t.Meta.Space.Private {
		m.Actions = append(m.Actions, summaries.CardButtons(t.Words, p)...)
	}
	t.ShowDrawn(m, told.Sketch.For(t.Meta.Space), 0)
	return nil
}

// turnPage are the buttons to the periods beside the one that is shown, as far
// as there is something to see, and to the other kinds.
func turnPage(t *turn.Turn, in summary.Input) []chat.Action {
	w := t.Words.Summary
	var out []chat.Action
	to := func(label string, p summary.Period) {
		out = append(out, chat.Action{
			Label: label, Ref: chat.Ref{Verb: VerbSummary, Arg: p.String()}, Follow: chat.Private,
		})
	}
	if beganBefore(in) {
		to(w.Before, in.Period.Previous())
	}
	if next := in.Period.Next(); !next.First().After(in.Today) {
		to(w.After, next)
	}
	day := in.Period.Last()
	if day.After(in.Today) {
		day = in.Today
	}
	for _, k := range []struct {
		label string
		kind  summary.Kind
	}{{w.ShowWeek, summary.Week}, {w.ShowMonth, summary.Month}, {w.ShowYear, summary.Year}} {
		if k.kind != in.Period.Kind() {
			to(k.label, summary.Containing(k.kind, day))
		}
	}
	return out
}

// beganBefore reports whether anything was asked or written before the period.
func beganBefore(in summary.Input) bool {
	first := in.Period.First()
	if o := in.History.Occasions; len(o) > 0 && o[0].Date.Before(first) {
		return true
	}
	for _, r := range in.Replies {
		if r.Date.Before(first) {
			return true
		}
	}
	return false
}

// ownSubscription is the person's own subscription: that of their private chat
// here, or else their first; zero if they have none.
func ownSubscription(tx reflection.Tx, t *turn.Turn) (reflection.Subscription, error) {
	sub, err := t.Subscription(tx)
	if err == nil && sub.Person == t.Person.ID {
		return sub, nil
	}
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return reflection.Subscription{}, err
	}
	all, err := tx.SubscriptionsOf(t.Person.ID)
	if err != nil || len(all) == 0 {
		return reflection.Subscription{}, err
	}
	return all[0], nil
}
