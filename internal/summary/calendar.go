package summary

import (
	"strings"
	"time"

	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
	"stillpoint/internal/words"
)

// mark is what a day shows.
type mark int

// The marks. A day on which an optional question went unanswered counts as
// nothing, and looks like one that was not asked.
const (
	notAsked mark = iota
	kept
	rested
	missed
	open
	marks // how many there are
)

// calendar is what the picture, the blocks and the alt text show: twelve whole
// months of days.
type calendar struct {
	first, last schedule.Date
	firstDay    time.Weekday
	// days holds a mark for every date from first to last.
	days  []mark
	count [marks]int
	// compass holds the taps within the months, in order.
	compass []Point
	// total is how many reflections there are in all; 0 is not shown.
	total int
	// quiet says that only kept days are marked; channel that they are answered
	// by whoever it was.
	quiet, channel bool
}

// newCalendar returns the twelve months that end with the period.
func newCalendar(p Period, firstDay time.Weekday) calendar {
	c := calendar{firstDay: firstDay}
	c.first, c.last = Months(p)
	c.days = make([]mark, c.first.DaysUntil(c.last)+1)
	c.count[notAsked] = len(c.days)
	return c
}

// set marks a date, if the calendar has it.
func (c *calendar) set(d schedule.Date, m mark) {
	if d.Before(c.first) || d.After(c.last) {
		return
	}
	at := &c.days[c.first.DaysUntil(d)]
	c.count[*at]--
	*at = m
	c.count[m]++
}

// calendar makes the person's. Without a subscription of their own no date is
// an occasion; then the dates on which they answered a channel are marked.
func (in Input) calendar() calendar {
	c := newCalendar(in.Period, in.FirstDay)
	c.quiet = in.Quiet
	if !in.Quiet && in.current() {
		c.total = in.History.Total
	}
	for _, o := range in.History.Between(c.first, c.last) {
		if m := markOf(o.Outcome); m == kept || !in.Quiet {
			c.set(o.Date, m)
		}
	}
	if len(in.History.Occasions) == 0 {
		for _, r := range in.Replies {
			if !r.Free {
				c.set(r.Date, kept)
			}
		}
	}
	for _, p := range in.compass() {
		if !p.Date.Before(c.first) && !p.Date.After(c.last) {
			c.compass = append(c.compass, p)
		}
	}
	return c
}

// calendar makes the channel's: the dates that were answered.
func (c Channel) calendar() calendar {
	cal := newCalendar(c.Period, c.FirstDay)
	cal.channel = true
	for _, d := range c.Days {
		if d.Answered {
			cal.set(d.Date, kept)
		}
	}
	return cal
}

func markOf(o streak.Outcome) mark {
	return [...]mark{
		streak.Open: open, streak.Kept: kept, streak.Rested: rested,
		streak.Missed: missed, streak.Optional: notAsked,
	}[o]
}

// block is one month of the calendar as columns of weeks.
type block struct {
	first   schedule.Date
	offset  int // the row of the first of the month
	days    int
	columns int
}

// blocks returns the twelve months.
func (c calendar) blocks() []block {
	out := make([]block, 12)
	for i := range out {
		first := c.first.AddMonths(i)
		b := block{
			first:  first,
			offset: (int(first.Weekday()) - int(c.firstDay) + 7) % 7,
			days:   first.DaysUntil(first.AddMonths(1)),
		}
		b.columns = (b.offset + b.days + 6) / 7
		out[i] = b
	}
	return out
}

// at returns the column and the row of a day of the month, counted from 0.
func (b block) at(day int) (column, row int) {
	return (b.offset + day) / 7, (b.offset + day) % 7
}

// mark returns what the n-th day of the month shows, counted from 0.
func (c calendar) mark(b block, day int) mark {
	return c.days[c.first.DaysUntil(b.first)+day]
}

// legend returns the marks that are explained: those that are there, in order.
func (c calendar) legend() []mark {
	out := []mark{kept}
	for _, m := range []mark{rested, missed, open} {
		if c.count[m] > 0 {
			out = append(out, m)
		}
	}
	if c.quiet || c.channel {
		return out
	}
	return append(out, notAsked)
}

// label names a mark.
func (c calendar) label(w words.Summary, m mark) string {
	if m == kept && c.channel {
		return w.Answered
	}
	return [...]string{notAsked: w.NotAsked, kept: w.Kept, rested: w.Rested, missed: w.Missed, open: w.Open}[m]
}

// title names the months.
func (c calendar) title(w words.Summary) string {
	return w.Span(midnight(c.first), midnight(c.last))
}

// alt says what the calendar shows, in two to four short sentences.
func (c calendar) alt(a words.SummaryAlt, w words.Summary) string {
	said := []string{a.Grid(c.title(w))}
	switch {
	case c.count[kept]+c.count[rested]+c.count[missed] == 0:
		said = append(said, a.Empty)
	case c.quiet:
		said = append(said, a.Quiet)
	case c.channel:
		said = append(said, a.Answered(c.count[kept]))
	default:
		said = append(said, a.Days(c.count[kept], c.count[rested], c.count[missed]))
	}
	if c.count[open] > 0 {
		said = append(said, a.Open)
	}
	if n := len(c.compass); n > 0 {
		from, to := w.Places[c.compass[0].Place-1], w.Places[c.compass[n-1].Place-1]
		switch {
		case n == 1:
			said = append(said, w.CompassOnce(to))
		case from == to:
			said = append(said, w.CompassSame(to))
		default:
			said = append(said, w.CompassMoved(from, to))
		}
	}
	return strings.Join(said, " ")
}
