package schedule

import (
	"slices"
	"strings"
	"sync"
)

// zoneTable is the index of the canonical zones, by their line in the table.
type zoneTable struct {
	names     []string
	countries []string // code, empty for Etc and its like
	largest   []int    // where the zone's largest city stands in citiesText, or -1
	bySize    []int    // zones that have a city, the one with the largest first
}

var zoneIndex = sync.OnceValue(func() *zoneTable {
	t := &zoneTable{}
	for line := range strings.Lines(zonesText) {
		name, country, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(country, "=") {
			break // links follow
		}
		t.names = append(t.names, name)
		t.countries = append(t.countries, country)
		t.largest = append(t.largest, -1)
	}
	for c := range cities() {
		if t.largest[c.zone] < 0 {
			t.largest[c.zone] = c.at
			t.bySize = append(t.bySize, c.zone)
		}
	}
	return t
})

// Zones returns the names of all canonical zones, in alphabetical order.
func Zones() []string {
	return append([]string(nil), zoneIndex().names...)
}

// CanonicalZone returns the current name of an IANA zone in its proper
// spelling: "asia/calcutta" is Asia/Kolkata. Letter case makes no difference,
// nor do spaces for underscores.
func CanonicalZone(name string) (zone string, ok bool) {
	if len(name) > longestSlipped {
		return "", false
	}
	name = strings.ReplaceAll(strings.TrimSpace(name), " ", "_")
	for line := range strings.Lines(zonesText) {
		known, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if strings.EqualFold(known, name) {
			if canonical, isLink := strings.CutPrefix(rest, "="); isLink {
				return canonical, true
			}
			return known, true
		}
	}
	return "", false
}

// place returns the zone as a place, under the name of its largest city, or
// under its own where no city is known.
func (t *zoneTable) place(zone int) Place {
	if at := t.largest[zone]; at >= 0 {
		return placeOf(cityAt(at))
	}
	name := t.names[zone]
	last := strings.ReplaceAll(name[strings.LastIndex(name, "/")+1:], "_", " ")
	return Place{Name: last, Country: countryName(t.countries[zone]), Zone: name}
}

func (t *zoneTable) number(zone string) (int, bool) {
	return slices.BinarySearch(t.names, zone)
}
