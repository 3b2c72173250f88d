package schedule

// halved reads what may follow an hour, "am", "p.m.", "in the evening", and
// returns the time that both make, if a clock can show it.
func (r *reader) halved(hour, minute int) (TimeOfDay, bool) {
	r.said = r.halfOfDay()
	if minute > 59 || hour > 24 || hour == 24 && (minute > 0 || r.said != anyHalf) {
		return TimeOfDay{}, false
	}
	return inHalf(TimeOfDay{hour, minute}, r.said)
}

// inHalf returns the time that an hour and a half of the day make, if a clock
// can show it.
func inHalf(t TimeOfDay, h half) (TimeOfDay, bool) {
	hour, minute := t.Hour, t.Minute
	switch {
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

// halfOfDay reads which half of the day an hour is in: "pm", "p.m.", "p m",
// "in the evening", "p".
func (r *reader) halfOfDay() half {
	start := r.pos
	letter := r.shortHalves[r.peek(0).text]
	dotted := r.peek(1).is(".") && r.peek(2).is("m")
	switch {
	case letter != anyHalf && r.peek(1).is("m"):
		r.pos += 2
		return letter
	case letter != anyHalf && dotted:
		r.pos += 3
		if r.peek(0).is(".") && r.peek(0).glued {
			r.pos++
		}
		return letter
	case letter != anyHalf && (r.peek(0).glued || letter == afterNoon):
		r.pos++
		return letter
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
