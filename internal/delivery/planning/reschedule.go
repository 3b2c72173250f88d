package planning

import (
	"fmt"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"time"
)

// Reschedule works out the subscription's next occurrence after now: the first
// whose local date is later than the last planned one, and not before the end
// of a pause; one that is aside has none. Questions that come weekly by silence are a week apart.
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
	next, err := sub.Rule.Next(now, last)
	if err != nil {
		return fmt.Errorf("next occurrence: %w", err)
	}
	sub.Next = next
	return nil
}
