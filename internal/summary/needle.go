package summary

import (
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// The layout of the compass's line, in points.
const (
	bandHeight  = 26 // in a calendar
	needleWidth = 1.4
	knotSize    = 5
	endApart    = 8 // from the names of the ends to the line
)

// compass draws the compass line from one date to another between an edge and
// the one opposite, so many points high: up is go, down is stay. A tap is a knot; the line holds its height until the next
// one, since nothing is known of what lies between. It ends at the last.
func (s sheet) compass(c calendar, first, last schedule.Date, edge, top, high float64, w words.Summary) {
	if len(c.compass) == 0 {
		return
	}
	label := s.text(11)
	half := float64(label.ascent) / s.scale / 2
	s.write(label, w.Go, edge, top+half, quiet)
	s.write(label, w.Stay, edge, top+high+half, quiet)
	left, right := edge+max(s.wide(label, w.Go), s.wide(label, w.Stay))+endApart, across-edge
	for _, y := range []float64{top, top + high} {
		fill(s.img, s.px(left), s.px(y), s.px(right), s.px(y)+2, quiet, 1)
	}
	over := func(d schedule.Date) float64 {
		return left + knotSize + (right-left-2*knotSize)*float64(first.DaysUntil(d))/float64(max(first.DaysUntil(last), 1))
	}
	height := func(p Point) float64 { return top + float64(5-p.Place)*high/4 }
	side := s.px(needleWidth) / 2
	for i, to := range c.compass[min(1, len(c.compass)):] {
		from := c.compass[i]
		x, y := s.px(over(to.Date)), s.px(height(from))
		fill(s.img, s.px(over(from.Date)), y-side, x, y+side, needle, strengths)
		low, high := max(y, s.px(height(to))), min(y, s.px(height(to)))
		fill(s.img, x-side, high-side, x+side, low+side, needle, strengths)
	}
	for _, tap := range c.compass {
		s.knot(over(tap.Date), height(tap))
	}
}

// knot draws a tap around a point.
func (s sheet) knot(x, y float64) {
	knot := cut(disc(0.5, 0.5, 0.5), s.px(knotSize), needle)
	dab(s.img, knot, s.px(x)-knot.size/2, s.px(y)-knot.size/2)
}
