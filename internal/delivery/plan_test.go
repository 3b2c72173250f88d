package delivery_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// TestOncePerDate: ticks may come again, late, early, or from a clock that was
// set back; each date has one delivery and one message all the same.
func TestOncePerDate(t *testing.T) {
	cases := map[string][]time.Duration{ // ticks, after the due hour
		"the same instant again":     {0, 0, 0},
		"a clock step back":          {time.Minute, -30 * time.Minute, 0, time.Minute, 31 * time.Minute},
		"back over the day":          {time.Minute, -25 * time.Hour, -24 * time.Hour, -time.Hour, time.Minute},
		"a suspend of hours":         {-time.Minute, 5 * time.Hour},
		"many in one minute":         {0, time.Second, 2 * time.Second, 59 * time.Second},
		"before it is due, then due": {-time.Minute, -time.Second, 0},
	}
	for name, ticks := range cases {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening.Add(-time.Hour), func(r *rig) {
				ada := r.ada()
				r.tickEvery(0)
				for _, at := range ticks {
					time.Sleep(time.Second)
					r.tickAt(due.Add(at))
				}
				r.wantShown(ada, 1)
				if n := len(r.facts(ada, reflection.FactAsked)); n != 1 {
					t.Errorf("asked %d times", n)
				}
				if sub := r.subscription(ada); sub.LastPlanned != day0 || sub.Next.Date != day0.AddDays(1) {
					t.Errorf("last planned %v, next %v", sub.LastPlanned, sub.Next.Date)
				}
			})
		})
	}
}

// TestPlanRefusesADateTwice: and leaves everything as it was.
func TestPlanRefusesADateTwice(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		planAt(r, ada, schedule.Occurrence{Date: day0, At: evening})
		asked := r.choice(ada).Asked()
		r.update(func(tx reflection.Tx) error {
			sub, err := tx.Subscription(ada.sub)
			if err != nil {
				return err
			}
			_, err = r.out.Plan(tx, &sub, schedule.Occurrence{Date: day0, At: evening}, evening, planning.Scheduled)
			if !errors.Is(err, reflection.ErrPlanned) {
				t.Errorf("planning a date again: %v, want ErrPlanned", err)
			}
			return nil
		})
		r.sleepUntil(due.Add(time.Hour)) // The hour itself asks no second time.
		r.wantShown(ada, 1)
		if got := r.choice(ada).Asked(); got != asked {
			t.Errorf("%d prompts count as asked, want %d", got, asked)
		}
	})
}

// TestTravel: Berlin, Auckland, Honolulu and home again. Each local date is
// asked once at most, in order, at the local hour, and no date is left out but
// those that the way east skips.
func TestTravel(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		r.tickEvery(15 * time.Minute)
		move := func(zone string) {
			r.change(ada, func(s *reflection.Subscription) { s.Rule.Zone = zone })
		}
		r.sleepUntil(due.Add(3 * time.Hour)) // Saturday 21st is asked.
		move("Pacific/Auckland")             // It is Sunday noon there.
		r.sleepUntil(due.Add(50 * time.Hour))
		move("Pacific/Honolulu")
		r.sleepUntil(due.Add(4*24*time.Hour - 2*time.Hour))
		move(berlin)
		r.sleepUntil(due.Add(7 * 24 * time.Hour))

		var dates []string
		var last time.Time
		for day := range 9 {
			del := r.delivery(ada, day0.AddDays(day))
			if del.ID == 0 {
				continue
			}
			dates = append(dates, del.Date.String()[8:]+" "+del.Zone)
			loc, err := schedule.Location(del.Zone)
			if err != nil {
				t.Fatal(err)
			}
			if local := del.Due.In(loc); local.Hour() != 21 || schedule.DateOf(local, loc) != del.Date {
				t.Errorf("%v was due at %v", del.Date, local)
			}
			if !del.Arrived.Equal(del.Due) || !del.Arrived.After(last) {
				t.Errorf("%v arrived at %v, due at %v", del.Date, del.Arrived, del.Due)
			}
			last = del.Arrived
		}
		want := []string{
			"21 " + berlin, "22 Pacific/Auckland", "23 Pacific/Auckland",
			"24 Pacific/Honolulu", "25 " + berlin, "26 " + berlin, "27 " + berlin, "28 " + berlin,
		}
		if !slices.Equal(dates, want) {
			t.Errorf("asked on\n%s\nwant\n%s", strings.Join(dates, "\n"), strings.Join(want, "\n"))
		}
	})
}

// TestRescheduleProperty: whatever is changed, and whatever the clock says, the
// next occurrence is after now and of a later date than the last planned one.
func TestRescheduleProperty(t *testing.T) {
	zones := []string{berlin, "Pacific/Auckland", "Pacific/Honolulu", "America/Nuuk", "Africa/Cairo", "Pacific/Apia", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		sub := reflection.Subscription{
			Rule: schedule.Rule{
				At:   schedule.TimeOfDay{Hour: rapid.IntRange(0, 23).Draw(t, "hour"), Minute: rapid.IntRange(0, 59).Draw(t, "minute")},
				Days: schedule.Weekdays(rapid.IntRange(1, 127).Draw(t, "days")),
			},
			BackOff: rapid.Bool().Draw(t, "back-off"),
		}
		now := due
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			sub.Rule.Zone = rapid.SampledFrom(zones).Draw(t, "zone")
			sub.State, sub.PausedUntil = reflection.Active, schedule.Date{}
			if rapid.IntRange(0, 4).Draw(t, "pause") == 0 {
				sub.State, sub.PausedUntil = reflection.Paused, schedule.DateOf(now, time.UTC).AddDays(rapid.IntRange(0, 9).Draw(t, "until"))
			}
			if err := planning.Reschedule(&sub, now); err != nil {
				t.Fatal(err)
			}
			if !sub.Next.At.After(now) || !sub.LastPlanned.Before(sub.Next.Date) {
				t.Fatalf("next is %+v at %v, with %v planned last", sub.Next, now, sub.LastPlanned)
			}
			if sub.State == reflection.Paused && sub.Next.Date.Before(sub.PausedUntil) {
				t.Fatalf("next is %v, in a pause until %v", sub.Next.Date, sub.PausedUntil)
			}
			if sub.BackOff && !sub.LastPlanned.IsZero() && sub.Next.Date.Before(sub.LastPlanned.AddDays(7)) {
				t.Fatalf("next is %v, backed off, with %v planned last", sub.Next.Date, sub.LastPlanned)
			}
			if rapid.Bool().Draw(t, "asked") {
				now, sub.LastPlanned = sub.Next.At, sub.Next.Date
			}
			now = now.Add(time.Duration(rapid.IntRange(-3600, 200_000).Draw(t, "seconds")) * time.Second)
		}
	})
}
