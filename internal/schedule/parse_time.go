package schedule

// ParseTimeOfDay reads a time of day as people type it: "8", "8am", "8p",
// "20:30", "20.30", "2030", "20h30", "21 Uhr", "noon", "half past eight",
// "quarter to 9 in the evening", "almost 8pm", "evening". An hour without am or
// pm is read by the 24-hour clock, so "8" is 08:00. The error is ErrTimeOfDay,
// perhaps in an *UnknownWord.
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
	for _, form := range []func() (TimeOfDay, bool){r.relativeTime, r.clockTime, r.spokenTime, r.namedTime, r.partOfDay} {
		if t, ok = form(); ok {
			for r.acceptSuffix() {
			}
			return t, true
		}
		r.pos = start
	}
	return TimeOfDay{}, false
}

// acceptSuffix moves past what may follow a time and says little: "ish", "or
// so".
func (r *reader) acceptSuffix() bool {
	start := r.pos
	if r.peek(0).is("-") && r.peek(1).is("ish") {
		r.pos++
	}
	if r.accept(r.afterTime) {
		return true
	}
	r.pos = start
	if r.peek(0).is("or") && r.peek(1).is("so") {
		r.pos += 2
		return true
	}
	return false
}

// relativeTime reads "half past eight", "quarter to 9 pm", "10 past noon".
func (r *reader) relativeTime() (TimeOfDay, bool) {
	if r.accept(r.halfTo) { // "halb acht"
		hour, ok := r.amount(24)
		if !ok || hour == 0 {
			return TimeOfDay{}, false
		}
		return r.halved(hour-1, 30)
	}
	var minutes int
	start := r.pos
	article := r.accept(r.one)
	if article && r.peek(0).kind != wordToken { // "a quarter to"
		return TimeOfDay{}, false
	}
	if n, ok := r.portions[r.peek(0).text]; ok {
		minutes = n
		r.pos++
	} else if article && r.accept(r.minutes) { // "one minute to"
		minutes = 1
	} else if n, ok := r.amount(59); ok && n > 0 {
		minutes = n
		// "9 to 5" and "from 10 to 11" are spans.
		span := n%5 != 0 || start > 0 && r.list[start-1].is("from")
		if !r.accept(r.minutes) && span {
			return TimeOfDay{}, false
		}
	} else {
		return TimeOfDay{}, false
	}
	sign := 1
	switch {
	case r.accept(r.past):
	case r.accept(r.to):
		sign = -1
	case minutes == 30 && r.list[r.pos-1].is("half"): // "half eight"
	default:
		return TimeOfDay{}, false
	}
	base, ok := r.namedTime()
	if !ok {
		hour, isHour := r.amount(24)
		if !isHour {
			return TimeOfDay{}, false
		}
		r.accept(r.hourWords)
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
	if r.day[r.peek(1).text] { // "7 days a week"
		return TimeOfDay{}, false
	}
	hour, minute := n, 0
	if len(r.peek(0).text) > 2 {
		if len(r.peek(0).text) == 3 && r.peek(0).text[0] == '0' { // "007"
			return TimeOfDay{}, false
		}
		odd := len(r.peek(0).text) == 3 && n%5 != 0 // 911 is no time, 905 is
		hour, minute = n/100, n%100
		r.pos++
		said := r.accept(r.hourWords)
		t, ok := r.halved(hour, minute)
		return t, ok && (!odd || said || r.said != anyHalf)
	}
	r.pos++
	mark, digits := r.peek(0), r.peek(1)
	minutes, isMinute := digits.number()
	isMinute = isMinute && len(digits.text) == 2
	separated := mark.is(":") || mark.glued && (mark.is(".") || mark.is(",") || mark.is(";"))
	switch spaced, isNumber := mark.number(); {
	case separated && digits.glued && isMinute, r.hourMarks[mark.text] && isMinute:
		minute = minutes
		r.pos += 2
		if r.peek(0).is(":") && r.peek(1).kind == numberToken && (r.clock || r.peek(1).text == "00") { // with seconds
			r.pos += 2
		}
	case mark.is(":"):
		return TimeOfDay{}, false
	case isNumber && !mark.glued && len(mark.text) == 2: // "20 30"
		minute = spaced
		r.pos++
	}
	for r.accept(r.hourWords) || r.acceptSuffix() {
	}
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
	if !ok || r.day[r.peek(1).text] {
		return TimeOfDay{}, false
	}
	r.pos++
	minute := 0
	if hour == 20 { // "twenty one" to "twenty four"
		if n, ok := r.numbers[r.peek(0).text]; ok && n >= 1 && n <= 4 {
			hour += n
			r.pos++
		}
	}
	if r.peek(0).kind == wordToken {
		if n, ok := r.amount(59); ok && n >= 10 {
			minute = n
		}
	}
	for r.accept(r.hourWords) || r.acceptSuffix() {
	}
	if named, ok := r.namedTimes[r.peek(0).text]; ok && hour == 12 && minute == 0 {
		r.pos++
		return named, true
	}
	return r.halved(hour, minute)
}

// partOfDay reads "evening" and "after work", or a part of the day before the
// hour: "evening, at 8". A part alone is no reading of a clock.
func (r *reader) partOfDay() (TimeOfDay, bool) {
	if r.pos > 0 && r.greets[r.list[r.pos-1].text] {
		return TimeOfDay{}, false // "good evening"
	}
	for r.accept(r.halfLead) {
	}
	second := 1
	for r.peek(second).is("-") || r.halfLead[r.peek(second).text] { // "late at night"
		second++
	}
	if t, ok := r.splitParts[[2]string{r.peek(0).text, r.peek(second).text}]; ok && !r.clock {
		r.pos += second + 1
		return t, true
	}
	word := r.peek(0).text
	h := r.halves[word]
	t, isPart := r.parts[word]
	if h == anyHalf && !isPart {
		return TimeOfDay{}, false
	}
	r.pos++
	after := r.pos
	if h != anyHalf {
		for r.accept(r.fillers) || r.acceptTimeFiller() {
		}
		for _, form := range []func() (TimeOfDay, bool){r.relativeTime, r.clockTime, r.spokenTime} {
			from := r.pos
			if hour, ok := form(); ok && r.said == anyHalf {
				return inHalf(hour, h)
			}
			r.pos = from
		}
	}
	r.pos = after
	return t, isPart && !r.clock
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
