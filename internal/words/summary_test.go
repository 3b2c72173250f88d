package words

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// The labels of buttons fit on one, and don't end like a sentence.
func TestSummaryLabelsFit(t *testing.T) {
	for _, w := range locales {
		s := w.Summary
		labels := []string{
			s.Before, s.After, s.ShowWeek, s.ShowMonth, s.ShowYear, s.Page, s.TheWeek, s.TheMonth, s.TheYear,
			s.SwitchOn, s.SwitchOff, s.OtherDay, s.OtherHour, s.LastDay, s.BoardButton,
		}
		for _, label := range append(labels, s.WeekdayNames[:]...) {
			if n := utf8.RuneCountInString(label); n > 40 || strings.HasSuffix(label, ".") {
				t.Errorf("%v: %q, of %d runes", w.Tag, label, n)
			}
		}
	}
}

func TestSummaryPageReads(t *testing.T) {
	s := english.Summary
	for got, want := range map[string]string{
		s.OnDay(s.TheWeek, "Sunday", "18:00"):       "The week: Sunday at 18:00.",
		s.FromLast(s.TheMonth, "Saturday", "07:30"): "The month: the first Saturday from its last day on, at 07:30.",
		s.OnLast(s.TheYear, "18:00"):                "The year: its last day at 18:00.",
		s.IsOff(s.TheYear):                          "The year: off.",
		s.BoardMore(13):                             "and 13 more",
		s.BoardMore(1):                              "and one more",
		s.BoardLine("Ada", 6):                       "Ada · 6",
		s.InChannel("reflections", 5):               "In reflections: 5 in a row.",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A source says what was drawn from, and a theme is a noun to follow
// "about", or nothing.
func TestSourcesAndThemesAreShort(t *testing.T) {
	if got, want := english.From("Quitting Your Job", "A. Writer"), "Drawn from “Quitting Your Job” by A. Writer"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for tag, want := range map[string]string{
		"time": "time", "letting-go": "letting go", "others": "other people", "employed": "", "values": "what matters to you", "of-their-own": "of their own",
	} {
		if got := english.Summary.Theme(tag); got != want {
			t.Errorf("%s is %q, want %q", tag, got, want)
		}
	}
}

// What pictures are said to show is one sentence each.
func TestPicturesAreToldInASentence(t *testing.T) {
	a := english.Summary.Alt
	moved := a.Compass("“stay”", "“rather go”")
	month := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
	for got, want := range map[string]string{
		a.Week(5, true):           "The picture shows a line of yours above the week with five days kept.",
		a.Week(1, false):          "The picture shows the week with one day kept.",
		a.Week(0, false):          "The picture shows the days of the week.",
		a.Month(month, 1, ""):     "The picture is a calendar of November with one day kept.",
		a.Month(month, 20, moved): "The picture is a calendar of November with 20 days kept, and the compass from “stay” to “rather go”.",
		a.Year(month, 0, moved):   "The picture is a calendar of 2026 with the compass from “stay” to “rather go”.",
		a.Year(month, 0, ""):      "The picture is a calendar of 2026.",
		a.Card(1):                 "The picture is a card with your first reflection as a dot.",
		a.Card(1000):              "The picture is a card with 1,000 dots, one for each reflection.",
		a.Lines(3):                "The picture is a card with three lines of yours.",
		a.CompassCard(moved):      "The picture shows the compass from “stay” to “rather go”.",
		a.Theme(month, "time"):    "The picture is a card that says you wrote most about time in 2026.",
		a.Channel(false, "2026"):  "The picture shows the days of 2026, fuller where more people answered.",
	} {
		if got != want || strings.Count(got, ".") != 1 {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
