package settings

import (
	"errors"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// hours are those offered at first contact.
var hours = []schedule.TimeOfDay{{Hour: 7}, {Hour: 12, Minute: 30}, {Hour: 18}, {Hour: 21}}

// Start greets somebody new and asks for the zone; whoever has begun already
// is told how things stand. Whoever follows a link gives this command too, so
// that it changes nothing that was set.
func (f *Flow) Start(tx reflection.Tx, t *turn.Turn) error {
	sub, err := t.Subscription(tx)
	if errors.Is(err, reflection.ErrNotFound) {
		return f.greet(tx, t)
	}
	if err != nil {
		return err
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		return err
	}
	if sub.State == reflection.Paused {
		text := t.Words.OnPause
		if !sub.PausedUntil.IsZero() {
			text = t.Words.OnPauseUntil(clock.Day(sub.Next.Date))
		}
		t.Say(text, chat.Action{Label: t.Words.Resume, Ref: chat.Ref{Verb: VerbResume}})
		return nil
	}
	t.Returned = false // What follows says it.
	if sub.BackOff {
		t.Say(t.Words.ForNow(clock.At(sub.Next.At)), chat.Action{
			Label: t.Words.KeepDaily, Ref: chat.Ref{Verb: delivery.VerbOften, ID: int64(sub.ID), Arg: "daily"},
		})
		return nil
	}
	t.Say(t.Words.Already(clock.Days(sub.Rule.Days), clock.Hour(sub.Rule.At)))
	return nil
}

func (f *Flow) greet(tx reflection.Tx, t *turn.Turn) error {
	t.Show(chat.Message{
		Blocks:  []chat.Block{{Kind: chat.Paragraph, Text: t.Words.Hello, Own: true}, chat.P(t.Words.AskZone)},
		Actions: zoneButtons(t),
	}, 0)
	return t.Ask(tx, VerbZone, 0, "")
}

// AskAgain asks somebody who is just beginning once more for what they were asked for.
func (f *Flow) AskAgain(tx reflection.Tx, t *turn.Turn) error {
	soFar, err := f.soFar(tx, t)
	if err != nil {
		return err
	}
	if soFar.zone == "" {
		t.Say(t.Words.AskZone, zoneButtons(t)...)
		return t.Ask(tx, VerbZone, 0, "")
	}
	t.Say(t.Words.AskHour, hourButtons(t)...)
	return t.Ask(tx, VerbHour, 0, soFar.String())
}

// started takes the zone of somebody who has none yet, and asks for the hour.
// One that was typed is said back, so that a mistaken place is seen.
func (f *Flow) started(tx reflection.Tx, t *turn.Turn, zone string) error {
	m := chat.Message{Blocks: []chat.Block{chat.P(t.Words.AskHour)}, Actions: hourButtons(t)}
	if !t.Pressed {
		clock, err := t.In(zone)
		if err != nil {
			return err
		}
		m.Blocks = []chat.Block{chat.P(t.Words.ZoneSet(zone, clock.Now())), chat.P(t.Words.AskHour)}
	}
	t.Update(m, 0)
	return t.Ask(tx, VerbHour, 0, zone)
}

// begin makes the subscription and asks the first question at once.
func (f *Flow) begin(tx reflection.Tx, t *turn.Turn, zone string, c schedule.Change) error {
	rule := c.Apply(schedule.Rule{Days: schedule.Everyday, Zone: zone})
	sub := reflection.Subscription{
		Person: t.Person.ID, Chat: t.Home, Rule: rule, Created: t.Meta.At,
	}
	if err := planning.Reschedule(&sub, t.Now); err != nil {
		return err
	}
	if err := tx.AddSubscription(&sub); err != nil {
		return err
	}
	if err := f.firstOfJoined(tx, t, &sub); err != nil {
		return err
	}
	if err := summaries.Begin(tx, sub, t.Now); err != nil {
		return err
	}
	if err := tx.ClearAwaiting(t.Home); err != nil {
		return err
	}
	clock, err := t.In(zone)
	if err != nil {
		return err
	}
	if _, err = f.Delivery.Plan(tx, &sub, schedule.Occurrence{Date: clock.Today(), At: t.Now}, t.Now, planning.Requested); err != nil {
		return err
	}
	t.UpdateText(t.Words.Begun(clock.Days(rule.Days), clock.Hour(rule.At), clock.At(sub.Next.At)))
	return t.Offer(tx, verbTapped, 0, sub.Rule.At.String())
}

// firstOfJoined has somebody whose accounts were joined before either had an hour asked
// here, and answer from any of them.
func (f *Flow) firstOfJoined(tx reflection.Tx, t *turn.Turn, sub *reflection.Subscription) error {
	accounts, err := tx.Identities(t.Person.ID)
	if err != nil || len(accounts) < 2 {
		return err
	}
	all, err := tx.SubscriptionsOf(t.Person.ID)
	if err != nil || len(all) != 1 {
		return err
	}
	if err := f.Delivery.Arrange(tx, t.Person.ID, sub.ID, sub.ID, t.Now); err != nil {
		return err
	}
	*sub, err = tx.Subscription(sub.ID)
	return err
}

// hourButtons are the hours offered, and a way to any other.
func hourButtons(t *turn.Turn) []chat.Action {
	var out []chat.Action
	for _, h := range hours {
		at := time.Date(2000, 1, 1, h.Hour, h.Minute, 0, 0, time.UTC)
		out = append(out, chat.Action{
			Label: t.Words.Clock(at),
			Ref:   chat.Ref{Verb: VerbHour, Arg: strings.ReplaceAll(h.String(), ":", "")},
		})
	}
	return append(out, chat.Action{Label: t.Words.AnotherTime, Ref: chat.Ref{Verb: VerbHourOther}})
}
