package planning

import (
	"time"

	"stillpoint/internal/schedule"
)

// LocalDate is the date that the clock of an IANA zone shows at the instant.
func LocalDate(at time.Time, zone string) (schedule.Date, error) {
	loc, err := schedule.Location(zone)
	if err != nil {
		return schedule.Date{}, err
	}
	return schedule.DateOf(at, loc), nil
}
