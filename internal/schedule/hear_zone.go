package schedule

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/schedule/fold"
)

// Heard is what a text may mean where a place was asked for. With Sure it can
// only mean the first; otherwise the places are worth offering, the likeliest
// first, and no two are the same. No places: it means none.
//
// Chatter says that it is a greeting, a yes or a no, a sentence or its like; NoClock
// that it is a time that no clock shows now.
type Heard struct {
	Places  []Place
	Sure    bool
	Chatter bool
	NoClock bool
}

// HearZone understands what somebody says about where they are or what time
// it is for them: a place ("munich", "Portland, Maine", "I live in Texas"), an
// IANA zone, an abbreviation ("EST"), an offset ("UTC+2") or what their clock
// reads ("it is almost 8pm"). The locale says which zones are likely; they are
// what the person is shown as buttons. At most `limit` places come back.
//
// It is sure of a place only if nowhere else of that name, weighed by how many
// live there, has another clock. What is a greeting, a yes or a no, a question
// or a curse means no place, even where there is a village of that name.
func HearZone(text, locale string, now time.Time, limit int) Heard {
	text = strings.TrimSpace(text)
	q := fold.Name(text)
	if q == "" && !strings.ContainsAny(text, "+-−") || len(text) > longestText || limit <= 0 {
		return Heard{Chatter: true}
	}
	if zone, ok := zoneNamed(text); ok {
		number, _ := zoneIndex().number(zone)
		return Heard{Places: []Place{zoneIndex().place(number)}, Sure: true}
	}
	if offset, ok := ParseOffset(text); ok {
		return hearOffsets([]time.Duration{offset}, locale, now, limit)
	}
	if times := clockReadings(text); len(times) > 0 {
		heard := hearClock(times, locale, now, limit)
		heard.NoClock = len(heard.Places) == 0
		return heard
	}
	if heard, ok := hearNamed(text, now, limit); ok {
		return heard
	}
	if heard, ok := hearBoth(text, now, limit); ok {
		return heard
	}
	if name, ok := besideNamed(text); ok {
		if heard, ok := hearNamed(name, now, limit); ok {
			return Heard{Places: heard.Places}
		}
	}
	heard := hearNearly(text, q, now, limit)
	heard.Chatter = len(heard.Places) == 0 && isSentence(text)
	return heard
}

// hearNamed understands the name of a place or the abbreviation of a zone, perhaps
// with a sentence about it; ok is false if nothing has that name.
func hearNamed(text string, now time.Time, limit int) (h Heard, ok bool) {
	for _, name := range namesSaid(text) {
		key := fold.Name(name)
		if zones := abbreviated(key); len(zones) > 0 {
			h = hearAbbreviation(zones, limit)
			h.Sure = h.Sure && !chatter[key]
			return h, true
		}
		list := meaningsIn(name)
		if chatter[key] && (len(list) == 0 || !list[0].own || list[0].city.thousands < chatteredCity) {
			return Heard{Chatter: true}, true
		}
		if len(list) > 0 {
			h = weigh(list, now, limit)
			h.Sure = h.Sure && !chatter[key] && !maybeWord(name, key, list[0])
			return h, true
		}
	}
	return Heard{}, false
}

// chatteredCity is how many thousands live in the smallest city that is worth
// offering though its name is a common word, as Nice.
const chatteredCity = 300

// "long", "do" and "most" are words before they are places. A lone word in small
// letters is asked about if fewer thousands than these live in the town, or, of a
// short name that isn't the city's own, in the city.
const (
	smallTown        = 70
	shortOther       = 6 // in letters
	largeByOtherName = 1000
)

// maybeWord reports whether a lone word may be just a word: a code of two
// letters, or the name of a small town without a capital.
func maybeWord(text, key string, m meaning) bool {
	if strings.ContainsAny(key, " ") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	small := unicode.IsLower(first) && first < 0x250
	switch {
	case len(key) == 2:
		return len(lookUp(key)) == 0
	case m.area != noArea:
		return false
	}
	if !small {
		return false
	}
	if m.own {
		return m.city.thousands < smallTown
	}
	return len(key) <= shortOther && m.city.thousands < largeByOtherName
}

// isZoneName reports whether a text that the zone database knows is meant as a
// name of a zone. Old names without a stroke, as "EST" and "Portugal", mean
// more to people than to the database.
func isZoneName(text string) bool { return strings.Contains(text, "/") }

// zoneNamed returns the zone that a text names as the zone database does, with the
// stroke between its parts however it was typed: "Europe / Berlin", "europe berlin".
func zoneNamed(text string) (zone string, ok bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '\\' })
	if len(parts) == 1 {
		area, rest, _ := strings.Cut(text, " ")
		parts = []string{area, rest}
	}
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	name := strings.Join(parts, "/")
	zone, ok = CanonicalZone(name)
	return zone, ok && len(parts) > 1 && isZoneName(name)
}

// hearAbbreviation is sure where an abbreviation has one meaning.
func hearAbbreviation(zones []int, limit int) Heard {
	var h Heard
	for _, zone := range zones[:min(limit, len(zones))] {
		h.Places = append(h.Places, zoneIndex().place(zone))
	}
	h.Sure = len(zones) == 1
	return h
}

// hearNearly offers what is one slip of the finger away, never more, and the
// region of a place that is too small to be known.
func hearNearly(text, q string, now time.Time, limit int) Heard {
	if _, where, ok := strings.Cut(text, ","); ok {
		if within := meaningsIn(strings.TrimSpace(where)); len(within) > 0 && within[0].area != noArea {
			h := weigh(within, now, limit)
			return Heard{Places: h.Places}
		}
	}
	var h Heard
	if len(q) >= shortestGuessed {
		for _, c := range nearly(q, 1, guessedCity, limit) {
			h.Places = append(h.Places, placeOf(c))
		}
	}
	return h
}

// A guess at a slip is offered only for long words and large cities, in
// letters and in thousands of people.
const (
	shortestGuessed = 6
	guessedCity     = 1000
)

// Of those who mean a name, this part may live by another clock than the most
// before it has to be asked about: little for another place of that name, less
// for another part of the same country or region. Fewer than that many
// thousands count only where those who mean the first are few too.
const (
	otherPlacePart = 0.035
	otherPartPart  = 0.005
	fewThousands   = 50
	smallPart      = 0.2
	// hardlyAnybody is the part of a name's people from which on a place is
	// offered.
	hardlyAnybody = 0.003
)
