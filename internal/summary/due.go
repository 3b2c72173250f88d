package summary

import (
	"fmt"
	"time"

	"stillpoint/internal/schedule"
)

// Sending says when the summaries of one kind go out.
type Sending struct {
	Off bool
	// Days are the weekdays it may go out on: the first of them on or after the
	// period's last date. The empty set is every day, so the last date itself.
	Days schedule.Weekdays
	At   schedule.TimeOfDay
}

// Prefs say when each kind of summary goes out.
type Prefs struct {
	Week, Month, Year Sending
	// Asked is when the questions come that a summary counts; without weekdays, none
	// do. A summary tells whole days: where the question of its period's last date
	// comes at its hour or later, it goes out a day later, when that has been open
	// for most of a day.
	Asked Asked
}

// Asked is at which hour, on which weekdays, questions come.
type Asked struct {
	At   schedule.TimeOfDay
	Days schedule.Weekdays
}

// from reports whether a question comes on a date at an hour or after it.
func (a Asked) from(d schedule.Date, at schedule.TimeOfDay) bool {
	return a.Days.Has(d.Weekday()) && a.At.Minutes() >= at.Minutes()
}

// Defaults are the evening of the period's last day: for a week its Sunday. Without a
// question to wait for, that is.
func Defaults() Prefs {
	evening := Sending{At: schedule.TimeOfDay{Hour: 18}}
	return Prefs{Week: evening, Month: evening, Year: evening}
}

// When returns the first instant at which a period's summary may go out, by the
// clock in zone, and when it is too late. Both are UTC.
func (p Prefs) When(period Period, zone string) (at, until time.Time, err error) {
	c, err := p.occurrence(period, zone)
	return c.at, c.until, err
}

// On returns the local date on which a period's summary goes out.
func (p Prefs) On(period Period, zone string) (schedule.Date, error) {
	c, err := p.occurrence(period, zone)
	return c.date, err
}

func (p Prefs) of(k Kind) Sending {
	return [...]Sending{Week: p.Week, Month: p.Month, Year: p.Year}[k]
}

// Settled is the latest period of each kind that was dealt with: planned, or
// merged into a longer one, or found to be worth no summary. The caller stores
// it; with it every period is dealt with once.
type Settled struct {
	Week, Month, Year Period
}

func (s *Settled) of(k Kind) *Period {
	return [...]*Period{Week: &s.Week, Month: &s.Month, Year: &s.Year}[k]
}

// With returns what is settled once the given periods are dealt with as well.
// It never goes back to an earlier period.
func (s Settled) With(periods ...Period) Settled {
	for _, p := range periods {
		if p.IsZero() {
			continue
		}
		if latest := s.of(p.kind); latest.first.Before(p.first) {
			*latest = p
		}
	}
	return s
}

// Turn is a summary whose turn it is, or will be.
type Turn struct {
	Period Period
	// Merged are the shorter periods that it stands for, the longest first. They
	// are settled with it. If the period turns out to be worth no summary, the
	// first of them that is worth one takes its place.
	Merged []Period
	// At is the first instant at which it may go out; Until is when it is too
	// late. Both are UTC.
	At, Until time.Time
}

// Settle returns what is settled once the turn is dealt with.
func (t Turn) Settle(s Settled) Settled {
	return s.With(append([]Period{t.Period}, t.Merged...)...)
}

// window is how long after its hour a summary may still be sent.
func window(k Kind) time.Duration {
	const day = 24 * time.Hour
	return [...]time.Duration{Week: 3 * day, Month: 7 * day, Year: 14 * day}[k]
}

// Due returns the summary to send at the instant now, if there is one.
//
// It is never due before the hour that its local date has in zone, and never
// after its window; the hour is that of the zone the person is in now, so a
// journey moves it and settled keeps it from coming twice. Of several that are
// due, or that have the same local date, the longest stands for all.
func Due(prefs Prefs, settled Settled, now time.Time, zone string) (Turn, bool, error) {
	turn, ok, err := Next(prefs, settled, now, zone)
	return turn, ok && !turn.At.After(now), err
}

// Next returns the summary that is due at now or, if none is, the one that will
// be next. ok is false if all kinds are off.
func Next(prefs Prefs, settled Settled, now time.Time, zone string) (turn Turn, ok bool, err error) {
	loc, err := schedule.Location(zone)
	if err != nil {
		return Turn{}, false, fmt.Errorf("the zone of a summary: %w", err)
	}
	today := schedule.DateOf(now, loc)
	var waiting []candidate // the longest first
	for _, k := range kinds {
		sending := prefs.of(k)
		if sending.Off {
			continue
		}
		c, err := prefs.upcoming(k, *settled.of(k), now, today, zone)
		if err != nil {
			return Turn{}, false, err
		}
		waiting = append(waiting, c)
	}
	waiting, merged := merge(waiting, now)
	for _, c := range waiting {
		if !ok || c.at.Before(turn.At) {
			turn = Turn{Period: c.period, Merged: merged[c.period], At: c.at, Until: c.until}
			ok = true
		}
	}
	return turn, ok, nil
}

// candidate is the earliest period of a kind that can still be sent.
type candidate struct {
	period    Period
	date      schedule.Date // the local date on which it goes out
	at, until time.Time
}

// upcoming returns the earliest unsettled period of a kind whose window has not
// closed. A summary goes out at most six days after its period, and a date is
// skipped by a zone at most once, so the periods around today are enough.
func (p Prefs) upcoming(k Kind, settled Period, now time.Time, today schedule.Date, zone string) (candidate, error) {
	period := Containing(k, today).Previous().Previous()
	if !period.first.After(settled.first) {
		period = settled.Next()
	}
	for {
		c, err := p.occurrence(period, zone)
		if err != nil {
			return candidate{}, err
		}
		if now.Before(c.until) {
			return c, nil
		}
		period = period.Next()
	}
}

// occurrence returns when a period goes out: at its hour, on the first of its
// weekdays on or after the period's last date; on the day after that where that is the
// last date and its question is still to come, or where the zone skips all of it.
func (p Prefs) occurrence(period Period, zone string) (candidate, error) {
	s := p.of(period.kind)
	days := s.Days & schedule.Everyday
	if days == 0 {
		days = schedule.Everyday
	}
	rule := schedule.Rule{At: s.At, Days: days, Zone: zone}
	for d := period.Last(); ; d = d.AddDays(1) {
		if !days.Has(d.Weekday()) {
			continue
		}
		if d == period.Last() && p.Asked.from(d, s.At) {
			days = schedule.Everyday
			continue
		}
		at, ok, err := rule.On(d)
		if err != nil {
			return candidate{}, fmt.Errorf("the hour of a summary: %w", err)
		}
		if ok {
			return candidate{period, d, at, at.Add(window(period.kind))}, nil
		}
		days = schedule.Everyday // the day after will do
	}
}

// merge takes out the candidates that a longer one stands for: those that go out
// on the same local date, and those that are due while a longer one is due, as
// after an outage. It returns the rest, and what each of them stands for.
func merge(waiting []candidate, now time.Time) ([]candidate, map[Period][]Period) {
	merged := make(map[Period][]Period)
	var rest []candidate
	for _, c := range waiting {
		into := -1
		for i, longer := range rest {
			bothDue := !c.at.After(now) && !longer.at.After(now)
			if c.date == longer.date || bothDue {
				into = i
				break
			}
		}
		if into < 0 {
			rest = append(rest, c)
			continue
		}
		key := rest[into].period
		merged[key] = append(merged[key], c.period)
	}
	return rest, merged
}
