package settings

import (
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
)

// digest is a kind of summary on the page: what its buttons call it, and what
// people read.
type digest struct {
	name string
	kind summary.Kind
	of   func(reflection.Summaries) reflection.Sending
	head func(words.Summary) string
}

// digests are the kinds, the shortest first.
var digests = [...]digest{
	{"week", summary.Week,
		func(s reflection.Summaries) reflection.Sending { return s.Week },
		func(w words.Summary) string { return w.TheWeek }},
	{"month", summary.Month,
		func(s reflection.Summaries) reflection.Sending { return s.Month },
		func(w words.Summary) string { return w.TheMonth }},
	{"year", summary.Year,
		func(s reflection.Summaries) reflection.Sending { return s.Year },
		func(w words.Summary) string { return w.TheYear }},
}

// The arguments that choose the ground of pictures.
const (
	onDark  = "dark"
	onLight = "light"
)

// digestHours are the hours offered for a summary.
var digestHours = []schedule.TimeOfDay{{Hour: 8}, {Hour: 12}, {Hour: 18}, {Hour: 21}}

// Summaries shows when summaries go out, and changes it: the argument is empty
// for the page, dark or light for the pictures, a kind for its own page, or a kind and what is to become of it,
// such as week-off, week-day, week-day-3, week-hour or week-hour-2030.
func (f *Flow) Summaries(tx reflection.Tx, t *turn.Turn, arg string) error {
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	name, rest, _ := strings.Cut(arg, "-")
	d, known := digestNamed(name)
	what, value, _ := strings.Cut(rest, "-")
	switch {
	case arg == "":
		return f.showSummaries(tx, t, sub, clock)
	case arg == onDark, arg == onLight:
		t.Person.Dark = arg == onDark
		if err := tx.UpdatePerson(t.Person); err != nil {
			return err
		}
		return f.showSummaries(tx, t, sub, clock)
	case !known:
		t.Alert(t.Words.Stale)
		return nil
	case rest == "":
		return f.showDigest(tx, t, sub, clock, d)
	case what == "day" && value == "":
		t.UpdateText(t.Words.Summary.DayAsk(d.head(t.Words.Summary)), dayButtons(t, d)...)
		return t.OfferShown(tx)
	case what == "hour" && value == "":
		t.UpdateText(t.Words.Summary.HourAsk(d.head(t.Words.Summary)), d.hourButtons(t)...)
		return t.Ask(tx, VerbSummaryHour, 0, d.name)
	}
	change, ok := changeOf(what, value)
	if !ok {
		t.Alert(t.Words.Stale)
		return nil
	}
	return f.setDigest(tx, t, sub, clock, d, change)
}

// SummaryHourText takes an hour that was typed when asked for one.
func (f *Flow) SummaryHourText(tx reflection.Tx, t *turn.Turn, name, text string) error {
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	d, known := digestNamed(name)
	if !known {
		return f.showSummaries(tx, t, sub, clock)
	}
	at, err := schedule.ParseTimeOfDay(text)
	if err != nil {
		t.Say(t.Words.HourUnclear, d.hourButtons(t)...)
		return t.Ask(tx, VerbSummaryHour, 0, d.name)
	}
	return f.setDigest(tx, t, sub, clock, d, func(s *reflection.Sending) { s.At = at })
}

// setDigest makes a change, and shows the page again.
func (f *Flow) setDigest(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription, clock turn.Clock, d digest, change func(*reflection.Sending)) error {
	if _, err := summaries.SetSending(tx, sub, d.kind, t.Now, change); err != nil {
		return err
	}
	if err := tx.ClearAwaiting(t.Home); err != nil {
		return err
	}
	return f.showSummaries(tx, t, sub, clock)
}

// changeOf reads a change from a button; ok is false for what no button offers.
func changeOf(what, value string) (change func(*reflection.Sending), ok bool) {
	switch what {
	case "on", "off":
		return func(s *reflection.Sending) { s.Off = what == "off" }, value == ""
	case "day":
		if value == "last" {
			return func(s *reflection.Sending) { s.Days = 0 }, true
		}
		if len(value) != 1 || value[0] < '0' || value[0] > '6' {
			return nil, false
		}
		day := time.Weekday(value[0] - '0')
		return func(s *reflection.Sending) { s.Days = schedule.WeekdaysOf(day) }, true
	case "hour":
		at, err := schedule.ParseTimeOfDay(value)
		return func(s *reflection.Sending) { s.At = at }, err == nil
	}
	return nil, false
}

// showSummaries is the page: a line and a button for each kind.
func (f *Flow) showSummaries(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription, clock turn.Clock) error {
	row, err := summariesOf(tx, t, sub)
	if err != nil {
		return err
	}
	var lines []string
	var buttons []chat.Action
	for _, d := range digests {
		line, err := d.line(t, row, sub, clock)
		if err != nil {
			return err
		}
		lines = append(lines, line)
		buttons = append(buttons, d.button(d.head(t.Words.Summary), ""))
	}
	if t.Limits.Pictures {
		ground := chat.Action{Label: t.Words.Summary.OnDark, Ref: chat.Ref{Verb: VerbSummaries, Arg: onDark}}
		if t.Person.Dark {
			ground = chat.Action{Label: t.Words.Summary.OnLight, Ref: chat.Ref{Verb: VerbSummaries, Arg: onLight}}
		}
		buttons = append(buttons, ground)
	}
	t.UpdateText(strings.Join(lines, "\n"), buttons...)
	return t.OfferShown(tx)
}

// showDigest is the page of one kind.
func (f *Flow) showDigest(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription, clock turn.Clock, d digest) error {
	row, err := summariesOf(tx, t, sub)
	if err != nil {
		return err
	}
	w := t.Words.Summary
	buttons := []chat.Action{d.button(w.SwitchOn, "-on")}
	if !d.of(row).Off {
		buttons = []chat.Action{
			d.button(w.SwitchOff, "-off"), d.button(w.OtherDay, "-day"), d.button(w.OtherHour, "-hour"),
		}
	}
	line, err := d.line(t, row, sub, clock)
	if err != nil {
		return err
	}
	t.UpdateText(line, append(buttons, summariesButton(t.Words))...)
	return t.OfferShown(tx)
}

// summariesOf loads when a person's summaries go out.
func summariesOf(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription) (reflection.Summaries, error) {
	row, err := tx.Summaries(sub.ID)
	if ignoreMissing(err) != nil {
		return row, err
	}
	if err == nil {
		return row, nil
	}
	if err := summaries.Begin(tx, sub, t.Now); err != nil {
		return row, err
	}
	return tx.Summaries(sub.ID)
}

// line says when one kind goes out: the day is that of the period that it is now.
func (d digest) line(t *turn.Turn, row reflection.Summaries, sub reflection.Subscription, clock turn.Clock) (string, error) {
	w, s := t.Words.Summary, d.of(row)
	head, at := d.head(w), clock.Hour(s.At)
	period := summary.Containing(d.kind, clock.Today())
	on, err := summaries.On(row, sub, period)
	if err != nil {
		return "", err
	}
	day, one := onlyDay(s.Days)
	switch {
	case s.Off:
		return w.IsOff(head), nil
	case d.kind == summary.Week:
		return w.OnDay(head, w.WeekdayNames[on.Weekday()], at), nil
	case one:
		return w.FromLast(head, w.WeekdayNames[day], at), nil
	case on.After(period.Last()):
		return w.AfterLast(head, at), nil
	}
	return w.OnLast(head, at), nil
}

// onlyDay returns the weekday of a set of one.
func onlyDay(set schedule.Weekdays) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if set == schedule.WeekdaysOf(d) {
			return d, true
		}
	}
	return 0, false
}

// button is about one kind.
func (d digest) button(label, what string) chat.Action {
	return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbSummaries, Arg: d.name + what}}
}

// summariesButton leads to the page on summaries.
func summariesButton(w *words.Words) chat.Action {
	return chat.Action{Label: w.Summary.Page, Ref: chat.Ref{Verb: VerbSummaries}}
}

// dayButtons offer the weekdays, from the one on that weeks begin with in the
// person's region, and the last day of what is longer than a week.
func dayButtons(t *turn.Turn, d digest) []chat.Action {
	w := t.Words.Summary
	var out []chat.Action
	if d.kind != summary.Week {
		out = append(out, d.button(w.LastDay, "-day-last"))
	}
	first := summary.FirstDay(t.Person.Locale)
	for i := range 7 {
		day := (first + time.Weekday(i)) % 7
		out = append(out, d.button(w.WeekdayNames[day], "-day-"+string('0'+rune(day))))
	}
	return out
}

// hourButtons offer hours; any other can be typed.
func (d digest) hourButtons(t *turn.Turn) []chat.Action {
	var out []chat.Action
	for _, h := range digestHours {
		at := time.Date(2000, 1, 1, h.Hour, h.Minute, 0, 0, time.UTC)
		out = append(out, d.button(t.Words.Clock(at), "-hour-"+strings.ReplaceAll(h.String(), ":", "")))
	}
	return out
}

func digestNamed(name string) (digest, bool) {
	for _, d := range digests {
		if d.name == name {
			return d, true
		}
	}
	return digest{}, false
}
