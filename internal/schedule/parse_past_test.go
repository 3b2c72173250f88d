package schedule

import "testing"

// Days behind somebody are read as people say them, and what could be words is left
// to be looked for.
func TestParsePast(t *testing.T) {
	today := Date{2026, 11, 28} // a Saturday
	for said, want := range map[string]string{
		"today": "2026-11-28", "yesterday": "2026-11-27", "Yesterday.": "2026-11-27",
		"3 March": "2026-03-03", "March 3rd": "2026-03-03", "3rd of march": "2026-03-03", "on 3 March": "2026-03-03",
		"3 december": "2025-12-03", "28 November": "2026-11-28", "29 Nov": "2025-11-29", "29 February": "2024-02-29",
		"3 March 2024": "2024-03-03", "3 March last year": "2025-03-03", "2024-03-03": "2024-03-03", "3.3.2024": "2024-03-03", "3.3.": "2026-03-03",
		"last May": "2026-05-01 2026-05-31", "May": "2026-05-01 2026-05-31", "in may": "2026-05-01 2026-05-31",
		"December": "2025-12-01 2025-12-31", "november": "2026-11-01 2026-11-30", "last november": "2025-11-01 2025-11-30",
		"May 2024": "2024-05-01 2024-05-31", "May last year": "2025-05-01 2025-05-31", "2024-05": "2024-05-01 2024-05-31",
		"2024": "2024-01-01 2024-12-31", "last year": "2025-01-01 2025-12-31", "this year": "2026-01-01 2026-12-31",
		"last month": "2026-10-01 2026-10-31", "this month": "2026-11-01 2026-11-30",
		"last week": "2026-11-16 2026-11-22", "this week": "2026-11-23 2026-11-29",
		"Monday": "2026-11-23", "last monday": "2026-11-23", "saturday": "2026-11-21", "last sat": "2026-11-21",
		"3 days ago": "2026-11-25", "a week ago": "2026-11-18 2026-11-24", "two weeks ago": "2026-11-11 2026-11-17",
		"a year ago": "2025-11-25 2025-12-01", "a year ago today": "2025-11-28", "six months ago": "2026-05-25 2026-05-31",

		"": "", "badge": "", "marsh": "", "sun": "", "may day": "", "the last one": "", "3/4": "", "2027": "", "3 March 2027": "", "last": "",
		"quit 2024": "", "a year": "", "week": "", "?": "", "1": "", "1234567": "", "2024-13": "", "31 February": "", "last day": "", "next week": "",
	} {
		days, ok := ParsePast(said, today)
		got := ""
		if ok {
			got = days.First.String()
			if days.Last != days.First {
				got += " " + days.Last.String()
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

func FuzzParsePast(f *testing.F) {
	for _, s := range []string{"last May", "3 March", "a year ago", "2025-03", "monday", "the 3rd of may last year"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		days, ok := ParsePast(s, Date{2026, 11, 28})
		if ok && (days.First.After(days.Last) || days.First.After(Date{2026, 11, 28}) || !days.First.valid() || !days.Last.valid()) {
			t.Errorf("%q: %v", s, days)
		}
	})
}
