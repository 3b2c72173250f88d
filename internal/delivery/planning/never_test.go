package planning

import (
	"testing"

	"stillpoint/internal/schedule"
)

// What never comes back is what it names, and nothing else: a sign without a letter
// names nothing.
func TestNever(t *testing.T) {
	day := schedule.Date{Year: 2026, Month: 8, Day: 14}
	for _, c := range []struct {
		entry, text string
		want        bool
	}{
		{"Anna", "I saw anna's desk", true}, {"anna", "a savanna", false}, {"08-14", "anything", true}, {"2026-08-14", "anything", true}, {"08-15", "anything", false},
		{"❤️", "anything", false}, {"…", "anything", false}, {"-", "anything", false}, {"!", "", false},
	} {
		if got := never([]string{c.entry}, day, c.text); got != c.want {
			t.Errorf("%q of %q: %v", c.entry, c.text, got)
		}
	}
}
