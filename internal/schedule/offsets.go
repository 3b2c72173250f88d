package schedule

import "time"

// The offsets that clocks on Earth have.
const (
	westmostOffset = -12 * time.Hour
	eastmostOffset = 14 * time.Hour
)

// ParseOffset reads an offset from UTC: "+2", "UTC+5:30", "GMT-3", "+0530",
// "utc 2". Without "UTC" or "GMT" it needs a sign, so that a bare "8" stays a
// time of day; a bare "UTC" is a zone, which FindPlaces finds.
func ParseOffset(s string) (offset time.Duration, ok bool) {
	list, ok := tokens(s)
	if !ok {
		return 0, false
	}
	r := &reader{language: &english, list: list}
	named := r.peek(0).is("utc") || r.peek(0).is("gmt")
	if named {
		r.pos++
	}
	sign := time.Duration(1)
	switch {
	case r.peek(0).is("+"):
		r.pos++
	case r.peek(0).is("-"):
		sign = -1
		r.pos++
	case !named:
		return 0, false
	}
	number, ok := r.peek(0).number()
	if !ok {
		return 0, false
	}
	hours, minutes := number, 0
	long := len(r.peek(0).text) > 2
	if long { // "0530"
		hours, minutes = number/100, number%100
	}
	r.pos++
	if mark := r.peek(0); !long && (mark.is(":") || mark.is(".")) && mark.glued && r.peek(1).glued {
		fraction := r.peek(1)
		n, ok := fraction.number()
		switch {
		case ok && len(fraction.text) == 2:
			minutes = n
		case ok && n == 5 && mark.is("."): // "5.5"
			minutes = 30
		default:
			return 0, false
		}
		r.pos += 2
	}
	offset = sign * (time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute)
	if !r.done() || minutes > 59 || offset < westmostOffset || offset > eastmostOffset {
		return 0, false
	}
	return offset, true
}

// ZonesAt returns at most `limit` zones whose clocks are this far from UTC at
// the instant now, those with the largest cities first, each under the name
// of its largest.
func ZonesAt(offset time.Duration, now time.Time, limit int) []Place {
	t := zoneIndex()
	var places []Place
	for _, zone := range t.bySize {
		if len(places) >= limit {
			break
		}
		loc, err := Location(t.names[zone])
		if err != nil {
			continue // this host's database does not know it
		}
		if _, seconds := now.In(loc).Zone(); time.Duration(seconds)*time.Second == offset {
			places = append(places, t.place(zone))
		}
	}
	return places
}
