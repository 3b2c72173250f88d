package planning

import (
	"fmt"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"time"
)

// Reschedule works out the subscription's next occurrence after now: the first
// whose local date is later than the last planned one, no day off, and not before
// the end of a pause. Days off that have passed are forgotten. Questions that come weekly by silence are a week apart.
func Reschedule(sub *reflection.Subscription, now time.Time) error {
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
	next, err := sub.Rule.NextExcept(now, last, sub.DaysOff)
	if err != nil {
		return fmt.Errorf("next occurrence: %w", err)
	}
	sub.Next = next
	return nil
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
