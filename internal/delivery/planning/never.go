package planning

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"stillpoint/internal/schedule"
)

// NeverDay is a day in the list of what never comes back: 2026-08-14, or 08-14 for
// that of any year. Whatever else stands in the list is words.
func NeverDay(entry string) (d schedule.Date, anyYear, ok bool) {
	if len(entry) == len("01-02") {
		d, err := schedule.ParseDate(leapYear + entry)
		return d, true, err == nil
	}
	d, err := schedule.ParseDate(entry)
	return d, false, err == nil
}

// leapYear has every day that any year has.
const leapYear = "2000-"

// never reports whether a list of what never comes back has the day on which
// something was written, or words that stand in it: whatever their case and accents,
// and at the beginning of longer words too.
func never(list []string, day schedule.Date, text string) bool {
	in := ""
	for _, entry := range list {
		if d, anyYear, ok := NeverDay(entry); ok {
			if day == d || anyYear && day.Month == d.Month && day.Day == d.Day {
				return true
			}
			continue
		}
		if in == "" {
			in = " " + folded(text)
		}
		if entry = folded(entry); entry != "" && strings.Contains(in, " "+entry) {
			return true
		}
	}
	return false
}

// folded writes a text without its case, accents and marks, a space between words.
func folded(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r):
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
