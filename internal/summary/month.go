package summary

import (
	"strconv"

	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// The layout of a month, in points: its name and a fact, a row for each week
// with the day's number over its mark, and the legend.
const (
	margin     = 18
	right      = across - margin
	monthHead  = 34 // the first baseline
	monthNames = 58 // the baseline of the weekdays
	monthTop   = 68
	monthRow   = 40
	monthMark  = 20
	monthPitch = 37.8
	factApart  = 12 // between a title and a fact beside it
)

// month draws a month's calendar: the weeks that have come, or all of them where
// none has.
func (p *Painter) month(s Sketch, w words.Summary) sheet {
	c := s.calendar()
	first, last, ok := c.drawn()
	if !ok {
		first, last = c.first, c.last
	}
	from := c.weekOf(first)
	weeks := from.DaysUntil(c.weekOf(last))/7 + 1

	y := monthTop + float64(weeks)*monthRow
	band := y + 12
	if len(c.compass) > 0 {
		y = band + bandHeight + 22
	}
	// The legend's lines are counted on a sheet of the same scale.
	entries, lines := p.sheet(s.Theme, 1, calendarScale).legend(c.legend(w), margin, right)
	legendTop := y + 6
	sh := p.sheet(s.Theme, legendTop+float64(lines)*legendLine+margin-4, calendarScale)

	sh.titled(s, 20, monthHead)
	for i := range 7 {
		name := w.Weekdays[(int(c.firstDay)+i)%7]
		sh.writeMiddle(sh.text(11), name, monthLeft(i)+monthMark/2, monthNames, quiet)
	}
	for i := range weeks * 7 {
		d := from.AddDays(i)
		if m := c.at(d); m != undrawn {
			x, y := monthLeft(i%7), monthTop+float64(i/7)*monthRow
			sh.writeMiddle(sh.text(11), strconv.Itoa(d.Day), x+monthMark/2, y+9, ink)
			sh.mark(m, monthMark, x, y+13)
		}
	}
	sh.compass(c, c.first, c.last, margin, band, bandHeight, w)
	sh.explain(entries, legendTop)
	return sh
}

// monthLeft is where the marks of a weekday begin.
func monthLeft(column int) float64 {
	return margin + (monthPitch-monthMark)/2 + float64(column)*monthPitch - 1
}

// titled writes the title of a calendar and, at the other end or below it, the
// facts.
func (s sheet) titled(sk Sketch, points, baseline float64) {
	title, fact := s.display(points), s.text(12)
	s.write(title, sk.Title, margin, baseline, ink)
	facts := joined(sk.Facts)
	if s.wide(title, sk.Title)+factApart+s.wide(fact, facts) > right-margin && len(sk.Facts) > 0 {
		facts = sk.Facts[0]
	}
	s.writeEnd(fact, facts, right, baseline, quiet)
}

// weekOf returns the first date of the week that a date is in.
func (c calendar) weekOf(d schedule.Date) schedule.Date {
	return d.AddDays(-((int(d.Weekday()) - int(c.firstDay) + 7) % 7))
}
