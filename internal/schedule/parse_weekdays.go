package schedule

import (
	"slices"
	"strings"
	"time"
)

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
	if n, ok := r.amount(7); ok && n == 7 && r.accept(r.day) { // "7 days a week"
		if r.one[r.peek(0).text] && r.units[r.peek(1).text] == (unit{days: 7}) {
			r.pos += 2
		}
		return Everyday, true
	}
	r.pos = start
	if r.accept(r.everyDay) {
		r.accept(r.single)
		if n, ok := r.amount(7); ok && n != 7 {
			r.pos = start
			return 0, false
		}
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
	if _, name := r.weekdays[r.peek(0).text]; !name || len(r.peek(0).text) < 3 { // "tus" is a Tuesday
		if letters, ok := r.dayLetterSet(); ok {
			return letters, true
		}
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
	if r.peek(second).is("-") || r.the[r.peek(second).text] { // "during the week"
		second++
	}
	named, ok := r.splitSets[[2]string{r.peek(0).text, r.peek(second).text}]
	if ok {
		r.pos += second + 1
	}
	return named, ok
}

func (r *reader) weekdayName() (time.Weekday, bool) {
	if r.peek(0).kind != wordToken || r.ordinals[r.peek(0).text] && r.peek(0).glued && r.pos > 0 && r.list[r.pos-1].kind == numberToken {
		return 0, false // the "th" of "5th" is no Thursday
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

// alternates reports whether the text asks for every other day, anywhere in
// it.
func (r *reader) alternates() bool {
	for _, phrase := range r.alternate {
		for at := range r.list {
			if at+len(phrase) <= len(r.list) && slices.EqualFunc(r.list[at:at+len(phrase)], phrase, token.is) {
				return true
			}
		}
	}
	return false
}

// dayLetterSet reads days by their letters, at least two: "mwf", "tth", "m-f",
// "m/w/f", "m, w".
func (r *reader) dayLetterSet() (Weekdays, bool) {
	start := r.pos
	if days, ok := lettersTogether(r.peek(0).text); ok && r.peek(0).kind == wordToken {
		r.pos++
		return days, true
	}
	days, count, ranged := Weekdays(0), 0, false
	var last time.Weekday
	for {
		d, ok := r.dayLetters[r.peek(0).text]
		if !ok {
			break
		}
		r.pos++
		count++
		if ranged {
			for between := last; between != d; between = (between + 1) % 7 {
				days = days.With(between)
			}
		}
		days, last = days.With(d), d
		separator := r.pos
		ranged = r.accept(r.ranges)
		if !ranged && !r.accept(r.and) && !r.accept(r.slash) && r.dayLetters[r.peek(0).text] == 0 && !r.peek(0).is("su") {
			break
		}
		if _, more := r.dayLetters[r.peek(0).text]; !more {
			r.pos = separator
			break
		}
	}
	if count < 2 {
		r.pos = start
		return 0, false
	}
	return days, true
}

// lettersTogether reads a word that is made of the letters of at least two
// days, in the order of the week: "mwf", "tth", "mtwtf".
func lettersTogether(word string) (days Weekdays, ok bool) {
	letters := []string{"m", "t", "w", "th", "f", "sa", "su"}
	if len(word) > 12 || chatter[word] { // "wtf"
		return 0, false
	}
	days, ok = takeLetters(word, letters)
	return days, ok && days.Count() > 1
}

// takeLetters takes the days' letters off a word from the first of the letters
// on. A t or an r behind Tuesday is Thursday, an s behind Friday the weekend's
// first or second.
func takeLetters(word string, letters []string) (days Weekdays, ok bool) {
	if word == "" {
		return 0, true
	}
	for i, letter := range letters {
		spellings := []string{letter}
		switch letter {
		case "t":
			spellings = []string{"tu", "t"}
		case "th":
			spellings = []string{"th", "r", "t"}
		case "sa", "su":
			spellings = []string{letter, "s"}
		}
		for _, spelling := range spellings {
			rest, found := strings.CutPrefix(word, spelling)
			if !found {
				continue
			}
			if more, ok := takeLetters(rest, letters[i+1:]); ok {
				day := time.Weekday((i + 7 - len(letters) + 1) % 7)
				return more.With(day), true
			}
		}
	}
	return 0, false
}
