package planning

import (
	"fmt"
	"slices"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/schedule/holidays"
)

// Reschedule works out the subscription's next occurrence after now: the first
// whose local date is later than the last planned one, no day off, and not before
// the end of a pause; one that is aside has none. Days off that have passed are
// forgotten. Questions that come weekly by silence are a week apart.
func Reschedule(sub *reflection.Subscription, now time.Time) error {
	if sub.Role == reflection.RoleAside {
		sub.Next = schedule.Occurrence{}
		return nil
	}
	last := sub.LastPlanned
	switch sub.State {
	case reflection.Gone, reflection.Barred:
		sub.Next = schedule.Occurrence{}
		return nil
	case reflection.Paused:
		if sub.PausedUntil.IsZero() {
			sub.Next = schedule.Occurrence{}
			return nil
		}
		if day := sub.PausedUntil.AddDays(-1); last.Before(day) {
			last = day
		}
	case reflection.Active:
	}
	if sub.BackOff && !sub.LastPlanned.IsZero() {
		if week := sub.LastPlanned.AddDays(6); last.Before(week) {
			last = week
		}
	}
	if err := forgetDaysOff(sub, now); err != nil {
		return err
	}
	next, err := sub.Rule.NextExcept(now, last, daysOff(*sub, now))
	if err != nil {
		return fmt.Errorf("next occurrence: %w", err)
	}
	sub.Next = next
	return nil
}

// IsDue reports whether a subscription's occurrence has come and is yet to be planned, as
// after an outage or in a full hour. Reschedule would pass it over.
func IsDue(sub reflection.Subscription, now time.Time) bool {
	asked := sub.State == reflection.Active || sub.State == reflection.Paused
	return asked && !sub.Next.At.IsZero() && !sub.Next.At.After(now)
}

// forgetDaysOff forgets the days off that have passed. Yesterday's stay: the clock
// can go back to it by travel, and a question that was due then can still be caught
// up with.
func forgetDaysOff(sub *reflection.Subscription, now time.Time) error {
	if len(sub.DaysOff) == 0 {
		return nil
	}
	today, err := LocalDate(now, sub.Rule.Zone)
	if err != nil {
		return err
	}
	sub.DaysOff = schedule.DaysOffFrom(sub.DaysOff, today.AddDays(-1))
	return nil
}

// holidaysAhead is how far ahead public holidays are looked at, in years. An
// occurrence is a year away at most, and a day off may lie just before it.
const holidaysAhead = 2

// daysOff are the days on which a subscription isn't asked, from an instant on.
func daysOff(sub reflection.Subscription, now time.Time) []schedule.DaysOff {
	if sub.Holidays == "" {
		return sub.DaysOff
	}
	off := slices.Clone(sub.DaysOff)
	today := schedule.DateOf(now, time.UTC)
	for _, d := range holidays.Between(sub.Holidays, today.AddDays(-2), today.AddDays(holidaysAhead*366)) {
		off = append(off, schedule.DaysOff{First: d, Last: d})
	}
	return off
}
