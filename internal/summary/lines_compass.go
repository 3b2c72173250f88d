package summary

import (
	"slices"

	"stillpoint/internal/words"
)

// compassLine tells where the compass stood at the beginning and at the end of
// a month or a year: a week has one tap at most.
func (in Input) compassLine(s words.Summary) string {
	var points []Point
	for _, p := range in.compass() {
		if in.Period.Has(p.Date) {
			points = append(points, p)
		}
	}
	if len(points) == 0 || in.Period.kind == Week {
		return ""
	}
	from, to := points[0].Place, points[len(points)-1].Place
	switch {
	case len(points) == 1:
		return s.CompassOnce(s.Places[to-1])
	case from == to:
		return s.CompassSame(s.Places[to-1])
	}
	return s.CompassMoved(s.Places[from-1], s.Places[to-1])
}

// compass returns the taps in order, without any that no button has. Of two on
// one date the later in the input counts.
func (in Input) compass() []Point {
	points := slices.Clone(in.Compass)
	points = slices.DeleteFunc(points, func(p Point) bool { return p.Place < 1 || p.Place > 5 || p.Date.IsZero() })
	slices.SortStableFunc(points, func(a, b Point) int { return a.Date.Compare(b.Date) })
	out := points[:0]
	for _, p := range points {
		if n := len(out); n > 0 && out[n-1].Date == p.Date {
			out[n-1] = p
			continue
		}
		out = append(out, p)
	}
	return out
}
