package schedule

import (
	"strings"
	"time"
)

// date reads the date on which somebody wants to be asked again.
func (r *pauseReader) date() (Date, bool) {
	if d, ok := r.periodEnd(); ok {
		return d, true
	}
	switch {
	case r.accept(r.todays):
		r.accept(r.partWords)
		return r.today, true
	case r.accept(r.tomorrows):
		r.accept(r.partWords)
		return r.today.AddDays(1), true
	case r.accept(r.yesterdays):
		return r.today.AddDays(-1), true
	}
	if d, ok := r.holiday(); ok {
		return d, true
	}
	the := r.accept(r.the)
	r.accept(r.this)
	r.accept(r.next)
	if r.accept(r.weekend) {
		return r.nextWeekday(time.Saturday), true
	}
	if strings.HasSuffix(r.peek(0).text, "days") { // "mondays"
		return Date{}, false
	}
	if d, ok := r.weekdayName(); ok {
		if _, another := r.language.weekday(r.peek(1).text); !another {
			r.accept(r.and) // "Sunday, 3 January"
		}
		r.accept(r.partWords)
		if r.done() || r.and[r.peek(0).text] || r.peek(0).is("please") || r.ranges[r.peek(0).text] || r.pauseLead[r.peek(0).text] {
			return r.nextWeekday(d), true
		}
		date, ok := r.calendarDate()
		return date, ok && date.Weekday() == d // "Monday 4 January" has to be one
	}
	if d, ok := r.calendarDate(); ok {
		return d, true
	}
	return r.dayOfMonth(the)
}

// dayOfMonth reads "the 15th", of this month or the next that has one.
func (r *pauseReader) dayOfMonth(the bool) (Date, bool) {
	start := r.pos
	day, ok := r.dayNumber()
	ordinal := ok && r.ordinals[r.list[r.pos-1].text]
	if !ok || !the && !ordinal {
		r.pos = start
		return Date{}, false
	}
	for month := range 3 {
		d := Date{r.today.Year, r.today.Month, 1}.AddMonths(month)
		if d.Day = day; d.valid() && d.After(r.today) {
			return d, true
		}
	}
	return Date{}, false
}

// holiday reads a day that has a name and falls on the same date everywhere.
func (r *pauseReader) holiday() (Date, bool) {
	start := r.pos
	r.accept(r.the)
	best, taken := Date{}, 0
	for _, h := range r.holidays {
		for _, name := range h.words {
			if n := r.phrase(name); n > taken {
				best, taken = h.value, n
			}
		}
	}
	if taken == 0 {
		r.pos = start
		return Date{}, false
	}
	r.pos += taken
	return r.coming(best.Day, best.Month)
}

// phrase returns how many tokens of a phrase, cut at its spaces, stand here; 0
// if not all do.
func (r *pauseReader) phrase(text string) int {
	n := 0
	for word := range strings.FieldsSeq(text) {
		if !r.peek(n).is(word) {
			return 0
		}
		n++
	}
	return n
}

// throughEnd reads what a break goes through, or after which it ends: a
// weekend, a month, Christmas with its second day. It returns the day behind.
func (r *pauseReader) throughEnd() (Date, bool) {
	start := r.pos
	if b, ok := r.wholePeriod(); ok {
		return b.Until, true
	}
	r.pos = start
	if d, ok := r.periodEnd(); ok {
		return d, true
	}
	if w, ok := r.weekendSpan(); ok {
		return w.Until, true
	}
	if m, ok := r.monthName(); ok && r.done() {
		return r.nextMonth(m).AddMonths(1), true
	}
	return Date{}, false
}

// periodEnd reads "next week", "the end of the month", "the rest of this
// year", "the end of January": the pause ends where the next period begins.
func (r *pauseReader) periodEnd() (Date, bool) {
	start := r.pos
	r.accept(r.the)
	if r.accept(r.ends) {
		r.accept(r.of)
		r.accept(r.the)
		if r.next[r.peek(0).text] {
			b, ok := r.wholePeriod()
			return b.Until, ok
		}
		r.accept(r.this)
		if m, ok := r.monthName(); ok {
			return r.nextMonth(m).AddMonths(1), true
		}
		if r.accept(r.day) || r.accept(r.todays) {
			return r.today.AddDays(1), true
		}
		if r.accept(r.weekend) {
			return r.thisWeekend().Until, true
		}
	} else if !r.accept(r.next) && !r.accept(r.whole) && !r.accept(r.this) {
		r.pos = start
		return Date{}, false
	}
	u, ok := r.units[r.peek(0).text]
	if !ok {
		r.pos = start
		return Date{}, false
	}
	r.pos++
	switch u {
	case unit{days: 7}:
		return r.nextWeekday(time.Monday), true
	case unit{months: 1}:
		return Date{r.today.Year, r.today.Month, 1}.AddMonths(1), true
	case unit{months: 12}:
		return Date{r.today.Year + 1, time.January, 1}, true
	}
	r.pos = start
	return Date{}, false
}

// nextWeekday returns the first such day after today.
func (r *pauseReader) nextWeekday(d time.Weekday) Date {
	ahead := (int(d-r.today.Weekday())+6)%7 + 1
	return r.today.AddDays(ahead)
}

// nextMonth returns the first of the month m, in this year or the next, whose
// end is still ahead.
func (r *pauseReader) nextMonth(m time.Month) Date {
	first := Date{r.today.Year, m, 1}
	if m < r.today.Month {
		first.Year++
	}
	return first
}
