package schedule

import "time"

// ParseWeekdays reads days of the week as people type them: "weekdays",
// "daily", "mon,wed,fri", "mon-fri", "Mondays and Thursdays", "every day
// except sunday". A range may run over the end of the week ("fri-mon"). The
// error is ErrWeekdays, perhaps in an *UnknownWord.
func ParseWeekdays(s string) (Weekdays, error) {
	change, err := english.schedule(s, wantDays, ErrWeekdays)
	if err != nil {
		return 0, err
	}
	return *change.Days, nil
}

// days reads one day, a range or a named set at the reader's position and
// moves past it, or leaves the reader where it is.
func (r *reader) days() (Weekdays, bool) {
	start := r.pos
	if named, ok := r.splitSet(); ok {
		return named, true
	}
	if r.accept(r.everyDay) {
		if r.accept(r.day) {
			return Everyday, true
		}
		if named, ok := r.splitSet(); ok { // "every working day"
			return named, true
		}
	}
	if named, ok := r.daySets[r.peek(0).text]; ok {
		r.pos++
		return named, true
	}
	if from, ok := r.weekdayName(); ok {
		return r.upTo(from), true
	}
	r.pos = start
	return 0, false
}

// splitSet reads a set that is written as two words, or as one with a dash.
func (r *reader) splitSet() (Weekdays, bool) {
	second := 1
	if r.peek(second).is("-") {
		second++
	}
	named, ok := r.splitSets[[2]string{r.peek(0).text, r.peek(second).text}]
	if ok {
		r.pos += second + 1
	}
	return named, ok
}

func (r *reader) weekdayName() (time.Weekday, bool) {
	if r.peek(0).kind != wordToken {
		return 0, false
	}
	d, ok := r.weekday(r.peek(0).text)
	if ok {
		r.pos++
	}
	return d, ok
}

// upTo reads the rest of a range that begins with `from`, if it is one.
func (r *reader) upTo(from time.Weekday) Weekdays {
	start := r.pos
	for r.peek(0).is(".") {
		r.pos++
	}
	days := WeekdaysOf(from)
	if r.accept(r.ranges) {
		if last, ok := r.weekdayName(); ok {
			for d := from; d != last; d = (d + 1) % 7 {
				days = days.With(d)
			}
			return days.With(last)
		}
	}
	r.pos = start
	return days
}
