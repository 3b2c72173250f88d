package planning

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/schedule/holidays"
)

// Ten years of a channel: each of its days but those that are off, once, in order.
func TestDaysOffForYears(t *testing.T) {
	day := func(year int, month time.Month, day int) schedule.Date {
		return schedule.Date{Year: year, Month: month, Day: day}
	}
	first, last := day(2026, 1, 1), day(2035, 12, 31)
	for _, code := range []string{"", "pt", "us", "jp"} {
		sub := reflection.Subscription{
			Rule:     schedule.Rule{At: schedule.TimeOfDay{Hour: 9}, Days: schedule.Workdays, Zone: "Europe/Lisbon"},
			Holidays: code, DaysOff: []schedule.DaysOff{{First: day(2026, 12, 20), Last: day(2027, 1, 10)}, {First: day(2030, 3, 1), Last: day(2030, 3, 1)}},
		}
		spans := sub.DaysOff // Those that have passed are forgotten.
		var got, want []schedule.Date
		off := holidays.Between(code, first, last)
		for d := first; !d.After(last); d = d.AddDays(1) {
			closed := spans[0].Has(d) || spans[1].Has(d)
			if schedule.Workdays.Has(d.Weekday()) && !closed && !slices.Contains(off, d) {
				want = append(want, d)
			}
		}
		now := time.Date(2025, 12, 31, 12, 0, 0, 0, time.UTC)
		for {
			if err := Reschedule(&sub, now); err != nil {
				t.Fatal(err)
			}
			if sub.Next.Date.After(last) {
				break
			}
			got = append(got, sub.Next.Date)
			sub.LastPlanned, now = sub.Next.Date, sub.Next.At
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %d days, want %d", code, len(got), len(want))
		}
		if code != "" && schedule.IsOff(daysOff(sub, now), off[len(off)/2]) {
			t.Errorf("%q: a holiday that is over is off", code)
		}
	}
}
