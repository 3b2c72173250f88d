package schedule

import (
	"slices"
	"strings"
)

// longestPause is how far ahead a pause may end, in months. Whoever wants
// longer pauses for good.
const longestPause = 120

// Break is a time in which somebody wants to be left alone: from the date From
// on, which is today or later, up to the date before Until. Forever has no end.
type Break struct {
	From, Until Date
	Forever     bool
}

// ParseBreak reads how long somebody wants to be left alone: "2 weeks", "in 3
// days", "until 3 Jan", "through friday", "over the weekend", "until
// christmas", "3-10 May". Nothing at all and "for good" are a break without an
// end. A day without a year is the next one that comes after today.
//
// The error is ErrPast, ErrFar or ErrPause, the last perhaps in an
// *UnknownWord.
func ParseBreak(s string, today Date) (Break, error) {
	return english.breakOf(s, today, false)
}

// ParsePause reads a break that begins today. until is the first date on which
// somebody is asked again; forever is true, and until zero, where there is none.
// The error is that of ParseBreak, or ErrLater for a break that begins later. A
// weekend that is about to begin begins today.
func ParsePause(s string, today Date) (until Date, forever bool, err error) {
	b, err := ParseBreak(s, today)
	switch {
	case err != nil:
		return Date{}, false, err
	case b.From.After(today.AddDays(1)):
		return Date{}, false, ErrLater
	}
	return b.Until, b.Forever, nil
}

// breakOf reads a break; off says that a date alone is a day off.
func (l *language) breakOf(s string, today Date, off bool) (Break, error) {
	r, ok := l.pauseReader(s, today, off)
	if !ok {
		return Break{}, ErrPause
	}
	if len(r.list) == 0 && s != "" {
		return Break{}, ErrPause // an emoji, a question mark
	}
	for start := true; start || r.lead(); start = false {
		dangling := r.pos > 0 && r.dangling[r.list[r.pos-1].text] // "over", and nothing else
		if r.done() && !dangling && r.saysStop() || r.openEnded[r.rest()] {
			return Break{From: today, Forever: true}, nil
		}
	}
	b, ok := r.span()
	if !ok {
		b = Break{From: today}
		b.Until, ok = r.end()
	}
	r.suffix()
	switch {
	case !ok || !r.done():
		if !ok {
			r.pos = r.far
		}
		return Break{}, r.misunderstood(ErrPause)
	case b.From.Before(today) || !b.Until.After(today) || !b.Until.After(b.From):
		return Break{}, ErrPast
	case b.Until.After(today.AddMonths(longestPause)):
		return Break{}, ErrFar
	}
	return b, nil
}

// pauseReader returns a reader of a text about days; ok is false if it is too long to be
// one. Off says that a date alone is a day off, as does "off" at the end.
func (l *language) pauseReader(s string, today Date, off bool) (r *pauseReader, ok bool) {
	list, ok := tokens(s)
	r = &pauseReader{reader: reader{language: l, list: l.withoutThanks(withoutStops(withoutQuotes(list)))}, today: today, off: off}
	if n := len(r.list); n > 1 && r.list[n-1].is("off") && !r.pauseLead[r.list[n-2].text] { // "24 Dec off"
		r.list, r.off = r.list[:n-1], true
	}
	return r, ok
}

// saysStop reports whether what was read says to stop: "pause", "I'm away", and not "can
// I" alone. Nothing at all says so after /pause.
func (r *pauseReader) saysStop() bool {
	return r.pos == 0 || slices.ContainsFunc(r.list[:r.pos], func(t token) bool { return r.endless[t.text] || r.negations[t.text] })
}

// lead moves past what may stand before a length of time: "pause me", "take a
// break", "a day off on". Words that say that days are off are noted.
func (r *pauseReader) lead() bool {
	n := 0
	for n < 2 && (r.one[r.peek(n).text] || r.the[r.peek(n).text]) {
		n++
	}
	if r.day[r.peek(n).text] && r.peek(n+1).is("off") {
		r.pos += n + 1
	}
	r.off = (r.off || r.offWords[r.peek(0).text]) && !r.returning[r.peek(0).text] // "back on monday" ends there
	next := r.peek(1).text
	if r.one[r.peek(0).text] && r.pauseLead[next] {
		r.pos++
	}
	if r.negations[r.peek(0).text] && (r.pauseLead[next] || r.todays[next] || r.tomorrows[next] || r.this[next] || r.until[next]) {
		r.pos++
		return true
	}
	return r.accept(r.pauseLead)
}

// suffix moves past what may follow: "or so", "from now", "please".
func (r *pauseReader) suffix() {
	for {
		switch next := r.peek(0); {
		case next.is("or") && r.peek(1).is("so"), next.is("from") && (r.peek(1).is("now") || r.todays[r.peek(1).text]):
			r.pos += 2
		case next.is("only"), r.breaks[next.text]:
			r.pos++
		default:
			return
		}
	}
}

// withoutQuotes drops the marks around a text.
func withoutQuotes(list []token) []token {
	quote := func(t token) bool { return t.kind == markToken && strings.Contains(`"'()*“”„«»`, t.text) }
	for len(list) > 1 && quote(list[0]) && quote(list[len(list)-1]) {
		list = list[1 : len(list)-1]
	}
	return list
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

// withoutThanks drops the words that are only polite behind others.
func (l *language) withoutThanks(list []token) []token {
	for len(list) > 1 && l.thanks[list[len(list)-1].text] {
		list = withoutStops(list[:len(list)-1])
	}
	return list
}

// pauseReader reads dates as seen from `today`: the end of a pause that begins then,
// or, where past is set, what lies behind it.
type pauseReader struct {
	reader
	today Date
	past  bool
	off   bool // days off are told: a date alone is one of them
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

// end reads the first date that is not paused, where the break begins today.
func (r *pauseReader) end() (Date, bool) {
	explicit := r.accept(r.until)
	through := !explicit && r.accept(r.through)
	after := r.accept(r.after)
	if r.from[r.peek(0).text] || r.everyDay[r.peek(0).text] && !r.whole[r.peek(0).text] {
		return Date{}, false // "from monday" has no end, "every monday" no beginning
	}
	r.accept(r.fillers)
	start := r.pos
	if !explicit && !through && !after {
		if r.accept(r.todays) {
			r.accept(r.partWords)
			return r.today.AddDays(1), true
		}
		if r.accept(r.in) && r.off {
			return Date{}, false // "off in 3 days" says when it begins
		}
		if d, ok := r.length(); ok {
			return d, true
		}
		if r.pos = max(start, r.pos); r.pos > start { // a length, and then something else
			return Date{}, false
		}
	}
	from := r.pos
	if through || after {
		if d, ok := r.throughEnd(); ok {
			return d, true
		}
		r.pos = from
	}
	d, ok := r.date()
	if ok && (through || after) {
		d = d.AddDays(1)
	}
	return d, ok
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
	start := r.pos
	halved := r.accept(r.halfWords)
	article := r.accept(r.one)
	if n, isNumber := r.peek(0).number(); article && isNumber && n > 1 || article && r.numbers[r.peek(0).text] > 1 {
		article = false // "a three day break"
	}
	if article {
		r.accept(r.whole)
	}
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
	if r.hourUnits[r.peek(0).text] && count%24 == 0 && count > 0 && !halved { // "48 hours"
		r.pos++
		return 0, count / 24, true
	}
	u, ok := r.units[r.peek(0).text]
	if !ok || r.pos == start && strings.HasSuffix(r.peek(0).text, "s") { // "weeks" alone
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
