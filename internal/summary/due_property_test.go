package summary

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/schedule"
)

// Over two years of journeys, outages and changes of mind, no period is sent
// twice, before its local hour, or after its window, and none goes missing while
// the bot is there and the person stays.
func TestEachPeriodIsSentAtMostOnceAndNeverEarly(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "America/Santiago", "Pacific/Apia", "Africa/Cairo"}
	rapid.Check(t, func(t *rapid.T) {
		prefs := drawPrefs(t)
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		steady := rapid.Bool().Draw(t, "steady")
		now := time.Date(rapid.IntRange(2009, 2030).Draw(t, "year"), 12, 1, 0, 0, 0, 0, time.UTC)
		end := now.AddDate(0, 14, 0)
		var settled Settled
		sent := make(map[Period]bool)
		for now.Before(end) {
			turn, ok, err := Next(prefs, settled, now, zone)
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				return
			}
			if turn.At.After(now) {
				step := turn.At.Sub(now)
				if !steady {
					step = min(step, time.Duration(rapid.IntRange(1, 200).Draw(t, "hours away"))*time.Hour)
					if rapid.IntRange(0, 3).Draw(t, "journey") == 0 {
						zone = rapid.SampledFrom(zones).Draw(t, "zone")
					}
				}
				now = now.Add(step)
				continue
			}
			checkTurn(t, prefs, turn, now, zone)
			for _, p := range append([]Period{turn.Period}, turn.Merged...) {
				if sent[p] {
					t.Fatalf("%s comes twice", p)
				}
				sent[p] = true
			}
			settled = turn.Settle(settled)
		}
		if steady {
			checkNoneMissing(t, prefs, sent)
		}
	})
}

func drawPrefs(t *rapid.T) Prefs {
	draw := func(name string) Sending {
		return Sending{
			Off:  rapid.IntRange(0, 4).Draw(t, name+" off") == 0,
			Days: schedule.Weekdays(rapid.IntRange(0, 127).Draw(t, name+" days")),
			At:   schedule.TimeOfDay{Hour: rapid.IntRange(0, 23).Draw(t, name+" hour"), Minute: rapid.IntRange(0, 59).Draw(t, name+" minute")},
		}
	}
	return Prefs{Week: draw("week"), Month: draw("month"), Year: draw("year")}
}

// checkTurn holds a turn against the local clock.
func checkTurn(t *rapid.T, prefs Prefs, turn Turn, now time.Time, zone string) {
	loc, err := schedule.Location(zone)
	if err != nil {
		t.Fatal(err)
	}
	if !now.Before(turn.Until) {
		t.Fatalf("%s at %s, its window closed at %s", turn.Period, now, turn.Until)
	}
	for _, p := range append([]Period{turn.Period}, turn.Merged...) {
		sending := prefs.of(p.Kind())
		if sending.Off {
			t.Fatalf("%s is off", p)
		}
	}
	local := now.In(loc)
	last := turn.Period.Last()
	hour := prefs.of(turn.Period.Kind()).At
	d := schedule.DateOf(now, loc)
	if d.Before(last) || d == last && local.Hour()*60+local.Minute() < hour.Minutes() {
		t.Fatalf("%s at %s, before its hour %s on %s", turn.Period, local, hour, last)
	}
}

// checkNoneMissing looks for gaps between the periods that were sent.
func checkNoneMissing(t *rapid.T, prefs Prefs, sent map[Period]bool) {
	for p := range sent {
		if next := p.Next(); !sent[next] {
			for later := range sent {
				if later.Kind() == p.Kind() && later.First().After(next.First()) {
					t.Fatalf("%s is missing between %s and %s (%+v)", next, p, later, prefs)
				}
			}
		}
	}
}
