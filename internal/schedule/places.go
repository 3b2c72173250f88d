package schedule

import (
	"cmp"
	"slices"
	"strings"

	"stillpoint/internal/schedule/fold"
)

// Place is somewhere that people live by the clock of Zone, a canonical IANA
// name. Name is a city. Region is there where people name it rather than the
// country, or where the country has another city of that name. Country is
// empty where the zone belongs to none (Etc/UTC).
type Place struct {
	Name, Region, Country, Zone string
}

// String writes the place for people: "Munich, Germany", "Portland, Oregon".
func (p Place) String() string {
	where := cmp.Or(p.Region, p.Country)
	if where == "" || where == p.Name {
		return p.Name
	}
	return p.Name + ", " + where
}

// byRegion are the countries whose people say the region and not the country.
var byRegion = []string{"US", "CA", "AU"}

func placeOf(c city) Place {
	p := Place{Name: c.name, Country: countryName(c.country), Zone: zoneIndex().names[c.zone]}
	if slices.Contains(byRegion, c.country) {
		p.Region = regionName(c.country, c.region)
	}
	return p
}

// FindPlaces returns at most `limit` places for a text that is still being
// typed, the best first: what has exactly that name, then what begins with it,
// then, if there is nothing of the kind, what is a slip or two away. A larger
// city comes before a smaller. The text may also be an IANA zone, in any letter
// case and unfinished.
//
// What somebody has finished typing is for [HearZone], which guesses less.
func FindPlaces(text string, limit int) []Place {
	q := fold.Name(text)
	if q == "" || len(q) > longestSlipped || limit <= 0 {
		return nil
	}
	places := zonesFrom(text)
	for _, m := range meaningsIn(text) {
		places = append(places, placeOf(m.city))
	}
	for _, c := range beginningWith(q, limit) {
		places = append(places, placeOf(c))
	}
	if len(places) == 0 {
		for _, c := range nearly(q, slipsAllowed(q), knownCity, limit) {
			places = append(places, placeOf(c))
		}
	}
	var different []Place
	for _, p := range places {
		if !slices.Contains(different, p) {
			different = append(different, p)
		}
	}
	return different[:min(limit, len(different))]
}

// zonesFrom looks for IANA names; one with a stroke may be unfinished.
func zonesFrom(text string) (places []Place) {
	begin := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(text), " ", "_"))
	t := zoneIndex()
	if zone, ok := CanonicalZone(begin); ok && isZoneName(begin) {
		number, _ := t.number(zone)
		return []Place{t.place(number)}
	}
	if strings.Contains(begin, "/") {
		for i, name := range t.names {
			if strings.HasPrefix(strings.ToLower(name), begin) {
				places = append(places, t.place(i))
			}
		}
	}
	return places
}

// beginningWith returns the largest cities with a name that begins with q.
func beginningWith(q string, limit int) (found []city) {
	var starts []int
	for at := nameFrom(q); at < len(namesText()); {
		name, refs, next := nameLine(at)
		if !strings.HasPrefix(name, q) {
			break
		}
		for _, ref := range references(refs) {
			if ref.kind == refCity || ref.kind == refOther {
				starts = append(starts, ref.at)
			} else {
				starts = append(starts, areaAt(ref.at).clocks[0].largest.at)
			}
		}
		at = next
	}
	slices.Sort(starts) // the largest first
	starts = slices.Compact(starts)
	for _, at := range starts[:min(limit, len(starts))] {
		found = append(found, cityAt(at))
	}
	return found
}

// knownCity is how many thousands live in the smallest city that a slip of the
// finger is forgiven for.
const knownCity = 300

// nearly returns the cities of at least so many thousands whose name is at
// most so many slips away from q, the nearest first, then the largest.
func nearly(q string, most, thousands, limit int) []city {
	type near struct {
		slips int
		city  city
	}
	var found []near
	if most == 0 {
		return nil
	}
	for c := range cities() {
		if c.thousands < thousands {
			break
		}
		if name := fold.Name(c.name); name != "" && name[0] == q[0] {
			if n := Slips(q, name, most); n <= most {
				found = append(found, near{n, c})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return a.slips - b.slips })
	var list []city
	for _, f := range found[:min(limit, len(found))] {
		list = append(list, f.city)
	}
	return list
}

// slipsAllowed returns how many slips a query may contain.
func slipsAllowed(q string) int {
	switch {
	case len(q) < 5:
		return 0
	case len(q) < 9:
		return 1
	}
	return 2
}
