package schedule

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"stillpoint/internal/schedule/fold"
)

// meaning is a city that a name may mean, with how many thousands of people
// would mean it. A country or a region has one for each of its clocks.
type meaning struct {
	city   city
	weight float64
	area   int  // where the country's or region's line begins, or noArea
	own    bool // the city's own name
}

const noArea = -1

// isOf reports whether both mean the same city.
func (m meaning) isOf(other meaning) bool { return m.city.at == other.city.at }

// otherNameWeight is the part of its people that counts for a city by another
// name than its own, where some place has it for its own.
const otherNameWeight = 0.1

// knownByName is how many thousands live in the smallest city whose name hides
// what a country is called in another language.
const knownByName = 100

// meanings returns what exactly this folded name may mean, within the given
// areas where there are any. The one that most people would mean comes first.
func meanings(q string, within []area) []meaning {
	refs := lookUp(q)
	if other, ok := otherSpelling(q); ok {
		refs = append(refs, lookUp(other)...)
	}
	owned := slices.ContainsFunc(refs, func(r reference) bool { return r.kind == refCity || r.kind == refArea })
	known := func(r reference) bool {
		return r.kind == refArea || r.kind == refCity && cityAt(r.at).thousands >= knownByName
	}
	best := map[int]meaning{}
	add := func(m meaning, kind byte) {
		m.weight += 0.5 // a place that nobody is known to live in is one still
		switch {
		case owned && kind == refOther:
			m.weight *= otherNameWeight
		case kind == refOtherArea && slices.ContainsFunc(refs, known):
			return // "Brasilia" is Brazil in Finnish
		}
		if known, ok := best[m.city.at]; !ok || known.weight < m.weight {
			best[m.city.at] = m
		}
	}
	for _, ref := range refs {
		if ref.kind == refCity || ref.kind == refOther {
			if c := cityAt(ref.at); lies(c, within) {
				add(meaning{c, float64(c.thousands), noArea, ref.kind == refCity}, ref.kind)
			}
			continue
		}
		a := areaAt(ref.at)
		for _, clock := range a.clocks {
			if lies(clock.largest, within) && !isOneOf(a, within) {
				add(meaning{city: clock.largest, weight: float64(clock.thousands), area: ref.at}, ref.kind)
			}
		}
	}
	return withoutTheirCapitals(best)
}

// sortMeanings puts first what most people would mean.
func sortMeanings(list []meaning) {
	slices.SortFunc(list, func(a, b meaning) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.city.at, b.city.at))
	})
}

// sureCode is how many thousands live in the smallest city that two letters
// may stand for alone, as LA; other pairs are codes of regions too.
const sureCode = 500

// meanings returns one for each of the clocks of the area.
func (a area) meanings() (list []meaning) {
	for _, clock := range a.clocks {
		list = append(list, meaning{city: clock.largest, weight: float64(clock.thousands) + 0.5, area: a.at})
	}
	return list
}

// withoutTheirCapitals lists the meanings, the weightiest first. A region that
// is named after a city of the same clock is meant with the city.
func withoutTheirCapitals(best map[int]meaning) []meaning {
	list := slices.Collect(maps.Values(best))
	sortMeanings(list)
	for i := range list {
		capital := slices.IndexFunc(list, func(c meaning) bool {
			return list[i].area != noArea && c.area == noArea && c.city.country == list[i].city.country && c.city.zone == list[i].city.zone
		})
		if capital >= 0 {
			list[capital].weight, list[capital].area = max(list[capital].weight, list[i].weight), list[i].area
			list[i].weight = 0
		}
	}
	list = slices.DeleteFunc(list, func(m meaning) bool { return m.weight == 0 })
	sortMeanings(list)
	return list
}

// lies reports whether the city is in one of the areas, if there are any.
func lies(c city, within []area) bool {
	return len(within) == 0 || slices.ContainsFunc(within, func(a area) bool {
		return a.country == c.country && (a.region == "" || a.region == c.region)
	})
}

func isOneOf(a area, list []area) bool {
	return slices.ContainsFunc(list, func(b area) bool { return a.country == b.country && a.region == b.region })
}

// otherSpelling returns the other way to write a saint, a fort or a mountain.
func otherSpelling(q string) (string, bool) {
	for _, pair := range [][2]string{{"saint ", "st "}, {"st ", "saint "}, {"fort ", "ft "}, {"ft ", "fort "}, {"mount ", "mt "}, {"mt ", "mount "}} {
		if rest, ok := strings.CutPrefix(q, pair[0]); ok {
			return pair[1] + rest, true
		}
	}
	return "", false
}

// meaningsIn returns what a text may mean: a name alone, or a name and where
// it is ("Paris, France", "portland maine", "Cambridge MA"). No word is left
// out to find something.
func meaningsIn(text string) []meaning {
	q := fold.Name(text)
	list := meanings(q, nil)
	if len(q) == 2 && !chatter[q] && (len(list) == 0 || list[0].weight < sureCode) {
		// "WA" is a state, and two, before it is a town in Ghana.
		for _, a := range areasNamed(q, nil) {
			list = append(list, a.meanings()...)
		}
		sortMeanings(list)
	}
	if len(list) > 0 {
		return list
	}
	if parts := strings.Split(text, ","); len(parts) > 1 && len(parts) <= 4 {
		var within []area
		for i, part := range slices.Backward(parts[1:]) {
			found := areasNamed(fold.Name(part), within)
			if len(found) == 0 && i > 0 {
				return nil
			}
			if len(found) == 0 {
				// "Queens, New York City" has a city where a region is expected.
				found = regionsOfCities(meanings(fold.Name(part), within))
			}
			if len(found) == 0 {
				return nil
			}
			within = found
		}
		return meanings(fold.Name(parts[0]), within)
	}
	words := strings.Fields(fold.Name(text))
	for split := len(words) - 1; split > 0; split-- {
		if within := areasNamed(strings.Join(words[split:], " "), nil); len(within) > 0 {
			if list := meanings(strings.Join(words[:split], " "), within); len(list) > 0 {
				return list
			}
		}
	}
	return nil
}

// codes are abbreviations of regions that their own codes in the table are not;
// one with a plus is another meaning.
var codes = map[string][2]string{
	"ab": {"CA", "01"}, "bc": {"CA", "02"}, "mb": {"CA", "03"}, "nb": {"CA", "04"}, "nl": {"CA", "05"},
	"ns": {"CA", "07"}, "on": {"CA", "08"}, "pe": {"CA", "09"}, "qc": {"CA", "10"}, "sk": {"CA", "11"},
	"yt": {"CA", "12"}, "nt": {"CA", "13"}, "nu": {"CA", "14"}, "ont": {"CA", "08"}, "que": {"CA", "10"},
	"act": {"AU", "01"}, "nsw": {"AU", "02"}, "qld": {"AU", "04"}, "sa": {"AU", "05"}, "tas": {"AU", "06"},
	"vic": {"AU", "07"}, "nt+": {"AU", "03"}, "wa": {"AU", "08"}, "calif": {"US", "CA"}, "mass": {"US", "MA"}, "mich": {"US", "MI"},
	"penn": {"US", "PA"}, "tenn": {"US", "TN"}, "wash": {"US", "WA"},
}

// areasNamed returns the countries and regions of a name or an abbreviation,
// those within the given ones if there are any.
func areasNamed(q string, within []area) (found []area) {
	add := func(a area) {
		inside := len(within) == 0 || slices.ContainsFunc(within, func(b area) bool {
			return b.country == a.country && (b.region == "" || b.region == a.region)
		})
		if inside && !isOneOf(a, found) {
			found = append(found, a)
		}
	}
	for _, ref := range lookUp(q) {
		if ref.kind == refArea || ref.kind == refOtherArea {
			add(areaAt(ref.at))
		}
	}
	if len(q) == 2 {
		code := strings.ToUpper(q)
		for _, named := range [][2]string{{code, ""}, {"US", code}} {
			if a, ok := areaOf(named[0], named[1]); ok {
				add(a)
			}
		}
	}
	for _, name := range []string{q, q + "+"} {
		if code, ok := codes[name]; ok {
			if a, ok := areaOf(code[0], code[1]); ok {
				add(a)
			}
		}
	}
	return found
}

// regionsOfCities returns the regions that the cities are in.
func regionsOfCities(list []meaning) (found []area) {
	for _, m := range list {
		if a := (area{country: m.city.country, region: m.city.region}); !isOneOf(a, found) {
			found = append(found, a)
		}
	}
	return found
}
