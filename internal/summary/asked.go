package summary

import (
	"errors"
	"strings"
	"time"

	"stillpoint/internal/schedule"
)

// ErrAsked says that a text names no period. It does not repeat it.
var ErrAsked = errors.New("no week, month or year that is known")

// longestAsked is how many bytes can name a period.
const longestAsked = 32

// ParseAsked reads the period that somebody asks for, as seen from a date of
// theirs: nothing at all for the week so far, "last month", "this year",
// "october", "2026-10", or a period's key. A month without a year is the latest
// that has begun.
func ParseAsked(text string, today schedule.Date) (Period, error) {
	if len(text) > longestAsked {
		return Period{}, ErrAsked
	}
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return Containing(Week, today), nil
	}
	if len(words) == 1 {
		if p, err := ParsePeriod(words[0]); err == nil {
			return p, nil
		}
	}
	before := false
	switch words[0] {
	case "last", "previous":
		before = true
		words = words[1:]
	case "this", "the":
		words = words[1:]
	}
	if len(words) != 1 {
		return namedMonth(words, today, before)
	}
	var p Period
	switch words[0] {
	case "week", "weekly":
		p = Containing(Week, today)
	case "month", "monthly":
		p = Containing(Month, today)
	case "year", "yearly":
		p = Containing(Year, today)
	default:
		return namedMonth(words, today, before)
	}
	if before {
		p = p.Previous()
	}
	return p, nil
}

// leastMonth is how many letters of a month's name are enough.
const leastMonth = 3

// namedMonth reads "oct" or "october 2026"; last October is the one before the
// month that it is now.
func namedMonth(words []string, today schedule.Date, before bool) (Period, error) {
	if len(words) == 0 || len(words) > 2 || len(words[0]) < leastMonth {
		return Period{}, ErrAsked
	}
	for m := time.January; m <= time.December; m++ {
		if !strings.HasPrefix(strings.ToLower(m.String()), words[0]) {
			continue
		}
		if len(words) == 2 {
			year, err := ParsePeriod(words[1])
			if err != nil || year.Kind() != Year || before {
				return Period{}, ErrAsked
			}
			return Containing(Month, schedule.Date{Year: year.First().Year, Month: m, Day: 1}), nil
		}
		first := schedule.Date{Year: today.Year, Month: m, Day: 1}
		if m > today.Month || before && m == today.Month {
			first.Year--
		}
		return Containing(Month, first), nil
	}
	return Period{}, ErrAsked
}
