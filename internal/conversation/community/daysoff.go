package community

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/schedule/holidays"
)

const (
	// mostOff is how many spans of days a channel has off at once.
	mostOff = 30
	// holidaysShown is how many of the next public holidays are named.
	holidaysShown = 3
	// countriesShown is how many countries a page offers at most, beside two buttons.
	countriesShown = 15
)

// daysOff shows the days on which nothing is asked; arg is a span to take away.
func (f *Flow) daysOff(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		t.Alert(t.Words.Stale) // A draft has no days yet.
		return nil
	}
	if arg != "" {
		g.sub.DaysOff = slices.DeleteFunc(slices.Clone(g.sub.DaysOff), func(o schedule.DaysOff) bool { return o.First.String() == arg })
		if err := f.store(tx, t, &g); err != nil {
			return err
		}
	}
	w := t.Words.Community
	m := chat.Message{Blocks: []chat.Block{chat.P(w.DaysOff.None)}}
	if lines := offLines(t, clock, g); len(lines) > 0 {
		m.Blocks = nil
		for _, line := range lines {
			m.Blocks = append(m.Blocks, chat.P(line))
		}
	}
	if next := g.sub.Next.At; !next.IsZero() {
		m.Blocks = append(m.Blocks, chat.P(w.Page.Next(clock.At(next))))
	}
	country := g.button(w.DaysOff.ByCountry, verbCountry, "")
	if g.sub.Holidays != "" {
		country = g.button(w.DaysOff.NoHolidays, verbCountry, argNone)
	}
	m.Actions = []chat.Action{country, f.typedButton(t, g, w.DaysOff.AddDay, verbAddOff)}
	for _, o := range stillOff(g, clock.Today()) {
		if len(m.Actions) < min(8, t.Limits.MaxActions-1) {
			m.Actions = append(m.Actions, g.button(label(w.DaysOff.Ask(span(t, clock, o))), verbDaysOff, o.First.String()))
		}
	}
	m.Actions = append(m.Actions, backToPage(t, g))
	t.Update(m, 0)
	return nil
}

// stillOff are a channel's spans of days off that aren't over.
func stillOff(g target, today schedule.Date) []schedule.DaysOff {
	return slices.DeleteFunc(slices.Clone(g.sub.DaysOff), func(o schedule.DaysOff) bool { return o.Last.Before(today) })
}

// offLines say in words which days are off.
func offLines(t *turn.Turn, clock turn.Clock, g target) (lines []string) {
	w, today := t.Words.Community.DaysOff, clock.Today()
	if c, ok := holidays.Find(g.sub.Holidays); ok {
		var next []string
		for _, d := range holidays.Between(c.Code, today, today.AddDays(366)) {
			if len(next) < holidaysShown && g.sub.Rule.Days.Has(d.Weekday()) {
				next = append(next, clock.Day(d))
			}
		}
		lines = append(lines, w.Holidays(c.Name, next))
	}
	var days []string
	for _, o := range stillOff(g, today) {
		days = append(days, span(t, clock, o))
	}
	if len(days) > 0 {
		lines = append(lines, w.Closed(days))
	}
	return lines
}

func span(t *turn.Turn, clock turn.Clock, o schedule.DaysOff) string {
	return t.Words.Community.DaysOff.Span(clock.Day(o.First), clock.Day(o.Last))
}

// daysOffOrder takes /community daysoff: a country, days, or nothing.
func (f *Flow) daysOffOrder(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	if strings.TrimSpace(text) == "" {
		return f.daysOff(tx, t, g, "")
	}
	return f.addDaysOff(tx, t, g, text)
}

// country takes the country whose public holidays are off; without one it offers
// those that are known, a page at a time.
func (f *Flow) country(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	c, ok := holidays.Find(arg)
	if ok || arg == argNone {
		g.sub.Holidays = c.Code
		if err := f.store(tx, t, &g); err != nil {
			return err
		}
		return f.daysOff(tx, t, g, "")
	}
	all := holidays.Countries()
	from, err := strconv.Atoi(arg)
	if err != nil || from < 0 || from >= len(all) {
		from = 0
	}
	w := t.Words.Community
	m := chat.Message{Blocks: []chat.Block{chat.P(w.DaysOff.Which)}}
	to := min(from+countriesShown, from+t.Limits.MaxActions-2, len(all))
	for _, c := range all[from:to] {
		m.Actions = append(m.Actions, g.button(c.Name, verbCountry, c.Code))
	}
	if to < len(all) {
		m.Actions = append(m.Actions, g.button(w.DaysOff.MoreCountries, verbCountry, strconv.Itoa(to)))
	}
	m.Actions = append(m.Actions, g.button(w.Label.Back, verbDaysOff, ""))
	t.Update(m, 0)
	return nil
}

// askDayOff asks for days, by a form or by words.
func (f *Flow) askDayOff(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community.DaysOff
	return f.askTyped(tx, t, verbAddOff, g, chat.Form{
		Title:  w.Title,
		Fields: []chat.Field{{ID: fieldText, Label: w.Field, Placeholder: w.Hint, Required: true}},
	}, w.AskDay)
}

// addDaysOff takes days, or a country, that were typed.
func (f *Flow) addDaysOff(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	w := t.Words.Community.DaysOff
	if c, ok := holidays.Find(text); ok {
		return f.country(tx, t, g, c.Code)
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	today := clock.Today()
	list, refusal := readDaysOff(t, text, today)
	if refusal == "" && len(stillOff(g, today))+len(list) > mostOff {
		refusal = w.Full
	}
	if refusal != "" {
		t.Unclear = true
		return f.askAgain(tx, t, verbAddOff, g, refusal, func(question string) error {
			t.Say(question, f.typedButton(t, g, w.AddDay, verbAddOff), g.button(t.Words.Community.Label.Back, verbDaysOff, ""))
			return nil
		})
	}
	closed := slices.DeleteFunc(stillOff(g, today), func(o schedule.DaysOff) bool {
		return slices.ContainsFunc(list, func(off schedule.DaysOff) bool { return o.First == off.First })
	})
	g.sub.DaysOff = append(closed, list...)
	slices.SortFunc(g.sub.DaysOff, func(a, b schedule.DaysOff) int {
		return cmp.Or(a.First.Compare(b.First), a.Last.Compare(b.Last))
	})
	if err := f.store(tx, t, &g); err != nil {
		return err
	}
	return f.daysOff(tx, t, g, "")
}

// readDaysOff reads days and spans; refusal says why it can't, and is empty if it can.
func readDaysOff(t *turn.Turn, text string, today schedule.Date) (list []schedule.DaysOff, refusal string) {
	w := t.Words.Community.DaysOff
	breaks, err := schedule.ParseDayOff(text, today)
	switch {
	case errors.Is(err, schedule.ErrPast):
		return nil, w.Past
	case errors.Is(err, schedule.ErrFar):
		return nil, w.Far
	case err != nil:
		return nil, w.Wrong
	}
	for _, b := range breaks {
		off := b.DaysOff()
		if off.Last.After(today.AddDays(366)) {
			return nil, w.Far
		}
		list = append(list, off)
	}
	return list, ""
}
