package schedule

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// Date is a local calendar date: the key of a day, wherever the person is.
// The zero Date is no date at all and comes before every other.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ErrDate says that a text is not a date of the form 2006-01-02.
var ErrDate = errors.New("not a date of the form YYYY-MM-DD")

// DateOf returns the date that the clock in loc shows at the instant t.
func DateOf(t time.Time, loc *time.Location) Date {
	y, m, d := t.In(loc).Date()
	return Date{y, m, d}
}

// ParseDate reads the form that String writes, 2006-01-02. It refuses dates
// that the calendar does not have.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, ErrDate
	}
	return DateOf(t, time.UTC), nil
}

// String writes the date as 2006-01-02, and the zero Date as nothing.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// AddDays returns the date n days later, or earlier for a negative n.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC), time.UTC)
}

// AddMonths returns the same day n months later; a day that the month does
// not have becomes its last, so that a month from 31 January is 28 February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// Compare returns -1, 0 or +1 as d is before, equal to or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is an earlier date than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is a later date than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Unix(d.midnight(), 0).UTC().Weekday()
}

// DaysUntil returns how many days e lies after d; it is negative where e is
// the earlier one.
func (d Date) DaysUntil(e Date) int {
	return int((e.midnight() - d.midnight()) / secondsPerDay)
}

// valid reports whether the calendar has this date.
func (d Date) valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.AddDays(0) == d
}

const secondsPerDay = 24 * 60 * 60

// midnight returns the seconds from 1970-01-01 00:00 to d 00:00 on a clock
// that never changes. It is a reading of a clock, not an instant.
func (d Date) midnight() int64 {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix()
}

// MarshalText writes what String writes.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; nothing is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
