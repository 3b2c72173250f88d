package turn

import (
	"errors"
	"time"

	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// Clock tells instants in a zone, in the reader's words.
type Clock struct {
	words *words.Words
	loc   *time.Location
	now   time.Time
}

// In returns a clock that tells instants in the zone.
func (t *Turn) In(zone string) (Clock, error) {
	loc, err := schedule.Location(zone)
	if err != nil {
		return Clock{}, err
	}
	return Clock{t.Words, loc, t.Now.In(loc)}, nil
}

// At is a day and an hour, such as "tomorrow at 21:00".
func (c Clock) At(i time.Time) string { return c.words.At(i.In(c.loc), c.now) }

// Now is the hour and minute it is.
func (c Clock) Now() string { return c.words.Clock(c.now) }

// Local is the instant it is, in the zone.
func (c Clock) Local() time.Time { return c.now }

// Today is the local date it is.
func (c Clock) Today() schedule.Date { return schedule.DateOf(c.now, c.loc) }

// Day is a date, such as "Tuesday" or "3 January".
func (c Clock) Day(d schedule.Date) string {
	return c.words.Day(time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, c.loc), c.now)
}

// DayOf is the date of an instant, as Day has it.
func (c Clock) DayOf(i time.Time) string { return c.Day(schedule.DateOf(i, c.loc)) }

// Hour is a time of day as people write it.
func (c Clock) Hour(h schedule.TimeOfDay) string {
	return c.words.Clock(time.Date(2000, 1, 1, h.Hour, h.Minute, 0, 0, time.UTC))
}

// Days names a schedule's weekdays.
func (c Clock) Days(set schedule.Weekdays) string {
	var days []time.Weekday
	for d := time.Sunday; d <= time.Saturday; d++ {
		if set.Has(d) {
			days = append(days, d)
		}
	}
	return c.words.Days(days)
}

// Span is a span of dates, such as "3 to 10 May".
func (c Clock) Span(o schedule.DaysOff) string {
	noon := func(d schedule.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, c.loc) }
	return c.words.Span(noon(o.First), noon(o.Last), c.now)
}

// Breaks reads when somebody wants to be left alone, as schedule.ParseBreaks has it. Ok
// is false, and they are told, if it can't be read.
func (c Clock) Breaks(t *Turn, args string) (list []schedule.Break, ok bool) {
	list, err := schedule.ParseBreaks(args, c.Today())
	t.Unclear = err != nil
	switch {
	case errors.Is(err, schedule.ErrPast):
		t.Say(t.Words.PausePast)
	case errors.Is(err, schedule.ErrFar):
		t.Say(t.Words.PauseFar)
	case err != nil:
		t.Say(t.Words.PauseWrong)
	}
	return list, err == nil
}
