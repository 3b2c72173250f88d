package schedule

import (
	"cmp"
	"slices"
	"time"
)

// ParseBreaks reads what ParseBreak does, and lists of days and spans: "24 and 31
// Dec", "off on 24, 25 and 31 Dec", "monday and wednesday". The breaks come in the
// order of the calendar, and no two of them touch. The error is that of ParseBreak.
func ParseBreaks(s string, today Date) ([]Break, error) {
	return english.breakList(s, today, false)
}

// ParseDayOff reads days off, one or a list, where some were asked for: a date
// alone is that date, and not the end of a break. The error is that of ParseBreaks; a
// break without an end is ErrPause.
func ParseDayOff(s string, today Date) ([]Break, error) {
	return finite(english.breakList(s, today, true))
}

// ParseOff reads days off where the text itself says that they are: "off on 24 Dec",
// "away 3-10 May", "24 Dec off". The error is that of ParseDayOff.
func ParseOff(s string, today Date) ([]Break, error) {
	list, _ := tokens(s)
	if !slices.ContainsFunc(list, func(t token) bool { return english.offWords[t.text] }) {
		return nil, ErrPause
	}
	return finite(english.breakList(s, today, false))
}

// finite refuses a break without an end.
func finite(list []Break, err error) ([]Break, error) {
	if err == nil && list[0].Forever {
		return nil, ErrPause
	}
	return list, err
}

func (l *language) breakList(s string, today Date, off bool) ([]Break, error) {
	b, err := l.breakOf(s, today, off)
	if err == nil {
		return []Break{b}, nil
	}
	r, ok := l.pauseReader(s, today, off)
	if !ok {
		return nil, err
	}
	for r.lead() {
	}
	list, ok := r.listOfDays()
	if !ok {
		return nil, err
	}
	for _, b := range list {
		switch {
		case b.From.Before(today) || !b.Until.After(b.From):
			return nil, ErrPast
		case b.Until.After(today.AddMonths(longestPause)):
			return nil, ErrFar
		}
	}
	return joined(list), nil
}

// joined sorts breaks by the calendar, and makes one of those that touch.
func joined(list []Break) (apart []Break) {
	slices.SortFunc(list, func(a, b Break) int { return cmp.Or(a.From.Compare(b.From), a.Until.Compare(b.Until)) })
	for _, b := range list {
		last := len(apart) - 1
		switch {
		case last < 0 || b.From.After(apart[last].Until):
			apart = append(apart, b)
		case b.Until.After(apart[last].Until):
			apart[last].Until = b.Until
		}
	}
	return apart
}

// listOfDays reads what is left as a list of at least two days or spans. A number alone
// is a day of the month that is named after it, or, as in "Dec 24 and 31", before it.
func (r *pauseReader) listOfDays() ([]Break, bool) {
	items, ok := r.items()
	if !ok || len(items) < 2 {
		return nil, false
	}
	var list []Break
	for i, item := range items {
		if isDays(item, r.ranges) {
			m, ok := r.monthFor(items, i)
			if !ok {
				return nil, false
			}
			item = append(slices.Clone(item), m)
		}
		one := pauseReader{reader: reader{language: r.language, list: item}, today: r.today, off: true}
		if r.pos > 0 && r.list[r.pos-1].is("over") { // "over christmas and new year"
			one.list = slices.Concat(r.list[r.pos-1:r.pos], item)
		}
		one.accept(r.dangling) // "on 24 dec and on 31 dec"
		b, ok := one.span()
		if !ok {
			return nil, false
		}
		list = append(list, b)
	}
	return list, true
}

// items cuts what is left at what stands between the members of a list. A year
// behind a comma belongs to the day before it, a day of the week to the date after it,
// which has to fall on it; otherwise ok is false.
func (r *pauseReader) items() (items [][]token, ok bool) {
	var item []token
	var weekday *time.Weekday // the last item, behind which a comma stood
	ok = true
	end := func(comma bool) {
		if len(item) == 0 {
			return
		}
		if d, isDate := r.falls(item); isDate && weekday != nil {
			ok = ok && d == *weekday
			items = items[:len(items)-1]
		}
		weekday = nil
		if d, isDay := r.weekday(item[0].text); isDay && len(item) == 1 && comma {
			weekday = &d
		}
		items, item = append(items, item), nil
	}
	rest := slices.Concat(r.list[r.pos:], []token{{}})
	for i, t := range rest[:len(rest)-1] {
		switch {
		case r.and[t.text], t.is(";"):
			end(t.is(","))
		case t.kind == numberToken && len(t.text) == 4 && len(item) == 0 && len(items) > 0 && !rest[i+1].is("-"):
			items[len(items)-1] = append(items[len(items)-1], t)
		default:
			item = append(item, t)
		}
	}
	end(false)
	return items, ok
}

// falls returns on which day of the week an item falls, if it is a date of the
// calendar.
func (r *pauseReader) falls(item []token) (time.Weekday, bool) {
	one := pauseReader{reader: reader{language: r.language, list: item}, today: r.today}
	d, ok := one.calendarDate()
	return d.Weekday(), ok && one.done()
}

// monthFor returns the name of the month that the item at a place in a list leaves
// to another: the next one behind it, or else the last one before it.
func (r *pauseReader) monthFor(items [][]token, at int) (token, bool) {
	for _, near := range [][][]token{items[at+1:], backward(items[:at])} {
		for _, item := range near {
			i := slices.IndexFunc(item, func(t token) bool {
				return t.kind == wordToken && (r.months[t.text] != 0 || r.monthsAbroad[t.text] != 0)
			})
			if i >= 0 {
				return token{kind: wordToken, text: item[i].text}, true
			}
		}
	}
	return token{}, false
}

func backward(items [][]token) [][]token {
	items = slices.Clone(items)
	slices.Reverse(items)
	return items
}

// isDays reports whether an item is nothing but days of a month: "24", "the 24th",
// "24-26".
func isDays(item []token, ranges map[string]bool) bool {
	numbers, ranged := 0, 0
	for _, t := range item {
		switch {
		case t.kind == numberToken && len(t.text) <= 2:
			numbers++
		case ranges[t.text]:
			ranged++
		case t.is("."), t.is("on"):
		default:
			return false
		}
	}
	return numbers == 1+ranged
}
