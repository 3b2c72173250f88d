package summary

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/schedule"
)

func TestParseAsked(t *testing.T) {
	sunday := date(2026, time.November, 22)
	for text, want := range map[string]string{
		"": "2026-W47", "  ": "2026-W47", "week": "2026-W47", "this week": "2026-W47", "the WEEK": "2026-W47",
		"last week": "2026-W46", "previous week": "2026-W46", "weekly": "2026-W47",
		"month": "2026-11", "this month": "2026-11", "last month": "2026-10", "monthly": "2026-11",
		"year": "2026", "last year": "2025", "yearly": "2026",
		"2026-10": "2026-10", "2025": "2025", "2026-W46": "2026-W46", " 2026-w46 ": "2026-W46",
		"october": "2026-10", "Oct": "2026-10", "november": "2026-11", "december": "2025-12", "last november": "2025-11",
		"last october": "2026-10", "October 2024": "2024-10", "may": "2026-05", "sept": "2026-09",
		// None of these names a period.
		"tomorrow": "", "last": "", "next month": "", "oc": "", "october 20": "", "last october 2024": "",
		"2026-13": "", "2026-W54": "", "month 2026": "", "october november": "", "a b c d": "",
		strings.Repeat("x", 400): "",
	} {
		p, err := ParseAsked(text, sunday)
		if (err != nil) != (want == "") || p.String() != want {
			t.Errorf("%.20q is %q, %v, want %q", text, p, err, want)
		}
	}
}

// Whatever is typed names a period that exists, or is refused without an echo.
func FuzzParseAsked(f *testing.F) {
	for _, s := range []string{"", "last week", "october 2024", "2026-W53", "2026-02", "9998", "１９", "dec\x00", "last may"} {
		f.Add(s, 2026, 11, 22)
	}
	f.Fuzz(func(t *testing.T, text string, y, m, d int) {
		today := schedule.Date{Year: 1000 + abs(y)%8000, Month: time.Month(1 + abs(m)%12), Day: 1 + abs(d)%28}
		p, err := ParseAsked(text, today)
		if err != nil {
			if !p.IsZero() || len(text) > 3 && strings.Contains(err.Error(), text) {
				t.Errorf("%q fails as %v and gives %v", text, err, p)
			}
			return
		}
		again, err := ParsePeriod(p.String())
		if err != nil || again != p {
			t.Errorf("%q gives %v, which comes back as %v, %v", text, p, again, err)
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

func TestCountWords(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "  \n\t ": 0, "one": 1, "I'm not sure.": 3, "well — yes": 2, "…": 0, "👍 👍": 0,
		"two\nlines here": 3, "24 hours": 2, "état d’âme": 2, "わたし": 3, "我想走 now": 4, "Nº5": 1,
	} {
		if got := CountWords(text); got != want {
			t.Errorf("%q has %d words, want %d", text, got, want)
		}
	}
}
