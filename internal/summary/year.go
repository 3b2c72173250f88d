package summary

import (
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// The layout of a year, in points: a portrait of four to five, with its name and
// a fact, a small calendar for each month from the first one on, and the legend
// at the bottom.
const (
	yearHeight = 375
	yearHead   = 42
	yearTop    = 58
	monthName  = 17 // from the top of a month to its first week
	monthGap   = 12 // between months
	cellShare  = 0.8
	largest    = 34 // from one day to the next
)

// months is how the months of a year stand side by side: the weeks that show
// anything of each, and how many rows of weeks each row of months has.
type months struct {
	weeks   []weeks
	columns int
	high    []int
	pitch   float64 // from one day to the next
}

// weeks are those of a month that show anything.
type weeks struct {
	month, first schedule.Date
	n            int
}

// monthsFrom returns the months from the one of a date to the one of another.
func (c calendar) monthsFrom(first, last schedule.Date) []weeks {
	var out []weeks
	for month := (schedule.Date{Year: first.Year, Month: first.Month, Day: 1}); !month.After(last); month = month.AddMonths(1) {
		from, to := later(month, first), month.AddMonths(1).AddDays(-1)
		if to.After(last) {
			to = last
		}
		begin := c.weekOf(from)
		out = append(out, weeks{month, begin, begin.DaysUntil(to)/7 + 1})
	}
	return out
}

// nearly is the share of the largest days that is as good where it leaves less of the
// width free.
const nearly = 0.9

// arrange finds the arrangement of months in which days are largest, or nearly so, and
// the width is filled.
func arrange(all []weeks, width, height float64) months {
	var best months
	for columns := 1; columns <= 4; columns++ {
		m := months{weeks: all, columns: columns}
		rows := 0
		for i, w := range all {
			if i%columns == 0 {
				m.high = append(m.high, 0)
			}
			row := &m.high[len(m.high)-1]
			rows += max(w.n-*row, 0)
			*row = max(w.n, *row)
		}
		m.pitch = min(
			(width-float64(columns-1)*monthGap)/float64(columns)/7,
			(height-float64(len(m.high))*(monthName+monthGap)+monthGap)/float64(rows),
			largest,
		)
		if m.pitch > best.pitch*nearly {
			best = m
		}
	}
	return best
}

// year draws a year.
func (p *Painter) year(s Sketch, w words.Summary) sheet {
	sh := p.sheet(s.Theme, yearHeight, calendarScale)
	c := s.calendar()
	sh.titled(s, 27, yearHead)
	entries, lines := sh.legend(c.legend(w), margin, right)
	bottom := float64(yearHeight-margin) - float64(lines)*legendLine
	sh.explain(entries, bottom+4)

	first, last, ok := c.drawn()
	if !ok {
		return sh
	}
	all := c.monthsFrom(first, last)
	top := float64(yearTop)
	if len(c.compass) > 0 {
		sh.compass(c, all[0].month, all[len(all)-1].month.AddMonths(1).AddDays(-1), margin, top+8, bandHeight, w)
		top += bandHeight + 26
	}
	sh.months(c, arrange(all, right-margin, bottom-12-top), top, bottom-12, w)
	return sh
}

// months draws the months of a year between two heights. What room is left goes
// between them and around them.
func (s sheet) months(c calendar, m months, top, bottom float64, w words.Summary) {
	used := 0.0
	for _, rows := range m.high {
		used += monthName + float64(rows)*m.pitch
	}
	apart := (bottom - top - used) / float64(len(m.high)+1)
	between := 0.0
	if m.columns > 1 {
		wide := float64(m.columns)*7*m.pitch - m.pitch*(1-cellShare)
		between = (right - margin - wide) / float64(m.columns-1)
	}
	y := top + apart
	for i, month := range m.weeks {
		if i > 0 && i%m.columns == 0 {
			y += monthName + float64(m.high[i/m.columns-1])*m.pitch + apart
		}
		s.small(c, month, margin+float64(i%m.columns)*(7*m.pitch+between), y, m.pitch, w)
	}
}

// small draws a month of a year.
func (s sheet) small(c calendar, month weeks, x, y, pitch float64, w words.Summary) {
	s.write(s.text(11), w.Months[month.month.Month-1], x, y+9, ink)
	y += monthName
	for d := month.month; d.Month == month.month.Month; d = d.AddDays(1) {
		if m := c.at(d); m != undrawn {
			i := month.first.DaysUntil(d)
			s.mark(m, pitch*cellShare, x+float64(i%7)*pitch, y+float64(i/7)*pitch)
		}
	}
}
