package schedule

import "strings"

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
	return english.pause(s, today)
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

func (l *language) pause(s string, today Date) (Break, error) {
	list, ok := tokens(s)
	if !ok {
		return Break{}, ErrPause
	}
	r := &pauseReader{reader: reader{language: l, list: withoutStops(list)}, today: today}
	if len(r.list) == 0 && s != "" {
		return Break{}, ErrPause // an emoji, a question mark
	}
	for start := true; start || r.lead(); start = false {
		dangling := r.pos > 0 && r.dangling[r.list[r.pos-1].text] // "over", and nothing else
		if r.done() && !dangling || r.openEnded[r.rest()] {
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
	case !b.Until.After(today) || !b.Until.After(b.From):
		return Break{}, ErrPast
	case b.Until.After(today.AddMonths(longestPause)):
		return Break{}, ErrFar
	}
	return b, nil
}

// lead moves past what may stand before a length of time: "pause me", "take a
// break".
func (r *pauseReader) lead() bool {
	if r.one[r.peek(0).text] && r.pauseLead[r.peek(1).text] {
		r.pos++
	}
	return r.accept(r.pauseLead)
}

// suffix moves past what may follow: "or so", "from now", "please".
func (r *pauseReader) suffix() {
	for {
		switch next := r.peek(0); {
		case next.is("or") && r.peek(1).is("so"), next.is("from") && (r.peek(1).is("now") || r.todays[r.peek(1).text]):
			r.pos += 2
		case next.is("please"), next.is("pls"), next.is("thanks"), next.is("only"):
			r.pos++
		default:
			return
		}
	}
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

// pauseReader reads dates as seen from `today`: the end of a pause that begins then,
// or, where past is set, what lies behind it.
type pauseReader struct {
	reader
	today Date
	past  bool
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
		r.accept(r.in)
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
