package schedule

import (
	"strings"
	"time"

	"stillpoint/internal/schedule/fold"
)

// hearBoth understands a place together with what clocks read there, an offset or an
// abbreviation: "8pm in Berlin", "New York (EST)", "Berlin UTC+1", "13:57 EST". It is
// sure where those that fit, of several of the name, have one clock; where none does, it
// offers the places.
func hearBoth(text string, now time.Time, limit int) (Heard, bool) {
	words := strings.Fields(withoutBrackets.Replace(text))
	if len(words) > mostWordsOfBoth {
		return Heard{}, false
	}
	for split := 1; split < len(words); split++ {
		for _, parts := range [][2]string{
			{strings.Join(words[:split], " "), strings.Join(words[split:], " ")},
			{strings.Join(words[split:], " "), strings.Join(words[:split], " ")},
		} {
			said := clockSaid(strings.Trim(parts[0], ","), now)
			if said == nil {
				continue
			}
			place := strings.TrimRight(parts[1], ",")
			if clockSaid(place, now) != nil && len(abbreviated(fold.Name(place))) == 0 {
				continue
			}
			heard, ok := hearNamed(place, now, limit)
			if !ok || len(heard.Places) == 0 {
				continue
			}
			heard = fitting(heard, said, now)
			heard.Sure = heard.Sure && len(clockReadings(parts[0])) < 2 // "2" is an hour of the night, too
			return heard, true
		}
	}
	return Heard{}, false
}

// mostWordsOfBoth is how many words a text may have that tells a place and a clock.
const mostWordsOfBoth = 12

var withoutBrackets = strings.NewReplacer("(", " ", ")", " ", "[", " ", "]", " ")

// clockSaid returns what a zone's clock has to be like for a text that tells an offset,
// an abbreviation or a reading, for each of its meanings, the likeliest first; nil for
// any other text.
func clockSaid(text string, now time.Time) (meanings []func(zone int) bool) {
	if offset, ok := ParseOffset(text); ok {
		if !strings.ContainsAny(text, "cCtTmM") { // "Lagos + 1" isn't "Lagos, UTC+1"
			return nil
		}
		return append(meanings, func(zone int) bool {
			loc, err := Location(zoneIndex().names[zone])
			if err != nil {
				return false
			}
			_, seconds := now.In(loc).Zone()
			return time.Duration(seconds)*time.Second == offset
		})
	}
	for _, meant := range abbreviated(fold.Name(text)) {
		meanings = append(meanings, func(zone int) bool { return sameClock(meant, zone, now) })
	}
	if times := clockReadings(text); len(times) > 0 && meanings == nil {
		meanings = append(meanings, func(zone int) bool { return off(zoneIndex().names[zone], times, now) <= nearClock })
	}
	return meanings
}

// fitting keeps the places whose clock is as it was said to be, if there are any.
func fitting(h Heard, said []func(zone int) bool, now time.Time) Heard {
	for _, fits := range said {
		var kept []Place
		clocks := 0
		for _, p := range h.Places {
			zone, ok := zoneIndex().number(p.Zone)
			if !ok || !fits(zone) {
				continue
			}
			if kept = append(kept, p); clocks == 0 || !sameClock(zoneOf(kept[0]), zone, now) {
				clocks++
			}
		}
		switch {
		case clocks == 1:
			return Heard{Places: kept[:1], Sure: h.Sure || len(h.Places) > 1}
		case clocks > 1:
			return Heard{Places: kept}
		}
	}
	return Heard{Places: h.Places}
}

func zoneOf(p Place) int {
	zone, _ := zoneIndex().number(p.Zone)
	return zone
}
