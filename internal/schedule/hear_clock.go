package schedule

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// nearClock is how far off a clock may be that somebody read aloud.
const nearClock = 15 * time.Minute

// clockReadings returns what a clock may read that a text tells: "it is
// 19:57", "almost 8pm". A time before noon without am or pm may be one after
// noon too. A part of the day is no reading of a clock.
func clockReadings(text string) []TimeOfDay {
	at, half, err := english.reading(text)
	if err != nil {
		return nil
	}
	times := []TimeOfDay{at}
	byTwentyFour := strings.HasPrefix(strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsDigit(r) }), "0") // "03:57"
	if half == anyHalf && at.Hour > 0 && at.Hour <= 12 && !byTwentyFour {
		times = append(times, TimeOfDay{(at.Hour + 12) % 24, at.Minute})
	}
	return times
}

// hearClock finds the zones whose clock reads one of the times, to a quarter
// of an hour. It is sure where one of the zones that are shown does, and no
// other of those.
func hearClock(times []TimeOfDay, locale string, now time.Time, limit int) Heard {
	var shown []Place
	for _, p := range LikelyZones(locale, now, likelyShown) {
		if off(p.Zone, times[:1], now) <= nearClock {
			shown = append(shown, p)
		}
	}
	if len(shown) == 1 {
		return Heard{Places: shown, Sure: true}
	}
	type distance struct {
		offset time.Duration
		off    time.Duration
	}
	var near []distance
	for _, zone := range zoneIndex().bySize {
		name := zoneIndex().names[zone]
		d := off(name, times, now)
		loc, err := Location(name)
		if err != nil || d > nearClock {
			continue
		}
		_, seconds := now.In(loc).Zone()
		found := distance{time.Duration(seconds) * time.Second, d}
		if !slices.Contains(near, found) {
			near = append(near, found)
		}
	}
	slices.SortStableFunc(near, func(a, b distance) int { return cmp.Compare(a.off, b.off) })
	var offsets []time.Duration
	for _, d := range near {
		offsets = append(offsets, d.offset)
	}
	heard := hearOffsets(offsets, locale, now, limit)
	if len(times) > 1 || len(offsets) > 1 {
		heard.Sure = false
	}
	return heard
}

// likelyShown is how many likely zones a person is shown.
const likelyShown = 5

// off is how far the clock of a zone is from the nearest of the times.
func off(zone string, times []TimeOfDay, now time.Time) time.Duration {
	const day = 24 * time.Hour
	loc, err := Location(zone)
	if err != nil {
		return day
	}
	local := now.In(loc)
	reads := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
	least := day
	for _, t := range times {
		d := (reads - time.Duration(t.Minutes())*time.Minute).Abs()
		least = min(least, d, day-d)
	}
	return least
}

// hearOffsets finds the zones that are so far from UTC now: for each offset the
// likely ones for the locale, then those of the largest cities; first one for
// each clock, then more. It is sure where all that have the one offset have one
// clock all year.
func hearOffsets(offsets []time.Duration, locale string, now time.Time, limit int) Heard {
	t := zoneIndex()
	var clocks, more []int
	for _, offset := range offsets {
		for _, zone := range append(t.likely(locale), t.bySize...) {
			loc, err := Location(t.names[zone])
			if err != nil {
				continue // this host's database does not know it
			}
			if _, seconds := now.In(loc).Zone(); time.Duration(seconds)*time.Second != offset {
				continue
			}
			switch {
			case slices.Contains(clocks, zone) || slices.Contains(more, zone):
			case slices.ContainsFunc(clocks, func(known int) bool { return sameClock(known, zone, now) }):
				more = append(more, zone)
			default:
				clocks = append(clocks, zone)
			}
		}
	}
	var h Heard
	h.Sure = len(clocks) == 1 && !slices.ContainsFunc(more, func(zone int) bool {
		return t.countries[zone] != t.countries[clocks[0]]
	})
	for _, zone := range append(clocks, more...) {
		if len(h.Places) == limit || h.Sure && len(h.Places) == 1 {
			break
		}
		h.Places = append(h.Places, t.place(zone))
	}
	return h
}
