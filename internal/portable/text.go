package portable

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"stillpoint/internal/schedule"
)

// parseText reads text, or Markdown, in which a line that is a date begins what was
// written on it: 2026-11-28, 28 November 2026, November 28, 2026, with a weekday or a
// time if there is one, and as a heading or not. What comes before the first date is
// an error, since nobody knows when it was written.
func parseText(text string) ([]Entry, error) {
	var out []Entry
	var lines []string
	flush := func() {
		if n := len(out); n > 0 {
			out[n-1].Text = strings.TrimSpace(strings.Join(lines, "\n"))
			if out[n-1].Text == "" {
				out = out[:n-1]
			}
		}
		lines = nil
	}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if d, ok := dateLine(line); ok {
			if len(out) == 0 && strings.TrimSpace(strings.Join(lines, "")) != "" && !titled(lines) {
				return nil, &Fault{Why: NoDates, Line: firstLine(lines, n)}
			}
			flush()
			out = append(out, Entry{Date: d})
			if len(out) > mostItems {
				return nil, &Fault{Why: TooLarge}
			}
			continue
		}
		if !heading(line) {
			lines = append(lines, line)
		}
	}
	if len(out) == 0 {
		return nil, &Fault{Why: NoDates, Line: 1}
	}
	flush()
	if len(out) == 0 {
		return nil, &Fault{Why: Empty}
	}
	return sorted(out), nil
}

// heading reports whether a line only says of which month or year what follows is.
func heading(line string) bool {
	s, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
	if !ok {
		return false
	}
	s = strings.TrimSpace(strings.TrimLeft(s, "#"))
	for _, layout := range []string{"January 2006", "Jan 2006", "2006", "2006-01"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// titled reports whether lines are nothing but a title, as a heading of Markdown.
func titled(lines []string) bool {
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			return false
		}
	}
	return true
}

// firstLine is the number of the first of some lines that isn't empty; they end before
// line next.
func firstLine(lines []string, next int) int {
	for i, l := range lines {
		if strings.TrimSpace(l) != "" {
			return next - len(lines) + i
		}
	}
	return 1
}

// dateLayouts are how dates are written, after the month's names have been put in
// their full English form by time.Parse itself.
var dateLayouts = []string{
	"2006-01-02", "2006/01/02", "2006.01.02", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006",
	"January 2 2006", "02.01.2006", "2.1.2006",
}

// dateLine reads a line that is a date and nothing else.
func dateLine(line string) (schedule.Date, bool) {
	s := strings.TrimSpace(strings.Trim(strings.TrimSpace(line), "#*_=- \t"))
	if len(s) < 8 || len(s) > 48 {
		return schedule.Date{}, false
	}
	for _, before := range []string{"Date:", "date:"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, before))
	}
	for _, weekday := range weekdayNames {
		if rest, ok := strings.CutPrefix(s, weekday); ok {
			s = strings.TrimLeft(rest, ",. ")
			break
		}
	}
	for _, layout := range dateLayouts {
		if d, ok := dated(s, layout); ok {
			return d, true
		}
	}
	return schedule.Date{}, false
}

// dated reads a date that may have a time of day behind it.
func dated(s, layout string) (schedule.Date, bool) {
	for _, clock := range []string{"", " 15:04", " 15:04:05", "T15:04:05Z07:00", "T15:04:05", ", 15:04", " at 15:04"} {
		t, err := time.Parse(layout+clock, s)
		if err == nil {
			d := schedule.DateOf(t, t.Location())
			return d, d.Year >= earliest.Year() && d.Year < latest.Year()
		}
	}
	return schedule.Date{}, false
}

var weekdayNames = func() (names []string) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		names = append(names, d.String(), d.String()[:3])
	}
	return names
}()

// sorted puts entries in the order in which they were written.
func sorted(all []Entry) []Entry {
	slices.SortStableFunc(all, func(a, b Entry) int { return cmp.Or(a.Date.Compare(b.Date), a.At.Compare(b.At)) })
	return all
}
