package settings

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// The arguments on the page about what comes back, beside none for the page itself.
// Before a number, argDrop takes that one from what never comes back.
const (
	argOff  = "off"
	argOn   = "on"
	argAdd  = "add"
	argDrop = "drop-"
)

// How much may never come back: how many words and days, and how long each in runes.
const (
	mostNever    = 100
	longestNever = 60
)

// Returns shows what comes back to somebody and what never does, and takes a change
// from a button.
func (f *Flow) Returns(tx reflection.Tx, t *turn.Turn, arg string) error {
	_, _, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	recall, err := tx.Recall(t.Person.ID)
	if err != nil {
		return err
	}
	number, drops := strings.CutPrefix(arg, argDrop)
	switch {
	case arg == argAdd:
		t.UpdateText(t.Words.Returns.AskNever)
		return t.Ask(tx, VerbNever, 0, "")
	case arg == argOff, arg == argOn:
		recall.Off = arg == argOff
		err = tx.SetRecall(recall)
	case drops:
		n, bad := strconv.Atoi(number)
		if bad != nil || n < 0 || n >= len(recall.Never) {
			t.Alert(t.Words.Stale)
			return nil
		}
		recall.Never = slices.Delete(recall.Never, n, n+1)
		t.Erased = true
		err = tx.SetRecall(recall)
	}
	if err != nil {
		return err
	}
	t.Update(returnsPage(t, recall), 0)
	return t.OfferShown(tx)
}

// NeverText takes words and days that never come back, one a line.
func (f *Flow) NeverText(tx reflection.Tx, t *turn.Turn, text string) error {
	_, _, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	recall, err := tx.Recall(t.Person.ID)
	if err != nil {
		return err
	}
	tooLong, full := false, false
	for line := range strings.Lines(lines.LineBreaks.Replace(text)) {
		entry := strings.Join(strings.Fields(lines.Visible(line)), " ")
		if day, ok := readDay(entry); ok {
			entry = day
		}
		switch {
		case entry == "" || slices.Contains(recall.Never, entry):
		case utf8.RuneCountInString(entry) > longestNever:
			tooLong = true
		case len(recall.Never) >= mostNever:
			full = true
		default:
			recall.Never = append(recall.Never, entry)
		}
	}
	if err := tx.SetRecall(recall); err != nil {
		return err
	}
	t.Show(returnsPage(t, recall), 0)
	if err := t.OfferShown(tx); err != nil {
		return err
	}
	switch { // What fits was taken.
	case full:
		t.Say(t.Words.Returns.Full)
	case tooLong:
		t.Say(t.Words.Returns.TooLong)
		return t.Ask(tx, VerbNever, 0, "")
	}
	return nil
}

func returnsPage(t *turn.Turn, recall reflection.Recall) chat.Message {
	w := t.Words.Returns
	button := func(label, arg string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbReturns, Arg: arg}}
	}
	is, turns := w.IsOn, button(w.Off, argOff)
	if recall.Off {
		is, turns = w.IsOff, button(w.On, argOn)
	}
	m := chat.Message{
		Blocks:  []chat.Block{chat.P(w.Page), chat.P(is)},
		Actions: []chat.Action{turns, button(w.AddNever, argAdd)},
	}
	back := chat.Action{Label: t.Words.Themes.Back, Ref: chat.Ref{Verb: VerbSet, Arg: "page"}}
	if len(recall.Never) == 0 {
		m.Blocks = append(m.Blocks, chat.P(w.NoneNever))
		m.Actions = append(m.Actions, back)
		return m
	}
	var all []string
	room := max(0, t.Limits.MaxActions-len(m.Actions)-1)
	for i, entry := range recall.Never {
		shown := shownNever(t, entry)
		all = append(all, shown)
		if i < room {
			m.Actions = append(m.Actions, button(w.Remove(label(shown)), argDrop+strconv.Itoa(i)))
		}
	}
	m.Blocks = append(m.Blocks, chat.P(w.Never), chat.Block{Kind: chat.Quote, Text: strings.Join(all, "\n")})
	m.Actions = append(m.Actions, back)
	return m
}

// shownNever is a word or day that never comes back, as its writer reads it.
func shownNever(t *turn.Turn, entry string) string {
	d, anyYear, ok := planning.NeverDay(entry)
	if !ok {
		return entry
	}
	day := time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
	if anyYear { // A day of this same year, and far from it, is said without the year.
		return t.Words.Returns.EachYear(t.Words.Day(day, time.Date(d.Year, (d.Month+5)%12+1, 15, 12, 0, 0, 0, time.UTC)))
	}
	return t.Words.Day(day, day.AddDate(2, 0, 0))
}

// The ways in which a day is typed, with its year and without.
var (
	datedForms  = []string{"2006-01-02", "2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006", "2.1.2006"}
	yearlyForms = []string{"2 January", "2 Jan", "January 2", "Jan 2", "2.1."}
	dayNoise    = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)\b|,|\bof\b|\bthe\b`)
)

// readDay reads a day that never comes back, as planning.NeverDay writes it.
func readDay(s string) (string, bool) {
	s = strings.Join(strings.Fields(dayNoise.ReplaceAllString(s, "$1 ")), " ")
	for _, form := range datedForms {
		if at, err := time.Parse(form, s); err == nil {
			return at.Format(time.DateOnly), true
		}
	}
	for _, form := range yearlyForms {
		if at, err := time.Parse("2006 "+form, "2000 "+s); err == nil { // a leap year has all days
			return at.Format("01-02"), true
		}
	}
	return "", false
}
