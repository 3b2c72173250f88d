package summary

import (
	"slices"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// calendar is the days that a picture, its alt text and the blocks show.
type calendar struct {
	first, last schedule.Date
	firstDay    time.Weekday
	// days holds a mark for every date from first to last.
	days  []mark
	count [marks]int
	// compass holds the taps within the dates, in order.
	compass []Point
	// plain says that only answered days are told from others; channel that they
	// were answered by whoever it was.
	plain, channel bool
}

func newCalendar(first, last schedule.Date, firstDay time.Weekday) calendar {
	c := calendar{first: first, last: last, firstDay: firstDay}
	c.days = make([]mark, max(first.DaysUntil(last)+1, 0))
	c.count[undrawn] = len(c.days)
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

// at returns what a date shows; undrawn outside the calendar.
func (c calendar) at(d schedule.Date) mark {
	if d.Before(c.first) || d.After(c.last) {
		return undrawn
	}
	return c.days[c.first.DaysUntil(d)]
}

// drawn returns the first and the last date that show anything; ok is false if
// none does.
func (c calendar) drawn() (first, last schedule.Date, ok bool) {
	shows := func(m mark) bool { return m != undrawn }
	from := slices.IndexFunc(c.days, shows)
	if from < 0 {
		return first, last, false
	}
	to := len(c.days) - 1
	for !shows(c.days[to]) {
		to--
	}
	return c.first.AddDays(from), c.first.AddDays(to), true
}

// kept is how many days were answered.
func (c calendar) kept() int {
	return c.count[slight] + c.count[middling] + c.count[kept] + c.count[extra]
}

// lived marks the dates from one to another as days that came and went.
func (c *calendar) lived(from, to schedule.Date) {
	for d := later(from, c.first); !d.After(to) && !d.After(c.last); d = d.AddDays(1) {
		c.set(d, notAsked)
	}
}

// calendar makes the person's, of the period's days from their first one to the
// latest that has come. Today has come once it has asked. Without a subscription
// of their own no date is an occasion; then the dates on which they answered a
// channel are marked.
func (in Input) calendar() calendar {
	c := newCalendar(in.Period.First(), in.Period.Last(), in.FirstDay)
	occasions := in.History.Occasions
	c.plain = in.Quiet || len(occasions) == 0
	if first := in.firstDate(); !first.IsZero() {
		c.lived(first, in.Today.AddDays(-1))
	}
	size := in.sizes()
	for _, o := range in.History.Between(c.first, c.last) {
		switch m := markOf(o); {
		case m == kept && size != nil:
			c.set(o.Date, size(o.Date))
		case m.isKept() && in.Quiet:
			c.set(o.Date, kept)
		case m.isKept() || !in.Quiet:
			c.set(o.Date, m)
		}
	}
	if len(occasions) == 0 {
		for _, r := range in.Replies {
			if !r.Free {
				c.set(r.Date, kept)
			}
		}
	}
	for _, p := range in.compass() {
		if in.Period.Has(p.Date) && in.Period.kind != Week { // A week has one tap at most.
			c.compass = append(c.compass, p)
		}
	}
	return c
}

// firstDate is the first on which the person was asked, or wrote.
func (in Input) firstDate() schedule.Date {
	var first schedule.Date
	earliest := func(d schedule.Date) {
		if first.IsZero() || d.Before(first) {
			first = d
		}
	}
	if len(in.History.Occasions) > 0 {
		earliest(in.History.Occasions[0].Date)
	}
	for _, r := range in.Replies {
		earliest(r.Date)
	}
	return first
}

// sizes says how large a kept date is drawn in a month, by the words that were
// written in answer to it; nil where all are alike.
func (in Input) sizes() func(schedule.Date) mark {
	if in.Period.kind != Month || in.Quiet {
		return nil
	}
	dates := make(map[reflection.DeliveryID]schedule.Date)
	for _, o := range in.History.Between(in.Period.First(), in.Period.Last()) {
		if o.Outcome == streak.Kept {
			for _, d := range o.Deliveries {
				dates[d] = o.Date
			}
		}
	}
	written := make(map[schedule.Date]int)
	for _, r := range in.Replies {
		date, known := dates[r.Delivery]
		if !known {
			date = r.Date
		}
		if r.Words > 0 {
			written[date] += r.Words
		}
	}
	return ranked(written)
}

// ranked sorts dates into three sizes, each with about as many dates, by an
// amount that belongs to each; what is alike is of one size. nil for no amounts.
func ranked(amounts map[schedule.Date]int) func(schedule.Date) mark {
	var sorted []int
	for _, n := range amounts {
		sorted = append(sorted, n)
	}
	if len(sorted) == 0 {
		return nil
	}
	slices.Sort(sorted)
	third, two := sorted[len(sorted)/3], sorted[len(sorted)*2/3]
	return func(d schedule.Date) mark {
		switch n := amounts[d]; {
		case n >= two:
			return kept
		case n >= third:
			return middling
		}
		return slight
	}
}
