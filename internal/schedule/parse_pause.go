package schedule

import "time"

// longestPause is how far ahead a pause may end, in months. Whoever wants
// longer pauses for good.
const longestPause = 120

// ParsePause reads how long somebody wants to be left alone: "2 weeks", "a
// month", "until 3 Jan", "until 2027-01-03", "until monday". until is the
// first date on which they are asked again. Nothing at all and "for good"
// are a pause without an end: forever is true and until is zero. A day
// without a year is the next one that comes after today.
//
// The error is ErrPast, ErrFar or ErrPause, the last perhaps in an
// *UnknownWord.
func ParsePause(s string, today Date) (until Date, forever bool, err error) {
	return english.pause(s, today)
}

func (l *language) pause(s string, today Date) (until Date, forever bool, err error) {
	list, ok := tokens(s)
	if !ok {
		return Date{}, false, ErrPause
	}
	r := &pauseReader{reader: reader{language: l, list: withoutStops(list)}, today: today}
	for start := true; start || r.accept(r.pauseLead); start = false {
		if r.done() || r.openEnded[r.rest()] {
			return Date{}, true, nil
		}
	}
	until, ok = r.end()
	switch {
	case !ok || !r.done():
		if !ok {
			r.pos = r.far
		}
		return Date{}, false, r.misunderstood(ErrPause)
	case !until.After(today):
		return Date{}, false, ErrPast
	case until.After(today.AddMonths(longestPause)):
		return Date{}, false, ErrFar
	}
	return until, false, nil
}

// withoutStops drops the marks that end a sentence.
func withoutStops(list []token) []token {
	for len(list) > 0 {
		switch last := list[len(list)-1]; {
		case last.is("."), last.is("!"), last.is("?"):
			list = list[:len(list)-1]
		default:
			return list
		}
	}
	return list
}

// pauseReader reads the end of a pause that begins on `today`.
type pauseReader struct {
	reader
	today Date
}

// rest returns what is not read yet, with one space between words.
func (r *pauseReader) rest() string {
	text := ""
	for i, t := range r.list[r.pos:] {
		if i > 0 && !t.glued {
			text += " "
		}
		text += t.text
	}
	return text
}

// end reads the first date that is not paused.
func (r *pauseReader) end() (Date, bool) {
	explicit := r.accept(r.until)
	r.accept(r.fillers)
	start := r.pos
	if !explicit {
		if r.accept(r.todays) {
			return r.today.AddDays(1), true
		}
		if d, ok := r.length(); ok {
			return d, true
		}
		r.pos = max(start, r.pos)
		if r.pos > start { // a length, and then something else
			return Date{}, false
		}
	}
	return r.date()
}

// length reads "2 weeks", "a month and 3 days", "half a year", "10d".
func (r *pauseReader) length() (Date, bool) {
	start := r.pos
	for r.accept(r.the) || r.accept(r.next) {
	}
	end, parts := r.today, 0
	for {
		partStart := r.pos
		months, days, ok := r.lengthPart()
		if !ok {
			r.pos = partStart
			break
		}
		end = end.AddMonths(months).AddDays(days)
		parts++
		for r.accept(r.and) {
		}
	}
	if parts == 0 {
		r.pos = start
		return Date{}, false
	}
	return end, true
}

func (r *pauseReader) lengthPart() (months, days int, ok bool) {
	count := 1
	halved := r.accept(r.half)
	article := r.accept(r.one)
	if n, isVague := r.vague[r.peek(0).text]; isVague {
		count = n
		r.pos++
		r.accept(r.of)
	} else if n, isNumber := r.peek(0).number(); isNumber && !article {
		count = n
		r.pos++
	} else if n, isNumber := r.amount(99); isNumber && !article {
		count = n
	}
	u, ok := r.units[r.peek(0).text]
	if !ok {
		return 0, 0, false
	}
	r.pos++
	if halved {
		switch {
		case u.months == 12:
			u = unit{months: 6}
		case u.months == 1:
			u = unit{days: 15}
		default:
			return 0, 0, false
		}
	}
	return u.months * count, u.days * count, true
}

// date reads the date on which somebody wants to be asked again.
func (r *pauseReader) date() (Date, bool) {
	if d, ok := r.periodEnd(); ok {
		return d, true
	}
	switch {
	case r.accept(r.todays):
		return r.today, true
	case r.accept(r.tomorrows):
		return r.today.AddDays(1), true
	}
	r.accept(r.the)
	r.accept(r.next)
	if r.accept(r.weekend) {
		return r.nextWeekday(time.Saturday), true
	}
	if d, ok := r.weekdayName(); ok {
		r.accept(r.and)
		if r.done() {
			return r.nextWeekday(d), true
		}
		date, ok := r.calendarDate()
		return date, ok && date.Weekday() == d // "Monday 4 January" has to be one
	}
	return r.calendarDate()
}

// periodEnd reads "next week", "the end of the month", "the rest of this
// year", "the end of January": the pause ends where the next period begins.
func (r *pauseReader) periodEnd() (Date, bool) {
	start := r.pos
	r.accept(r.the)
	if r.accept(r.ends) {
		r.accept(r.of)
		r.accept(r.the)
		r.accept(r.this)
		if m, ok := r.monthName(); ok {
			return r.nextMonth(m).AddMonths(1), true
		}
	} else if !r.accept(r.next) {
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
