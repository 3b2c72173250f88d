package schedule

import (
	"errors"
	"time"
)

// Rule says when somebody is asked: a time of day, on some days of the week,
// by the clock of an IANA zone.
type Rule struct {
	At   TimeOfDay
	Days Weekdays
	Zone string
}

// Occurrence is one local date on which a rule asks. Date is its key; At is
// the instant, in UTC.
type Occurrence struct {
	Date Date
	At   time.Time
}

var (
	// ErrNoDays says that a rule has no day of the week.
	ErrNoDays = errors.New("a schedule without a weekday")
	// ErrNoOccurrence says that no date was found; with a valid rule only a
	// zone database that skips weeks on end could bring it about.
	ErrNoOccurrence = errors.New("no occurrence within reach")
)

// reach is how many dates are looked at before giving up. A rule with one
// weekday meets it within 7 dates, within 14 if the zone skips that very
// date; the rest is room.
const reach = 30

// On returns the occurrence of the date d: the first instant at which the
// local clock reads d HH:MM or later. ok is false where the zone skips all of
// d. The days of the week are not considered.
func (r Rule) On(d Date) (at time.Time, ok bool, err error) {
	loc, err := r.location()
	if err != nil {
		return time.Time{}, false, err
	}
	at, ok = r.on(d, loc)
	return at, ok, nil
}

// Next returns the first occurrence strictly after the instant `after` whose
// local date is later than last, the last date that was planned (zero: none).
//
// A person who has travelled west is therefore not asked twice for one date,
// and one who has travelled east is asked for the next date as soon as its
// hour comes.
func (r Rule) Next(after time.Time, last Date) (Occurrence, error) {
	loc, err := r.location()
	if err != nil {
		return Occurrence{}, err
	}
	// Every earlier date's occurrence is at or before the first instant that
	// read today's date, so it is not after `after`.
	d := DateOf(after, loc)
	if !last.Before(d) {
		d = last.AddDays(1)
	}
	for range reach {
		if r.Days.Has(d.Weekday()) {
			if at, ok := r.on(d, loc); ok && at.After(after) {
				return Occurrence{d, at}, nil
			}
		}
		d = d.AddDays(1)
	}
	return Occurrence{}, ErrNoOccurrence
}

// Latest returns the latest occurrence at or before the instant `at` whose
// local date is later than last. ok is false where there is none. After an
// outage it is the one to catch up with.
func (r Rule) Latest(at time.Time, last Date) (latest Occurrence, ok bool, err error) {
	loc, err := r.location()
	if err != nil {
		return Occurrence{}, false, err
	}
	// The clock may have been put back over midnight: tomorrow's occurrence
	// can then lie in the past although the clock reads today's date.
	d := DateOf(at, loc).AddDays(1)
	for range reach {
		if !last.Before(d) {
			break
		}
		if r.Days.Has(d.Weekday()) {
			if instant, exists := r.on(d, loc); exists && !instant.After(at) {
				return Occurrence{d, instant}, true, nil
			}
		}
		d = d.AddDays(-1)
	}
	return Occurrence{}, false, nil
}

// Check returns why the rule can't be followed, or nil.
func (r Rule) Check() error {
	_, err := r.location()
	return err
}

func (r Rule) location() (*time.Location, error) {
	if !r.At.Valid() {
		return nil, ErrTimeOfDay
	}
	if r.Days&Everyday == 0 {
		return nil, ErrNoDays
	}
	return Location(r.Zone)
}

func (r Rule) on(d Date, loc *time.Location) (time.Time, bool) {
	midnight := d.midnight()
	at := firstReading(midnight+int64(r.At.Minutes())*60, loc)
	if DateOf(at, loc) == d {
		return at, true
	}
	// The end of a gap reads a later date. The date exists if the clock
	// reaches it before it reaches the next one.
	begins := firstReading(midnight, loc)
	ends := firstReading(midnight+secondsPerDay, loc)
	return at, begins.Before(ends)
}

// firstReading returns the first instant, in UTC, at which the clock in loc
// reads `wall` or later. wall is a reading, in seconds from 1970-01-01 00:00.
//
// It walks over the stretches of constant offset. No zone is ever a day away
// from UTC, so a day before the same reading in UTC the clock in loc can't
// have come to it yet.
func firstReading(wall int64, loc *time.Location) time.Time {
	t := time.Unix(wall-secondsPerDay, 0).In(loc)
	for {
		_, offset := t.Zone()
		reads := wall - int64(offset)
		end, last := stretchEnd(t)
		if last || reads < end.Unix() {
			return time.Unix(max(reads, t.Unix()), 0).UTC()
		}
		t = end
	}
}

// stretchEnd returns an instant after t up to which the offset at t holds;
// last is true where it holds for good.
//
// For years that a zone knows by rule alone, ZoneBounds has every year end
// after 365 days. On 31 December of a leap year its end is therefore not
// after t. The rule has no change left in that year, so the next midnight in
// UTC, where the year ends, is safe.
func stretchEnd(t time.Time) (end time.Time, last bool) {
	_, end = t.ZoneBounds()
	if end.IsZero() {
		return end, true
	}
	if !end.After(t) {
		end = t.Truncate(24 * time.Hour).Add(24 * time.Hour)
	}
	return end, false
}
