package schedule

// ParseTimeOfDay reads a time of day as people type it: "8", "8am", "8 p.m.",
// "20:30", "20.30", "2030", "20h30", "noon", "half past eight", "quarter to 9
// in the evening". An hour without am or pm is read by the 24-hour clock, so
// "8" is 08:00. The error is ErrTimeOfDay, perhaps in an *UnknownWord.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	change, err := english.schedule(s, wantTime, ErrTimeOfDay)
	if err != nil {
		return TimeOfDay{}, err
	}
	return *change.At, nil
}

// timeOfDay reads a time at the reader's position and moves past it, or
// leaves the reader where it is.
func (r *reader) timeOfDay() (t TimeOfDay, ok bool) {
	start := r.pos
	for _, form := range []func() (TimeOfDay, bool){r.relativeTime, r.clockTime, r.spokenTime, r.namedTime} {
		if t, ok = form(); ok {
			return t, true
		}
		r.pos = start
	}
	return TimeOfDay{}, false
}

// relativeTime reads "half past eight", "quarter to 9 pm", "10 past noon".
func (r *reader) relativeTime() (TimeOfDay, bool) {
	var minutes int
	if r.accept(r.one) && r.peek(0).kind != wordToken { // "a quarter to"
		return TimeOfDay{}, false
	}
	if n, ok := r.portions[r.peek(0).text]; ok {
		minutes = n
		r.pos++
	} else if n, ok := r.amount(59); ok && n > 0 {
		minutes = n
		r.accept(r.minutes)
	} else {
		return TimeOfDay{}, false
	}
	sign := 1
	if !r.accept(r.past) {
		if !r.accept(r.to) {
			return TimeOfDay{}, false
		}
		sign = -1
	}
	base, ok := r.namedTime()
	if !ok {
		hour, isHour := r.amount(24)
		if !isHour {
			return TimeOfDay{}, false
		}
		if base, ok = r.halved(hour, 0); !ok {
			return TimeOfDay{}, false
		}
	}
	total := (base.Minutes() + sign*minutes + 24*60) % (24 * 60)
	return TimeOfDay{total / 60, total % 60}, true
}

// clockTime reads a time in digits: "8", "8:30", "20.30", "2030", "20h30".
func (r *reader) clockTime() (TimeOfDay, bool) {
	n, ok := r.peek(0).number()
	if !ok {
		return TimeOfDay{}, false
	}
	hour, minute := n, 0
	if len(r.peek(0).text) > 2 {
		hour, minute = n/100, n%100
		r.pos++
		r.accept(r.hourWords)
		return r.halved(hour, minute)
	}
	r.pos++
	mark, digits := r.peek(0), r.peek(1)
	separated := mark.is(":") || mark.glued && (mark.is(".") || r.hourMarks[mark.text])
	if separated && digits.glued && len(digits.text) == 2 {
		if minute, ok = digits.number(); !ok {
			return TimeOfDay{}, false
		}
		r.pos += 2
	} else if mark.is(":") {
		return TimeOfDay{}, false
	}
	r.accept(r.hourWords)
	if named, ok := r.namedTimes[r.peek(0).text]; ok && hour == 12 && minute == 0 { // "12 noon"
		r.pos++
		return named, true
	}
	return r.halved(hour, minute)
}

// spokenTime reads "eight", "eight thirty", "eight pm".
func (r *reader) spokenTime() (TimeOfDay, bool) {
	if r.peek(0).kind != wordToken {
		return TimeOfDay{}, false
	}
	hour, ok := r.numbers[r.peek(0).text]
	if !ok {
		return TimeOfDay{}, false
	}
	r.pos++
	minute := 0
	if r.peek(0).kind == wordToken {
		if n, ok := r.amount(59); ok && n >= 10 {
			minute = n
		}
	}
	r.accept(r.hourWords)
	if named, ok := r.namedTimes[r.peek(0).text]; ok && hour == 12 && minute == 0 {
		r.pos++
		return named, true
	}
	return r.halved(hour, minute)
}

// namedTime reads "noon" and "midnight".
func (r *reader) namedTime() (TimeOfDay, bool) {
	t, ok := r.namedTimes[r.peek(0).text]
	if ok {
		r.pos++
	}
	return t, ok
}

// amount reads a number up to most, in digits or in words: "25", "twenty
// five", "twenty-five".
func (r *reader) amount(most int) (int, bool) {
	if n, ok := r.peek(0).number(); ok {
		if n > most || len(r.peek(0).text) > 2 {
			return 0, false
		}
		r.pos++
		return n, true
	}
	n, ok := r.numbers[r.peek(0).text]
	if !ok || n > most {
		return 0, false
	}
	r.pos++
	if n < 20 {
		return n, true
	}
	skip := 0
	if r.peek(0).is("-") && r.peek(0).glued {
		skip = 1
	}
	if units, ok := r.numbers[r.peek(skip).text]; ok && units >= 1 && units <= 9 && n+units <= most {
		r.pos += skip + 1
		return n + units, true
	}
	return n, true
}

// halved reads what may follow an hour, "am", "p.m.", "in the evening", and
// returns the time that both make, if a clock can show it.
func (r *reader) halved(hour, minute int) (TimeOfDay, bool) {
	switch h := r.halfOfDay(); {
	case minute > 59, hour > 24, hour == 24 && (minute > 0 || h != anyHalf):
		return TimeOfDay{}, false
	case h == beforeNoon && hour > 12, h == afterNoon && hour == 0:
		return TimeOfDay{}, false
	case h == beforeNoon && hour == 12,
		h == atNight && hour == 12:
		hour = 0
	case h == afterNoon && hour < 12,
		h == atNight && hour >= 5 && hour < 12:
		hour += 12
	}
	return TimeOfDay{hour % 24, minute}, true
}

func (r *reader) halfOfDay() half {
	start := r.pos
	// "a.m.", "p. m.": one letter, a dot, an m, perhaps a dot.
	if r.peek(1).is(".") && r.peek(2).is("m") {
		if h := r.halves[r.peek(0).text+"m"]; h != anyHalf {
			r.pos += 3
			if r.peek(0).is(".") && r.peek(0).glued {
				r.pos++
			}
			return h
		}
	}
	for r.accept(r.halfLead) {
	}
	if h := r.halves[r.peek(0).text]; h != anyHalf {
		r.pos++
		return h
	}
	r.pos = start
	return anyHalf
}
