package community

import (
	"errors"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// hour takes an hour from a button, such as 0900; without one it offers some.
func (f *Flow) hour(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	if arg == "" {
		return f.offerHours(t, g, t.Words.Community.Setup.AskHour)
	}
	at, err := schedule.ParseTimeOfDay(arg)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	return f.change(tx, t, g, schedule.Change{At: &at})
}

func (f *Flow) offerHours(t *turn.Turn, g target, question string) error {
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		t.Alert(t.Words.Stale) // A draft has no hour to change yet.
		return nil
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(question)}}
	for _, h := range hours {
		m.Actions = append(m.Actions, g.button(clock.Hour(h), verbHour, strings.ReplaceAll(h.String(), ":", "")))
	}
	m.Actions = append(m.Actions, f.typedButton(t, g, t.Words.AnotherTime, verbHourOther), backToPage(t, g))
	t.Update(m, 0)
	return nil
}

// askHourTyped asks for an hour, by a form or by a reply.
func (f *Flow) askHourTyped(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community.Setup
	return f.askTyped(tx, t, verbHourOther, g, chat.Form{
		Title:  w.HourTitle,
		Fields: []chat.Field{{ID: fieldText, Label: w.HourField, Placeholder: w.HourHint, Required: true}},
	}, w.TypeHour)
}

// hourText takes an hour, perhaps with days, that was typed.
func (f *Flow) hourText(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	change, err := schedule.ParseSchedule(text)
	if err == nil {
		return f.change(tx, t, g, change)
	}
	word := ""
	if u, ok := errors.AsType[*schedule.UnknownWord](err); ok {
		word = u.Word
	}
	return f.askAgain(tx, t, verbHourOther, g, t.Words.ScheduleWrong(word), func(question string) error {
		return f.offerHours(t, g, question)
	})
}

// days takes weekdays from a button; without any it offers the usual sets.
func (f *Flow) days(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	if arg == "" {
		w := t.Words
		t.UpdateText(w.Community.Page.DaysAsk,
			g.button(w.EveryDay, verbDays, schedule.Everyday.String()),
			g.button(w.Weekdays, verbDays, schedule.Workdays.String()),
			g.button(w.Weekends, verbDays, schedule.Weekend.String()),
			f.typedButton(t, g, w.Community.Page.OtherDays, verbHourOther), backToPage(t, g))
		return nil
	}
	days, err := schedule.ParseWeekdays(arg)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	return f.change(tx, t, g, schedule.Change{Days: &days})
}

// change changes a channel's hour or days, and says how it stands then. What was
// said of how often to ask ends a back-off.
func (f *Flow) change(tx reflection.Tx, t *turn.Turn, g target, c schedule.Change) error {
	g.sub.Rule = c.Apply(g.sub.Rule)
	g.sub.BackOff, g.sub.Unanswered = false, 0
	if err := f.store(tx, t, &g); err != nil {
		return err
	}
	if g.sub.Rule.Zone != "" {
		if err := f.summaries(tx, t, g); err != nil {
			return err
		}
	}
	return f.page(tx, t, g, "")
}

// ignoreMissing turns "there is none" into success.
func ignoreMissing(err error) error {
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	return err
}
