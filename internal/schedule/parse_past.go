package schedule

import "time"

// Span is some days in a row, both ends included.
type Span struct{ First, Last Date }

// around is how many days on either side belong to what somebody dates as "a year
// ago".
const around = 3

// ParsePast reads days that lie behind somebody, as they say them: "yesterday", "3
// March", "last May", "May 2025", "last week", "a year ago", "2025-03-03", "2025". A
// day or month without a year is the latest that has begun. Ok is false for any
// other text: it may be words that are looked for.
func ParsePast(s string, today Date) (days Span, ok bool) {
	list, ok := tokens(s)
	if !ok {
		return Span{}, false
	}
	r := &pauseReader{reader: reader{language: &english, list: withoutStops(list)}, today: today, past: true}
	if len(r.list) == 0 {
		return Span{}, false
	}
	r.accept(r.pastLead)
	r.accept(r.the)
	days, ok = r.pastSpan()
	return days, ok && r.done() && !days.First.After(today)
}

// pastSpan reads one of the forms that days behind somebody are named in.
func (r *pauseReader) pastSpan() (Span, bool) {
	start := r.pos
	for _, form := range []func() (Span, bool){r.nearDay, r.ago, r.lastOne, r.monthOrYear, r.fullWeekday} {
		if days, ok := form(); ok && r.done() {
			return days, true
		}
		r.pos = start
	}
	d, ok := r.calendarDate()
	if ok && !r.done() { // "3 March last year"
		return r.lastYears(d)
	}
	return Span{d, d}, ok
}

// nearDay reads "today" and "yesterday".
func (r *pauseReader) nearDay() (Span, bool) {
	d := r.today
	switch {
	case r.accept(r.todays):
	case r.accept(r.yesterdays):
		d = d.AddDays(-1)
	default:
		return Span{}, false
	}
	return Span{d, d}, true
}

// ago reads "3 days ago", "a year ago", "a year ago today".
func (r *pauseReader) ago() (Span, bool) {
	months, days, ok := r.lengthPart()
	if !ok || !r.accept(r.agoWords) {
		return Span{}, false
	}
	d := r.today.AddMonths(-months).AddDays(-days)
	if r.accept(r.todays) || months == 0 && days < 7 {
		return Span{d, d}, true
	}
	return Span{d.AddDays(-around), d.AddDays(around)}, true
}

// lastOne reads what stands after "last" or "this": a week, a month, a year, a
// weekday, or a month's name.
func (r *pauseReader) lastOne() (Span, bool) {
	before := 0
	switch {
	case r.accept(r.lasts):
		before = 1
	case !r.accept(r.this):
		return Span{}, false
	}
	if day, ok := r.weekdays[r.peek(0).text]; ok {
		r.pos++
		return r.latestWeekday(day), true
	}
	if m, ok := r.monthName(); ok {
		d := Date{r.today.Year, m, 1}
		if m > r.today.Month || before == 1 && m == r.today.Month {
			d.Year--
		}
		return monthOf(d), true
	}
	u, ok := r.units[r.peek(0).text]
	if !ok {
		return Span{}, false
	}
	r.pos++
	switch {
	case u.days == 7:
		back := (int(r.today.Weekday())+6)%7 + 7*before
		first := r.today.AddDays(-back)
		return Span{first, first.AddDays(6)}, true
	case u.months == 1:
		return monthOf(Date{r.today.Year, r.today.Month, 1}.AddMonths(-before)), true
	case u.months == 12:
		return yearOf(r.today.Year - before), true
	}
	return Span{}, false
}

// monthOrYear reads "May", "May 2025", "May last year", "2025", "2025-05".
func (r *pauseReader) monthOrYear() (Span, bool) {
	if year, ok := r.year(); ok {
		if r.done() {
			return yearOf(year), true
		}
		if r.peek(0).is("-") || r.peek(0).is("/") {
			r.pos++
			month, ok := r.peek(0).number()
			r.pos++
			return monthOf(Date{year, time.Month(month), 1}), ok && month >= 1 && month <= 12
		}
		return Span{}, false
	}
	m, ok := r.monthName()
	if !ok {
		return Span{}, false
	}
	r.accept(r.of)
	if year, ok := r.year(); ok {
		return monthOf(Date{year, m, 1}), true
	}
	d := Date{r.today.Year, m, 1}
	if r.done() {
		if m > r.today.Month {
			d.Year--
		}
		return monthOf(d), true
	}
	days, ok := r.lastYears(d)
	return monthOf(days.First), ok
}

// year reads a year of four digits.
func (r *pauseReader) year() (int, bool) {
	n, ok := r.peek(0).number()
	if !ok || len(r.peek(0).text) != 4 || n < 1900 {
		return 0, false
	}
	r.pos++
	return n, true
}

// lastYears reads "last year" or "this year" behind a day or a month, and moves it
// there.
func (r *pauseReader) lastYears(d Date) (Span, bool) {
	r.accept(r.of)
	before := 0
	switch {
	case r.accept(r.lasts):
		before = 1
	case !r.accept(r.this):
		return Span{}, false
	}
	if u, ok := r.units[r.peek(0).text]; !ok || u.months != 12 {
		return Span{}, false
	}
	r.pos++
	d, ok := existing(Date{r.today.Year - before, d.Month, d.Day})
	return Span{d, d}, ok
}

// fullWeekday reads the name of a day in full: a short one could be a word.
func (r *pauseReader) fullWeekday() (Span, bool) {
	day, ok := r.weekdays[r.peek(0).text]
	if !ok || len(r.peek(0).text) < len("monday") {
		return Span{}, false
	}
	r.pos++
	return r.latestWeekday(day), true
}

// latestWeekday is the latest such day before today.
func (r *pauseReader) latestWeekday(day time.Weekday) Span {
	d := r.today.AddDays(-1)
	for d.Weekday() != day {
		d = d.AddDays(-1)
	}
	return Span{d, d}
}

// monthOf is all of the month that begins on a date.
func monthOf(first Date) Span { return Span{first, first.AddMonths(1).AddDays(-1)} }

// yearOf is all of a year.
func yearOf(year int) Span {
	return Span{Date{year, time.January, 1}, Date{year, time.December, 31}}
}
