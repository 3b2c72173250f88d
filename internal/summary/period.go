package summary

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"stillpoint/internal/schedule"
)

// Kind is how long a period is. A longer kind is greater than a shorter one.
type Kind int

// The kinds of periods.
const (
	Week Kind = iota
	Month
	Year
)

// kinds lists them, the longest first: of coinciding periods the longest wins.
var kinds = [...]Kind{Year, Month, Week}

// Period is one week, month or year of the calendar. Weeks are those of
// ISO 8601 wherever the person lives: from Monday to Sunday, and the first of a
// year is the one that holds its first Thursday. The zero Period is none.
// Periods can be compared with ==.
type Period struct {
	kind  Kind
	first schedule.Date
}

// Containing returns the period of a kind that holds the date.
func Containing(k Kind, d schedule.Date) Period {
	switch k {
	case Year:
		d.Month, d.Day = time.January, 1
	case Month:
		d.Day = 1
	default:
		sinceMonday := (int(d.Weekday()) + 6) % 7
		d = d.AddDays(-sinceMonday)
	}
	return Period{k, d}
}

// Months returns the first and the last date of what the picture of a period
// shows: the twelve whole months that end with it.
func Months(p Period) (first, last schedule.Date) {
	last = Containing(Month, p.Last()).Last()
	return schedule.Date{Year: last.Year, Month: last.Month, Day: 1}.AddMonths(-11), last
}

// Kind returns how long the period is.
func (p Period) Kind() Kind { return p.kind }

// First returns the period's first date.
func (p Period) First() schedule.Date { return p.first }

// Last returns the period's last date.
func (p Period) Last() schedule.Date {
	if p.IsZero() {
		return schedule.Date{}
	}
	return p.Next().first.AddDays(-1)
}

// Next returns the period of the same kind that follows.
func (p Period) Next() Period { return p.shift(1) }

// Previous returns the period of the same kind that comes before.
func (p Period) Previous() Period { return p.shift(-1) }

func (p Period) shift(n int) Period {
	switch p.kind {
	case Year:
		p.first = p.first.AddMonths(12 * n)
	case Month:
		p.first = p.first.AddMonths(n)
	default:
		p.first = p.first.AddDays(7 * n)
	}
	return p
}

// Has reports whether the date lies in the period.
func (p Period) Has(d schedule.Date) bool {
	return !p.IsZero() && !d.Before(p.first) && !d.After(p.Last())
}

// IsZero reports whether the period is none.
func (p Period) IsZero() bool { return p.first.IsZero() }

// String returns the period's key: 2026-W47, 2026-11 or 2026. The zero Period
// is nothing.
func (p Period) String() string {
	switch {
	case p.IsZero():
		return ""
	case p.kind == Year:
		return fmt.Sprintf("%04d", p.first.Year)
	case p.kind == Month:
		return fmt.Sprintf("%04d-%02d", p.first.Year, int(p.first.Month))
	}
	year, week := midnight(p.first).ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// ErrPeriod says that a text is no key of a period. It does not repeat it.
var ErrPeriod = errors.New("not a week like 2026-W47, a month like 2026-11 or a year like 2026")

// ParsePeriod reads what String writes, with a small w as well, and with white
// space around it. It takes the years 1000 to 9998.
func ParsePeriod(s string) (Period, error) {
	s = strings.TrimSpace(s)
	if len(s) > len("2026-W47") {
		return Period{}, ErrPeriod
	}
	years, rest, whole := strings.Cut(s, "-")
	year, ok := digits(years, 4)
	if !ok || year < 1000 || year > 9998 {
		return Period{}, ErrPeriod
	}
	if !whole {
		return Containing(Year, schedule.Date{Year: year, Month: time.January, Day: 1}), nil
	}
	if number, isWeek := strings.CutPrefix(strings.ToUpper(rest), "W"); isWeek {
		week, ok := digits(number, 2)
		// 4 January is always in the first week.
		p := Containing(Week, schedule.Date{Year: year, Month: time.January, Day: 4}).shift(week - 1)
		if inYear, _ := midnight(p.first).ISOWeek(); !ok || week < 1 || inYear != year {
			return Period{}, ErrPeriod
		}
		return p, nil
	}
	month, ok := digits(rest, 2)
	if !ok || month < 1 || month > 12 {
		return Period{}, ErrPeriod
	}
	return Containing(Month, schedule.Date{Year: year, Month: time.Month(month), Day: 1}), nil
}

// digits reads a number of exactly n ASCII digits.
func digits(s string, n int) (int, bool) {
	if len(s) != n || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	v, err := strconv.Atoi(s)
	return v, err == nil
}

// MarshalText writes what String writes.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText writes; nothing is the zero Period.
func (p *Period) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	read, err := ParsePeriod(string(text))
	if err != nil {
		return err
	}
	*p = read
	return nil
}

// midnight is the date as words take it: the instant at which it begins in UTC.
func midnight(d schedule.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}
