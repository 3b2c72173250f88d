package schedule

import (
	"math/bits"
	"strings"
	"time"
)

// Weekdays is a set of days of the week: bit n stands for time.Weekday(n).
// The empty set is no schedule at all; a Rule refuses it.
type Weekdays uint8

// The sets that have a name of their own.
const (
	Everyday Weekdays = 1<<7 - 1
	Weekend  Weekdays = 1<<time.Saturday | 1<<time.Sunday
	Workdays Weekdays = Everyday &^ Weekend
)

// WeekdaysOf returns the set of the given days.
func WeekdaysOf(days ...time.Weekday) Weekdays {
	var w Weekdays
	for _, d := range days {
		w = w.With(d)
	}
	return w
}

// Has reports whether the day is in the set.
func (w Weekdays) Has(d time.Weekday) bool { return w&(1<<d) != 0 }

// With returns the set with the day added.
func (w Weekdays) With(d time.Weekday) Weekdays { return w | 1<<d }

// Without returns the set with the day taken out.
func (w Weekdays) Without(d time.Weekday) Weekdays { return w &^ (1 << d) }

// Count returns how many days are in the set.
func (w Weekdays) Count() int { return bits.OnesCount8(uint8(w & Everyday)) }

// weekOrder is the week as it is written, from Monday on, with the short
// name of each day in the canonical form.
var weekOrder = [7]struct {
	day  time.Weekday
	name string
}{
	{time.Monday, "mon"}, {time.Tuesday, "tue"}, {time.Wednesday, "wed"}, {time.Thursday, "thu"},
	{time.Friday, "fri"}, {time.Saturday, "sat"}, {time.Sunday, "sun"},
}

// Days returns the days of the set, from Monday on.
func (w Weekdays) Days() []time.Weekday {
	days := make([]time.Weekday, 0, 7)
	for _, o := range weekOrder {
		if w.Has(o.day) {
			days = append(days, o.day)
		}
	}
	return days
}

// String writes the canonical form: "every day", "weekdays", "weekends" or
// the days from Monday on, as "mon,wed,fri". The empty set is nothing.
// ParseWeekdays reads all of it but nothing.
func (w Weekdays) String() string {
	switch w {
	case Everyday:
		return "every day"
	case Workdays:
		return "weekdays"
	case Weekend:
		return "weekends"
	}
	var names []string
	for _, o := range weekOrder {
		if w.Has(o.day) {
			names = append(names, o.name)
		}
	}
	return strings.Join(names, ",")
}

// MarshalText writes what String writes.
func (w Weekdays) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what MarshalText writes, and whatever else
// ParseWeekdays takes; nothing is the empty set.
func (w *Weekdays) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*w = 0
		return nil
	}
	parsed, err := ParseWeekdays(string(text))
	if err != nil {
		return err
	}
	*w = parsed
	return nil
}
