package summary

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestBlocksFitATerminal(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 9
	}
	for year := 2020; year < 2048; year += step {
		for first := range 7 {
			for _, kind := range kinds {
				for month := time.January; month <= time.December; month++ {
					p := Containing(kind, date(year, month, 15))
					c := newCalendar(p.First(), p.Last(), time.Weekday(first))
					for i := range c.days {
						c.set(c.first.AddDays(i), notAsked+mark(i%int(marks-notAsked)))
					}
					s := c.sketch(p)
					for line := range strings.Lines(s.Blocks()) {
						if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > BlocksWidth {
							t.Fatalf("%s: a line of %d columns: %q", p, n, line)
						}
					}
				}
			}
		}
	}
}

// A week takes a line and its legend, a month a calendar, a year its months.
func TestBlocksAreAsLongAsThePeriod(t *testing.T) {
	s := sample(t, "full-year")
	for name, c := range map[string]struct {
		in          Input
		least, most int
	}{"week": {s.Week, 2, 3}, "month": {s.Month, 7, 10}, "year": {s.Year, 20, 24}} {
		blocks := Blocks(c.in)
		if n := strings.Count(blocks, "\n"); n < c.least || n > c.most {
			t.Errorf("the %s takes %d lines:\n%s", name, n, blocks)
		}
	}
	if got := Blocks(sample(t, "empty-week").Week); got != "" {
		t.Errorf("an empty week has blocks:\n%s", got)
	}
}

// The blocks and the picture come from the same calendar: as many signs as there
// are days, and one in the legend for each that is there.
func TestBlocksShowEveryDay(t *testing.T) {
	for _, name := range []string{"full-year", "off-the-schedule", "comeback", "quiet"} {
		s := sample(t, name)
		for _, in := range []Input{s.Week, s.Month, s.Year} {
			c, blocks := in.calendar(), Blocks(in)
			for m := notAsked; m < marks; m++ {
				inLegend := min(c.count[m], 1)
				if got := strings.Count(blocks, string(signs[m])) - inLegend; got != c.count[m] {
					t.Errorf("%s %s: %d signs %c for %d days\n%s", name, in.Period, got, signs[m], c.count[m], blocks)
				}
			}
		}
	}
}
