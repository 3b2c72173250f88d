package schedule

import (
	"flag"
	"fmt"
	"runtime"
	"sort"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// exhaustive makes the brute force read every clock at every minute of the
// ten years, not only around each change:
//
//	go test ./internal/schedule -run EveryZone -exhaustive -timeout 2h
var exhaustive = flag.Bool("exhaustive", false, "read every zone's clock at every minute of ten years")

var (
	decadeBegins = time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	decadeEnds   = time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
)

// fixedHours are compared on every date that is compared at all.
var fixedHours = []TimeOfDay{{0, 0}, {2, 30}, {8, 0}, {21, 0}, {23, 59}}

// TestEveryZone compares the rule, in every zone, around every clock change
// of ten years, with a brute force that knows nothing but how to read a
// clock, minute by minute. Between the changes it follows the rule from date
// to date. Nothing may be lost and nothing doubled.
func TestEveryZone(t *testing.T) {
	zones := make(chan string)
	var compared, changes atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for zone := range zones {
				c := &comparison{zone: zone}
				if err := c.run(); err != nil {
					t.Errorf("%s: %v", zone, err)
				}
				compared.Add(int64(c.compared))
				changes.Add(int64(c.changes))
			}
		})
	}
	for _, zone := range Zones() {
		zones <- zone
	}
	close(zones)
	workers.Wait()
	t.Logf("%d zones, %d clock changes, %d occurrences compared", len(Zones()), changes.Load(), compared.Load())
	if len(Zones()) < 440 || changes.Load() < 2000 {
		t.Error("the zone database seems to be incomplete")
	}
}

// comparison goes through one zone.
type comparison struct {
	zone              string
	loc               *time.Location
	compared, changes int
}

func (c *comparison) run() (err error) {
	if c.loc, err = time.LoadLocation(c.zone); err != nil {
		return err
	}
	const around = 42 * time.Hour
	var windows [][2]time.Time
	var hours [][]TimeOfDay
	for t := decadeBegins; t.Before(decadeEnds); t = t.Add(6 * time.Hour) {
		next := t.Add(6 * time.Hour)
		if offsetOf(t, c.loc) == offsetOf(next, c.loc) {
			continue
		}
		c.changes++
		windows = append(windows, [2]time.Time{t.Add(-around), t.Add(around)})
		hours = append(hours, hoursAround(t, next, c.loc))
	}
	if *exhaustive {
		windows = [][2]time.Time{{decadeBegins, decadeEnds}}
		hours = [][]TimeOfDay{everyQuarter()}
	}
	for i, w := range windows {
		face := readClock(w[0], w[1], c.loc)
		for _, at := range hours[i] {
			if err := c.window(face, at); err != nil {
				return err
			}
		}
	}
	return c.decade(TimeOfDay{21, 0})
}

// window compares every date that lies wholly inside the face.
func (c *comparison) window(face *clockFace, at TimeOfDay) error {
	r := Rule{At: at, Days: Everyday, Zone: c.zone}
	firstDay := floorDiv(face.wall[0], 24*60) + 1
	lastDay := floorDiv(face.wall[len(face.wall)-1], 24*60) - 1
	var want []Occurrence
	for day := firstDay; day <= lastDay; day++ {
		d := DateOf(time.Unix(day*24*60*60, 0), time.UTC)
		first, exists := face.firstReading(day*24*60+int64(at.Minutes())), face.shows[day]
		got, ok, err := r.On(d)
		c.compared++
		if err != nil || ok != exists || exists && !got.Equal(first) {
			return fmt.Errorf("%v %v: got %v, %v, %v, want %v, %v", d, at, got, ok, err, first, exists)
		}
		if exists {
			want = append(want, Occurrence{d, first})
		}
	}
	now, last := want[0].At.Add(-time.Nanosecond), Date{}
	for i, w := range want {
		got, err := r.Next(now, last)
		if err != nil || got != w {
			return fmt.Errorf("next after %v: got %v, %v, want %v", now, got, err, w)
		}
		latest, ok, err := r.Latest(got.At, Date{})
		if err != nil || !ok || latest != got {
			return fmt.Errorf("latest at %v: got %v, %v, %v", got, latest, ok, err)
		}
		now = got.At
		if i%2 == 0 { // with the planned date and without it must be the same
			last = got.Date
		} else {
			last = Date{}
		}
	}
	return nil
}

// decade follows the rule through ten years: every date of the calendar comes
// once, in order, at an instant at which the clock reads what was asked for,
// or something later where the clock was changed within the day.
func (c *comparison) decade(at TimeOfDay) error {
	r := Rule{At: at, Days: Everyday, Zone: c.zone}
	now, last := decadeBegins, Date{}
	for want := (Date{}); now.Before(decadeEnds); {
		o, err := r.Next(now, last)
		if err != nil {
			return err
		}
		if !want.IsZero() && o.Date != want {
			return fmt.Errorf("after %v comes %v", want.AddDays(-1), o.Date)
		}
		local := o.At.In(c.loc)
		reads := DateOf(o.At, c.loc) == o.Date && TimeOfDay{local.Hour(), local.Minute()} == at
		settled := offsetOf(o.At.Add(-24*time.Hour), c.loc) == offsetOf(o.At, c.loc)
		if !reads && settled {
			return fmt.Errorf("%v: the clock reads %v", o, local)
		}
		c.compared++
		now, last, want = o.At, o.Date, o.Date.AddDays(1)
	}
	return nil
}

// clockFace is what a clock showed, minute by minute.
type clockFace struct {
	begins int64          // minutes since 1970 in UTC
	wall   []int64        // the reading, in minutes since 1970
	latest []int64        // the latest reading so far
	shows  map[int64]bool // days since 1970 that the clock showed
}

func readClock(from, to time.Time, loc *time.Location) *clockFace {
	f := &clockFace{begins: from.Unix() / 60, shows: map[int64]bool{}}
	for minute := f.begins; minute < to.Unix()/60; minute++ {
		wall := minute + offsetOf(time.Unix(minute*60, 0), loc)/60
		latest := wall
		if n := len(f.latest); n > 0 {
			latest = max(latest, f.latest[n-1])
		}
		f.wall = append(f.wall, wall)
		f.latest = append(f.latest, latest)
		f.shows[floorDiv(wall, 24*60)] = true
	}
	return f
}

// firstReading returns the first instant at which the clock read wall or
// later.
func (f *clockFace) firstReading(wall int64) time.Time {
	i := sort.Search(len(f.latest), func(i int) bool { return f.latest[i] >= wall })
	return time.Unix((f.begins+int64(i))*60, 0).UTC()
}

func offsetOf(t time.Time, loc *time.Location) int64 {
	_, offset := t.In(loc).Zone()
	return int64(offset)
}

// hoursAround returns the fixed hours, and all that the clock shows from an
// hour before the six in which a change lies to an hour after, in steps of a quarter of an hour
// and one minute off.
func hoursAround(before, after time.Time, loc *time.Location) []TimeOfDay {
	hours := append([]TimeOfDay(nil), fixedHours...)
	seen := map[TimeOfDay]bool{}
	for t := before.Add(-1 * time.Hour); t.Before(after.Add(1 * time.Hour)); t = t.Add(15 * time.Minute) {
		for _, off := range []time.Duration{0, time.Minute} {
			// Read on the clocks of before and after, so that readings
			// inside a gap come up as well.
			for _, offset := range []int64{offsetOf(before, loc), offsetOf(after, loc)} {
				wall := t.Add(off + time.Duration(offset)*time.Second).UTC()
				at := TimeOfDay{wall.Hour(), wall.Minute()}
				if !seen[at] {
					seen[at] = true
					hours = append(hours, at)
				}
			}
		}
	}
	return hours
}

func everyQuarter() []TimeOfDay {
	hours := append([]TimeOfDay(nil), fixedHours...)
	for minute := 0; minute < 24*60; minute += 15 {
		hours = append(hours, TimeOfDay{minute / 60, minute % 60})
	}
	return hours
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
