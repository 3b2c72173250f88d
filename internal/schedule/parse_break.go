package schedule

import (
	"slices"
	"time"
)

// span reads a break that says when it begins: "over the weekend", "tomorrow",
// "3-10 May", "24 Dec to 2 Jan", "from monday to friday", "on 24 Dec".
func (r *pauseReader) span() (Break, bool) {
	start := r.pos
	for _, form := range []func() (Break, bool){r.weekendSpan, r.holidaySpan, r.wholePeriod, r.daysOfMonth, r.fromTo, r.singleDay} {
		if b, ok := form(); ok {
			r.suffix()
			if r.done() {
				return b, true
			}
		}
		r.pos = start
	}
	return Break{}, false
}

// weekendSpan reads "the weekend" and "this weekend", which is there or comes
// next, and "next weekend", which comes after it.
func (r *pauseReader) weekendSpan() (Break, bool) {
	start := r.pos
	r.accept(r.the)
	next := r.peek(0).is("next")
	if !r.accept(r.this) {
		r.accept(r.next)
	}
	if r.accept(r.whole) {
		r.accept(r.the)
	}
	if !r.accept(r.weekend) {
		r.pos = start
		return Break{}, false
	}
	b := r.thisWeekend()
	if next {
		b.From, b.Until = b.Until.AddDays(5), b.Until.AddDays(7)
	}
	return b, true
}

// thisWeekend returns the Saturday and Sunday that are there or come next; of
// one that has begun, what is left.
func (r *pauseReader) thisWeekend() Break {
	monday := r.nextWeekday(time.Monday)
	from := monday.AddDays(-2)
	if from.Before(r.today) {
		from = r.today
	}
	return Break{From: from, Until: monday}
}

// holidaySpan reads "over christmas": from its eve to its last day.
func (r *pauseReader) holidaySpan() (Break, bool) {
	if r.pos == 0 || !r.list[r.pos-1].is("over") {
		return Break{}, false
	}
	d, ok := r.holiday()
	if !ok {
		return Break{}, false
	}
	if d.Month == time.December && d.Day == 25 {
		return Break{From: d.AddDays(-1), Until: d.AddDays(2)}, true
	}
	if d.Month == time.January && d.Day == 1 {
		return Break{From: d.AddDays(-1), Until: d.AddDays(1)}, true
	}
	return Break{From: d, Until: d.AddDays(1)}, true
}

// wholePeriod reads "next week" and "next month", which begin later, and, where it is
// said of one, a month: "off in December", "during May".
func (r *pauseReader) wholePeriod() (Break, bool) {
	said := r.off || r.pos > 0 && r.during[r.list[r.pos-1].text]
	start := r.pos
	r.accept(r.whole)
	if !r.accept(r.next) {
		r.pos = start
	} else {
		u, ok := r.units[r.peek(0).text]
		r.pos++
		switch {
		case ok && u == unit{days: 7}:
			monday := r.nextWeekday(time.Monday)
			return Break{From: monday, Until: monday.AddDays(7)}, true
		case ok && u == unit{months: 1}:
			first := Date{r.today.Year, r.today.Month, 1}.AddMonths(1)
			return Break{From: first, Until: first.AddMonths(1)}, true
		}
		return Break{}, false
	}
	r.accept(r.the)
	said = r.accept(r.in) || r.accept(r.whole) || said
	r.accept(r.of)
	m, ok := r.monthName()
	if !ok || !said {
		return Break{}, false
	}
	first := r.nextMonth(m)
	b := Break{From: first, Until: first.AddMonths(1)}
	if first.Before(r.today) {
		b.From = r.today // what is left of it
	}
	return b, true
}

// fromTo reads two dates with a dash or its like between them: "24 Dec to 2
// Jan", "from monday to friday". Both are in the break.
func (r *pauseReader) fromTo() (Break, bool) {
	said := r.accept(r.from)
	first, ok := r.date()
	if !ok {
		return Break{}, false
	}
	if r.done() {
		return Break{}, false
	}
	if r.accept(r.pauseLead) { // "from monday for 2 weeks"
		later := pauseReader{reader: r.reader, today: first}
		until, ok := later.length()
		r.pos = later.pos
		return Break{From: first, Until: until}, ok && said
	}
	listed := false
	if !r.accept(r.ranges) {
		if !r.and[r.peek(0).text] {
			return Break{}, false
		}
		listed = r.listed(said)
	}
	later := pauseReader{reader: r.reader, today: first}
	last, ok := later.date()
	r.pos = later.pos
	return Break{From: first, Until: last.AddDays(1)}, ok && (!listed || last == first.AddDays(1))
}

// listed moves past an "and" between two dates, which lists them: only neighbours are
// a span. After "between", which said stands for, it is a span whatever they are.
func (r *pauseReader) listed(said bool) bool {
	between := said && r.and[r.peek(0).text]
	return r.accept(r.and) && !between
}

// daysOfMonth reads "3-10 May" and "May 3-10".
func (r *pauseReader) daysOfMonth() (Break, bool) {
	said := r.accept(r.from)
	r.accept(r.the)
	month, monthFirst := r.monthName()
	first, ok := r.dayNumber()
	if !ok {
		return Break{}, false
	}
	listed := false
	if !r.accept(r.ranges) {
		if !r.and[r.peek(0).text] {
			return Break{}, false
		}
		listed = r.listed(said)
	}
	r.accept(r.the)
	last, ok := r.dayNumber()
	if !ok || last < first || listed && last != first+1 {
		return Break{}, false
	}
	if !monthFirst {
		r.accept(r.of)
		if month, ok = r.monthName(); !ok {
			return Break{}, false
		}
	}
	end, ok := r.inYear(last, month)
	if !ok {
		return Break{}, false
	}
	begin, ok := existing(Date{end.Year, month, first})
	if begin.Before(r.today) {
		begin = r.today
	}
	return Break{From: begin, Until: end.AddDays(1)}, ok
}

// singleDay reads one day off, where it was said to be one: "on 24 Dec",
// "tomorrow".
func (r *pauseReader) singleDay() (Break, bool) {
	on := r.off || r.pos > 0 && r.list[r.pos-1].is("on")
	if slices.ContainsFunc(r.list[:r.pos], func(t token) bool { return r.returning[t.text] }) {
		return Break{}, false // "back on monday" ends there
	}
	if !on && !r.tomorrows[r.peek(0).text] {
		return Break{}, false
	}
	d, ok := r.date()
	return Break{From: d, Until: d.AddDays(1)}, ok
}
