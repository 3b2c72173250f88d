package summary

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestBlocksFitATerminal(t *testing.T) {
	for year := 2020; year < 2048; year++ {
		for month := time.January; month <= time.December; month++ {
			for first := range 7 {
				in := Input{Locale: "en", Period: Containing(Month, date(year, month, 1)), FirstDay: time.Weekday(first)}
				for line := range strings.Lines(Blocks(in)) {
					if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > BlocksWidth {
						t.Fatalf("%d-%d: a line of %d columns: %q", year, month, n, line)
					}
				}
			}
		}
	}
}

// The blocks and the alt text come from the same calendar: so many signs as
// there are days.
func TestBlocksShowEveryDay(t *testing.T) {
	for _, tt := range []struct {
		key  string
		days int
	}{{"2026", 365}, {"2028", 366}, {"2028-02", 366}, {"2027-01", 365}} {
		p, err := ParsePeriod(tt.key)
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, r := range Blocks(Input{Locale: "en", Period: p}) {
			if r == signs[notAsked] {
				got++
			}
		}
		if got != tt.days+1 { // and one in the legend
			t.Errorf("%s: %d days, want %d", tt.key, got-1, tt.days)
		}
	}
}
