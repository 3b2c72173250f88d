package settings

import (
	"errors"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Schedule shows when the bot asks and offers other hours; with an hour or
// days it sets them, and days off it takes. For somebody who hasn't begun it is the
// next step.
func (f *Flow) Schedule(tx reflection.Tx, t *turn.Turn, args string) error {
	fresh, err := beginsHere(tx, t)
	if err != nil {
		return err
	}
	if fresh {
		soFar, err := f.soFar(tx, t)
		switch {
		case err != nil:
			return err
		case soFar.zone == "":
			return f.greet(tx, t)
		case strings.TrimSpace(args) == "":
			return f.AskAgain(tx, t)
		}
		return f.HourText(tx, t, args)
	}
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	if strings.TrimSpace(args) != "" {
		return f.ScheduleText(tx, t, args)
	}
	t.Returned = false // What follows says it.
	m := chat.Message{
		Blocks:  []chat.Block{chat.P(t.Words.Schedule(clock.Days(sub.Rule.Days), clock.Hour(sub.Rule.At), sub.Rule.Zone))},
		Actions: hourButtons(t),
	}
	if sub.State == reflection.Paused {
		m.Blocks = append(m.Blocks, chat.P(t.Words.OnPause))
	}
	if len(ahead(sub, clock)) > 0 {
		m.Blocks = append(m.Blocks, chat.P(daysOffLine(t, sub, clock)))
	}
	m.Blocks = append(m.Blocks, chat.P(t.Words.ScheduleAsk))
	t.Show(m, 0)
	return t.Ask(tx, VerbSchedule, 0, "")
}

// Hour takes an hour from a button, such as 0730.
func (f *Flow) Hour(tx reflection.Tx, t *turn.Turn, arg string) error {
	at, err := schedule.ParseTimeOfDay(arg)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	return f.setHour(tx, t, schedule.Change{At: &at})
}

// HourOther asks for an hour to be typed. What is being waited for stays: the
// zone of somebody who is just beginning is in it.
func (f *Flow) HourOther(tx reflection.Tx, t *turn.Turn) error {
	t.UpdateText(t.Words.TypeHour)
	soFar, err := f.soFar(tx, t)
	if err != nil {
		return err
	}
	return t.Ask(tx, VerbHour, 0, soFar.String())
}

// Days takes weekdays from a button.
func (f *Flow) Days(tx reflection.Tx, t *turn.Turn, arg string) error {
	days, err := schedule.ParseWeekdays(arg)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	return f.setHour(tx, t, schedule.Change{Days: &days})
}

// AskDays offers the usual sets of days.
func (f *Flow) AskDays(tx reflection.Tx, t *turn.Turn) error {
	_, _, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	w := t.Words
	t.UpdateText(w.DaysAsk,
		chat.Action{Label: w.EveryDay, Ref: chat.Ref{Verb: VerbDays, Arg: "every day"}},
		chat.Action{Label: w.Weekdays, Ref: chat.Ref{Verb: VerbDays, Arg: "weekdays"}},
		chat.Action{Label: w.Weekends, Ref: chat.Ref{Verb: VerbDays, Arg: "weekends"}})
	return t.Ask(tx, VerbSchedule, 0, "")
}

// HourText takes an hour, perhaps with days, that was typed when asked for one. A place
// is offered to somebody who is just beginning: they may have been given a wrong clock.
func (f *Flow) HourText(tx reflection.Tx, t *turn.Turn, text string) error {
	c, err := schedule.ParseSchedule(text)
	if err == nil {
		return f.setHour(tx, t, c)
	}
	soFar, serr := f.soFar(tx, t)
	if serr != nil {
		return serr
	}
	question, actions := t.Words.HourUnclear, hourButtons(t)
	if soFar.zone != "" {
		if heard := schedule.HearZone(text, t.Person.Locale, t.Now, placesInstead); len(heard.Places) > 0 {
			question, actions = t.Words.HourOrPlace, append(placeButtons(t, heard.Places), actions...)
		}
	}
	t.Say(question, actions...)
	return t.Ask(tx, VerbHour, 0, soFar.String())
}

// placesInstead is how many places are offered where an hour was asked for.
const placesInstead = 3

// ScheduleText takes an hour, days, or both; or days off, where it says that they are.
func (f *Flow) ScheduleText(tx reflection.Tx, t *turn.Turn, text string) error {
	c, err := schedule.ParseSchedule(text)
	if err == nil {
		return f.setHour(tx, t, c)
	}
	if taken, err := f.takeOff(tx, t, text); taken || err != nil {
		return err
	}
	if errors.Is(err, schedule.ErrAlternate) {
		t.Say(t.Words.DaysAlternate, alternateButtons(t)...)
		return t.Ask(tx, VerbSchedule, 0, "")
	}
	word := ""
	if u, ok := errors.AsType[*schedule.UnknownWord](err); ok {
		word = u.Word
	}
	t.Unclear = true
	said := t.Words.ScheduleWrong(word)
	if _, err := schedule.ParseTimeOfDay(word); err == nil { // "weekdays at 8 and weekends at 10"
		said = t.Words.OneHour
	}
	t.Say(said)
	return t.Ask(tx, VerbSchedule, 0, "")
}

// alternateButtons offer the sets of days that come nearest to every other day.
func alternateButtons(t *turn.Turn) (actions []chat.Action) {
	for _, days := range []schedule.Weekdays{
		schedule.WeekdaysOf(time.Monday, time.Wednesday, time.Friday),
		schedule.WeekdaysOf(time.Tuesday, time.Thursday, time.Saturday),
	} {
		actions = append(actions, chat.Action{Label: t.Words.When.Days(days.Days()), Ref: chat.Ref{Verb: VerbDays, Arg: days.String()}})
	}
	return actions
}

// setHour makes the change, or, for somebody who has chosen a zone and nothing
// else, begins.
func (f *Flow) setHour(tx reflection.Tx, t *turn.Turn, c schedule.Change) error {
	sub, err := t.Subscription(tx)
	if errors.Is(err, reflection.ErrNotFound) {
		soFar, err := f.soFar(tx, t)
		if err != nil {
			return err
		}
		if c.Days == nil && soFar.days != 0 {
			c.Days = &soFar.days
		}
		switch {
		case soFar.zone == "":
			return f.greet(tx, t)
		case c.At == nil:
			soFar.days = *c.Days
			t.Say(t.Words.HourOn(t.Words.When.Days(soFar.days.Days())), hourButtons(t)...)
			return t.Ask(tx, VerbHour, 0, soFar.String())
		}
		return f.begin(tx, t, soFar.zone, c)
	}
	if err != nil {
		return err
	}
	again, err := f.tappedAgain(tx, t, c)
	if err != nil || again {
		return err
	}
	if err := tx.ClearAwaiting(t.Home); err != nil {
		return err
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		return err
	}
	asked := c.Apply(sub.Rule)
	text := t.Words.ScheduleSet(clock.Days(asked.Days), clock.Hour(asked.At))
	if t.Pressed && asked == sub.Rule && !sub.BackOff {
		t.Alert(text) // A second tap changes nothing, the message least of all.
		return nil
	}
	sub.Rule = asked
	sub.BackOff, sub.Unanswered, t.Returned = false, 0, false
	if sub.Nudge != nil {
		at := nudgeAt(sub.Rule.At)
		sub.Nudge = &at
	}
	gap, err := change(tx, t, sub)
	if err != nil {
		return err
	}
	if sub.State == reflection.Paused {
		gap = t.Words.OnPause
	}
	t.UpdateText(strings.TrimSpace(text + " " + gap))
	if c.At == nil {
		return nil
	}
	return t.Offer(tx, verbTapped, 0, c.At.String())
}

// verbTapped marks that an hour was just taken from a button or a text.
const verbTapped = "tapped"

// tappedAgain reports whether a press repeats the one before it: quick taps on an
// hour are one, and it has been answered.
func (f *Flow) tappedAgain(tx reflection.Tx, t *turn.Turn, c schedule.Change) (bool, error) {
	if !t.Pressed || c.At == nil {
		return false, nil
	}
	a, err := tx.Awaiting(t.Home)
	if err != nil {
		return false, ignoreMissing(err)
	}
	return a.For == verbTapped && a.Arg == c.At.String() && t.Meta.At.Before(a.Until), nil
}

// chosen is what somebody who is just beginning has chosen so far: a zone, and perhaps
// days. It is in what is waited for.
type chosen struct {
	zone string
	days schedule.Weekdays // none: every day
}

func (c chosen) String() string { return strings.TrimSpace(c.zone + " " + c.days.String()) }

func (f *Flow) soFar(tx reflection.Tx, t *turn.Turn) (chosen, error) {
	a, err := tx.Awaiting(t.Home)
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && a.For != VerbHour) {
		return chosen{}, nil
	}
	zone, days, found := strings.Cut(a.Arg, " ")
	if err != nil || !found {
		return chosen{zone: zone}, err
	}
	set, err := schedule.ParseWeekdays(days)
	return chosen{zone, set}, err
}
