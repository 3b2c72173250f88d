package words

import (
	"strings"
	"testing"
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
