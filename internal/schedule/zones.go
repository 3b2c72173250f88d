package schedule

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// The tables are scanned where they lie in the binary; nothing is copied but
// the small index in zoneTable. They come by `go run ./gen`, except for the
// aliases. places/cities-LICENSE.md says what they are made from.
var (
	//go:embed places/zones.txt
	zonesText string // zone, tab, code of its country, tab, line of its twin; or zone, tab, "=" and the canonical zone
	//go:embed places/countries.txt
	countriesText string // code, tab, name
	//go:embed places/cities.txt
	citiesText string // name, tab, code of the country, tab, line of the zone, then its point in four letters; largest first
	//go:embed places/aliases.txt
	aliasesText string // folded alias, tab, city or nothing, tab, code of the country
)

// zoneTable is the index of the canonical zones, by their line in the table.
type zoneTable struct {
	names     []string
	countries []string // code, empty for Etc and its like
	twins     []int    // the largest zone of the same country with the same clock, perhaps itself
	largest   []int    // where the zone's largest city stands in citiesText, or -1
	bySize    []int    // zones that have a city, the one with the largest first
}

var zoneIndex = sync.OnceValue(func() *zoneTable {
	t := &zoneTable{}
	for line := range strings.Lines(zonesText) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		country, number, canonical := strings.Cut(rest, "\t")
		if !canonical {
			break // links follow
		}
		twin, _ := strconv.Atoi(number) // a test reads every line
		t.twins = append(t.twins, twin)
		t.names = append(t.names, name)
		t.countries = append(t.countries, country)
		t.largest = append(t.largest, -1)
	}
	for at, c := range cities() {
		if t.largest[c.zone] < 0 {
			t.largest[c.zone] = at
			t.bySize = append(t.bySize, c.zone)
		}
	}
	return t
})

// city is a line of citiesText.
type city struct {
	name, country string
	zone          int
	point         string // where it is; see degrees
}

// cities goes through the cities from the largest on, each with where its
// line begins.
func cities() func(yield func(at int, c city) bool) {
	return func(yield func(int, city) bool) {
		for at := 0; at < len(citiesText); {
			line, _, _ := strings.Cut(citiesText[at:], "\n")
			if !yield(at, readCity(line)) {
				return
			}
			at += len(line) + 1
		}
	}
}

func readCity(line string) city {
	name, rest, _ := strings.Cut(line, "\t")
	country, number, _ := strings.Cut(rest, "\t")
	number, point := number[:len(number)-pointLength], number[len(number)-pointLength:]
	zone, _ := strconv.Atoi(number) // a test reads every line
	return city{name, country, zone, point}
}

// A point is the tenths of a degree from the South Pole, then those from the
// date line eastwards, each as two digits of base 61; the digits are the
// characters from 'A' on, none of which is a figure or a space.
const (
	pointLength = 4
	pointBase   = 61
	pointZero   = 'A'
)

// degrees returns where the city is, rounded to a tenth of a degree.
func (c city) degrees() (latitude, longitude float64) {
	tenths := func(high, low byte) float64 {
		return float64(int(high-pointZero)*pointBase + int(low-pointZero))
	}
	return tenths(c.point[0], c.point[1])/10 - 90, tenths(c.point[2], c.point[3])/10 - 180
}

// countryName returns the name of a country by its code, or nothing.
func countryName(code string) string {
	if code == "" {
		return ""
	}
	for line := range strings.Lines(countriesText) {
		if c, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); c == code {
			return name
		}
	}
	return ""
}

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
		return t.placeAt(at)
	}
	return t.namesake(zone)
}

// placeAt returns the city whose line begins there in citiesText.
func (t *zoneTable) placeAt(at int) Place {
	line, _, _ := strings.Cut(citiesText[at:], "\n")
	return placeOf(readCity(line), t)
}

// namesake returns the zone as the place that it is named after.
func (t *zoneTable) namesake(zone int) Place {
	name := t.names[zone]
	last := strings.ReplaceAll(name[strings.LastIndex(name, "/")+1:], "_", " ")
	return Place{Name: last, Country: countryName(t.countries[zone]), Zone: name}
}

func (t *zoneTable) number(zone string) (int, bool) {
	for i, name := range t.names {
		if name == zone {
			return i, true
		}
	}
	return 0, false
}

func placeOf(c city, t *zoneTable) Place {
	return Place{Name: c.name, Country: countryName(c.country), Zone: t.names[c.zone]}
}
