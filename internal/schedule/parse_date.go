package schedule

import "time"

// calendarDate reads a date of the calendar: "3 Jan", "January 3rd, 2027",
// "2027-01-03", "3.1.", "january". Two numbers with a stroke or a dash
// between ("3/1") mean different days to different people; such a date is
// read only where one of them can't be a month. With dots the day comes first
// everywhere.
func (r *pauseReader) calendarDate() (Date, bool) {
	start := r.pos
	for _, form := range []func() (Date, bool){r.dayAndMonth, r.monthAndDay, r.digitDate} {
		if d, ok := form(); ok {
			return d, true
		}
		r.pos = start
	}
	return Date{}, false
}

// dayAndMonth reads "3 Jan", "3rd of January, 2027".
func (r *pauseReader) dayAndMonth() (Date, bool) {
	day, ok := r.dayNumber()
	if !ok {
		return Date{}, false
	}
	r.accept(r.of)
	if r.peek(0).is(".") || r.peek(0).is("-") {
		r.pos++
	}
	month, ok := r.monthName()
	if !ok {
		return Date{}, false
	}
	return r.inYear(day, month)
}

// monthAndDay reads "Jan 3", "January 3rd, 2027", and "January" for its first.
func (r *pauseReader) monthAndDay() (Date, bool) {
	month, ok := r.monthName()
	if !ok {
		return Date{}, false
	}
	r.accept(r.the)
	day, ok := r.dayNumber()
	if !ok {
		day = 1
	}
	return r.inYear(day, month)
}

// digitDate reads "2027-01-03", "3.1.", "3.1.2027", "14/2", "2/14/2027".
func (r *pauseReader) digitDate() (Date, bool) {
	first, ok := r.peek(0).number()
	mark := r.peek(1)
	if !ok || !mark.is("-") && !mark.is(".") && !mark.is("/") {
		return Date{}, false
	}
	second, ok := r.peek(2).number()
	if !ok {
		return Date{}, false
	}
	yearFirst := len(r.peek(0).text) == 4
	r.pos += 3
	third, isThird := 0, false
	if r.peek(0).is(mark.text) {
		r.pos++
		if third, isThird = r.peek(0).number(); isThird {
			r.pos++
		} else if !mark.is(".") { // "3.1." ends with its dot
			return Date{}, false
		}
	}
	if yearFirst {
		return existing(Date{first, time.Month(second), third})
	}
	day, month := first, second
	if !mark.is(".") {
		switch {
		case first <= 12 && second <= 12 && first != second:
			return Date{}, false
		case second > 12:
			day, month = second, first
		}
	}
	if isThird {
		return existing(Date{third, time.Month(month), day})
	}
	return r.coming(day, time.Month(month))
}

// dayNumber reads the day of a month: "3", "3rd".
func (r *pauseReader) dayNumber() (int, bool) {
	n, ok := r.peek(0).number()
	if !ok || n < 1 || n > 31 {
		return 0, false
	}
	r.pos++
	if r.peek(0).glued {
		r.accept(r.ordinals)
	}
	return n, true
}

func (r *pauseReader) monthName() (time.Month, bool) {
	if r.peek(0).kind != wordToken {
		return 0, false
	}
	m, ok := r.month(r.peek(0).text)
	if r.past { // A slip of the finger could be a word that is looked for.
		m, ok = r.months[r.peek(0).text]
	}
	if ok {
		r.pos++
		if r.peek(0).is(".") && r.peek(0).glued { // "Jan."
			r.pos++
		}
	}
	return m, ok
}

// inYear reads the year that may follow a day and a month.
func (r *pauseReader) inYear(day int, month time.Month) (Date, bool) {
	for next := 0; next < 2; next++ {
		year := r.peek(next)
		if n, ok := year.number(); ok && len(year.text) == 4 {
			r.pos += next + 1
			return existing(Date{n, month, day})
		}
		if !r.and[year.text] {
			break
		}
	}
	return r.coming(day, month)
}

// coming returns the day and month as it comes next, or, where the past is read, as
// it came last; today's is today. 29 February waits for its year.
func (r *pauseReader) coming(day int, month time.Month) (Date, bool) {
	if r.past {
		for year := r.today.Year; year >= r.today.Year-8; year-- {
			if d, ok := existing(Date{year, month, day}); ok && !d.After(r.today) {
				return d, true
			}
		}
		return Date{}, false
	}
	for year := r.today.Year; year <= r.today.Year+8; year++ {
		if d, ok := existing(Date{year, month, day}); ok && !d.Before(r.today) {
			return d, true
		}
	}
	return Date{}, false
}

// existing returns the date if the calendar has it.
func existing(d Date) (Date, bool) { return d, d.valid() }
