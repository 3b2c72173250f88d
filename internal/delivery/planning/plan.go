package planning

import (
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Window is how long after its hour a question may still go out.
const Window = 6 * time.Hour

// WritingFor is how recently somebody must have written to be taken as writing
// still, and WaitAtMost is how long what is due waits for them.
const (
	WritingFor = 5 * time.Minute
	WaitAtMost = 15 * time.Minute
)

// SilenceAfter is how many questions may arrive without a sign of life of a
// person before they come weekly.
const SilenceAfter = 7

// Why says what brought a delivery about.
type Why int

// The reasons for a delivery.
const (
	Scheduled   Why = iota // its hour came
	Requested              // the person asked for the date's one question early
	OffSchedule            // the person asked for one on a date without any
)

// Plan plans the subscription's delivery for an occurrence, to be sent at once,
// and moves the subscription on to its next. It returns ErrPlanned if that date
// has one, and ErrNothingLeft if no prompt is left; then it has stored nothing.
func (p *Planner) Plan(tx reflection.Tx, sub *reflection.Subscription, occ schedule.Occurrence, now time.Time, why Why) (reflection.Delivery, error) {
	series := sub.Series
	prompt, chosen, err := p.choose(tx, sub, occ.Date)
	if err != nil {
		return reflection.Delivery{}, err
	}
	d := reflection.Delivery{
		Subscription: sub.ID, Person: sub.Person, Chat: sub.Chat,
		Date: occ.Date, Zone: sub.Rule.Zone, Due: occ.At,
		Extra: why == OffSchedule, Requested: why != Scheduled, BackOff: sub.BackOff,
		Prompt: prompt,
	}
	if err := tx.AddDelivery(&d); err != nil {
		sub.Series = series
		return d, err
	}
	if err := chosen.save(tx, d.ID); err != nil {
		return d, err
	}
	if d.Person != 0 {
		if err := point(tx, d); err != nil {
			return d, err
		}
	}
	if sub.Person != 0 && !sub.BackOff && sub.Unanswered >= SilenceAfter {
		sub.BackOff = true // This question says so; the next comes in a week.
	}
	if sub.LastPlanned.Before(occ.Date) {
		sub.LastPlanned = occ.Date
	}
	if err := Reschedule(sub, now); err != nil {
		return d, err
	}
	if err := tx.UpdateSubscription(*sub); err != nil {
		return d, err
	}
	window := occ.At.Add(Window)
	if next := sub.Next.At; !next.IsZero() && next.Before(window) {
		window = next
	}
	if err := tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Ask, Ready: now, Window: window,
	}); err != nil {
		return d, err
	}
	if sub.Person == 0 {
		return d, nil
	}
	return d, tx.AddFact(&reflection.Fact{
		Kind: reflection.FactAsked, Person: d.Person, Subscription: d.Subscription, Delivery: d.ID,
		Chat: d.Chat, At: d.Due, Date: d.Date, Zone: d.Zone, Extra: d.Extra, BackOff: d.BackOff,
	})
}
