package schedule

import "time"

// language is all that the parsers know of a language: words, in lower case
// and without apostrophes. The grammar (a time, days and a length in any
// order, with fillers between) is in the parsers, so another language is
// another value of this type beside english.
type language struct {
	numbers map[string]int // "one", "twenty"

	// Of a time of day.
	namedTimes  map[string]TimeOfDay    // "noon"
	halves      map[string]half         // "pm", "evening"
	halfLead    map[string]bool         // "in", "the" before "morning"
	hourWords   map[string]bool         // "oclock" after the hour
	hourMarks   map[string]bool         // "h" between hour and minutes
	afterTime   map[string]bool         // "ish" after all of it
	greets      map[string]bool         // "good" before a part of the day
	halfTo      map[string]bool         // "halb", half an hour before the hour
	parts       map[string]TimeOfDay    // "evening" alone
	splitParts  map[[2]string]TimeOfDay // "after work"
	shortHalves map[string]half         // "p" behind the hour
	portions    map[string]int          // "half", "quarter", in minutes
	minutes     map[string]bool         // "minutes"
	past, to    map[string]bool         // "half past", "quarter to"
	fillers     map[string]bool         // "at", "on"
	timeFillers map[string]bool         // "almost", which say nothing where a time is told
	copulas     map[string]string       // "est" behind "il", which alone is a zone

	// Of days of the week.
	weekdays   map[string]time.Weekday // every spelling
	dayLetters map[string]time.Weekday // "m", where several stand together
	alternate  [][]string              // "every other day", which no set of weekdays is
	slash      map[string]bool         // "/" between letters
	single     map[string]bool         // "single" in "every single day"
	fullDays   []string                // spellings that are long enough to be mistyped
	daySets    map[string]Weekdays     // "weekdays"
	everyDay   map[string]bool         // "every" in "every day"
	day        map[string]bool         // "day"
	splitSets  map[[2]string]Weekdays  // "working days", "week-end"
	ranges     map[string]bool         // "to"
	except     map[string]bool         // "except"

	// Of a pause.
	units      map[string]unit       // "weeks"
	one        map[string]bool       // "a"
	halfWords  map[string]bool       // "half"
	through    map[string]bool       // "through friday", which is in it
	after      map[string]bool       // "until after"
	returning  map[string]bool       // "back on monday"
	endless    map[string]bool       // "away", which alone is a break without an end
	breaks     map[string]bool       // "break" behind its length
	thanks     map[string]bool       // "please" behind it all
	yesterdays map[string]bool       // "yesterday"
	negations  map[string]bool       // "not on monday"
	offWords   map[string]bool       // "off", which says that days are off
	dangling   map[string]bool       // "over" and its like, which mean nothing alone
	in         map[string]bool       // "in 3 days"
	from       map[string]bool       // "from monday to friday"
	whole      map[string]bool       // "all week"
	during     map[string]bool       // "for december"
	partWords  map[string]bool       // "tomorrow evening"
	hourUnits  map[string]bool       // "48 hours"
	holidays   []spelling[Date]      // days with a name; the year is not used
	vague      map[string]int        // "couple"
	of         map[string]bool       // "of"
	and        map[string]bool       // "and"
	openEnded  map[string]bool       // whole phrases: "for good"
	pauseLead  map[string]bool       // "for"
	until      map[string]bool       // "until"
	the        map[string]bool       // "the"
	next       map[string]bool       // "next"
	this       map[string]bool       // "this"
	ends       map[string]bool       // "end", "rest"
	todays     map[string]bool       // "today"
	tomorrows  map[string]bool       // "tomorrow"
	weekend    map[string]bool       // "weekend"
	months     map[string]time.Month // every spelling
	fullMonths []string              // spellings that are long enough to be mistyped
	// monthsAbroad are those of other languages, which aren't looked for in the past:
	// "mayo" there is something to eat.
	monthsAbroad map[string]time.Month
	ordinals     map[string]bool // "rd"

	// Of what lies behind somebody.
	pastLead map[string]bool // "on", "in"
	lasts    map[string]bool // "last"
	agoWords map[string]bool // "ago"
}

// half tells before noon from after it, and the small hours after midnight
// ("at night") from both.
type half uint8

const (
	anyHalf half = iota
	beforeNoon
	afterNoon
	atNight
)

// unit is what a pause is counted in.
type unit struct{ days, months int }

// set makes a set of words.
func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// spelt turns the spellings of some values into a table.
func spelt[V any](spellings ...spelling[V]) map[string]V {
	m := make(map[string]V)
	for _, s := range spellings {
		for _, word := range s.words {
			m[word] = s.value
		}
	}
	return m
}

type spelling[V any] struct {
	value V
	words []string
}

func as[V any](value V, words ...string) spelling[V] { return spelling[V]{value, words} }

// weekday reads a day of the week, with one slip of the finger at most.
func (l *language) weekday(word string) (time.Weekday, bool) {
	if d, ok := l.weekdays[word]; ok {
		return d, true
	}
	full, ok := nearest(word, l.fullDays)
	return l.weekdays[full], ok
}

// month reads the name of a month, with one slip of the finger at most.
func (l *language) month(word string) (time.Month, bool) {
	if m, ok := l.months[word]; ok {
		return m, true
	}
	if m, ok := l.monthsAbroad[word]; ok {
		return m, true
	}
	full, ok := nearest(word, l.fullMonths)
	return l.months[full], ok
}

// nearest returns the name that is one slip away from a word, if there is
// exactly one.
func nearest(word string, names []string) (name string, ok bool) {
	if len(word) < 5 {
		return "", false
	}
	for _, n := range names {
		if Slips(word, n, 1) <= 1 {
			if ok {
				return "", false
			}
			name, ok = n, true
		}
	}
	return name, ok
}
