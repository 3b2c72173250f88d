package schedule

import (
	_ "embed"
	"sort"
	"strconv"
	"strings"
)

// The tables are searched as they are; nothing is copied but the small index in
// zoneTable. They come from gen, but for the aliases and the districts, which are
// written by hand and go into names.txt and cities.txt. places/LICENSE.md says what
// they are made from.
var (
	//go:embed places/zones.txt
	zonesText string // zone, tab, code of its country; or zone, tab, "=" and the canonical zone
	//go:embed places/countries.txt
	countriesText string // code, tab, name
	//go:embed places/areas.txt
	areasText string // name, country, region, then for each clock its thousands and where its largest city stands
)

// city is a line of citiesText.
type city struct {
	at                    int // where the line begins
	name, country, region string
	zone, thousands       int
}

// cityAt returns the city whose line begins there.
func cityAt(at int) city {
	line, _, _ := strings.Cut(citiesText()[at:], "\n")
	c := city{at: at}
	c.name, line, _ = strings.Cut(line, "\t")
	c.country, line, _ = strings.Cut(line, "\t")
	c.region, line, _ = strings.Cut(line, "\t")
	zone, thousands, _ := strings.Cut(line, "\t")
	c.zone, _ = strconv.Atoi(zone) // a test reads every line
	c.thousands, _ = strconv.Atoi(thousands)
	return c
}

// cities goes through the cities from the largest on.
func cities() func(yield func(city) bool) {
	return func(yield func(city) bool) {
		for at := 0; at < len(citiesText()); {
			if !yield(cityAt(at)) {
				return
			}
			at += strings.IndexByte(citiesText()[at:], '\n') + 1
		}
	}
}

// area is a line of areasText: a country or one of its regions.
type area struct {
	at                    int // where the line begins
	name, country, region string
	clocks                []areaClock
}

// areaClock is one of the clocks of an area, with the city that stands for it.
type areaClock struct {
	thousands int
	largest   city
}

func areaAt(at int) area {
	line, _, _ := strings.Cut(areasText[at:], "\n")
	fields := strings.Split(line, "\t")
	a := area{at: at, name: fields[0], country: fields[1], region: fields[2]}
	for _, field := range fields[3:] {
		people, where, _ := strings.Cut(field, " ")
		thousands, _ := strconv.Atoi(people)
		at, _ := strconv.ParseInt(where, 36, 64)
		a.clocks = append(a.clocks, areaClock{thousands, cityAt(int(at))})
	}
	return a
}

// reference is what a name may mean.
type reference struct {
	kind byte // of refCity and its like
	at   int  // where the line begins in its table
}

const (
	refCity  = 'c' // a city by its own name
	refOther = 'o' // a city by another of its names
	refArea  = 'a' // a country or region by its own name
	// refOtherArea is a country by its name in another language.
	refOtherArea = 'b'
)

// lineFrom returns where the line that holds the position begins.
func lineFrom(text string, at int) int {
	return strings.LastIndexByte(text[:at], '\n') + 1
}

// nameFrom returns where the first line of namesText begins whose name is not
// before q.
func nameFrom(q string) int {
	at := sort.Search(len(namesText()), func(i int) bool {
		name, _, _ := strings.Cut(namesText()[lineFrom(namesText(), i):], "\t")
		return name >= q
	})
	return lineFrom(namesText(), at)
}

// nameLine reads the line of namesText that begins there.
func nameLine(at int) (name, refs string, next int) {
	line, _, _ := strings.Cut(namesText()[at:], "\n")
	name, refs, _ = strings.Cut(line, "\t")
	return name, refs, at + len(line) + 1
}

// lookUp returns what exactly this folded name may mean.
func lookUp(q string) []reference {
	at := nameFrom(q)
	if at >= len(namesText()) || q == "" {
		return nil
	}
	if name, refs, _ := nameLine(at); name == q {
		return references(refs)
	}
	return nil
}

func references(refs string) (list []reference) {
	for ref := range strings.FieldsSeq(refs) {
		at, _ := strconv.ParseInt(ref[1:], 36, 64)
		list = append(list, reference{ref[0], int(at)})
	}
	return list
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

// regionName returns the name of a region by its codes, or nothing.
func regionName(country, region string) string {
	if region == "" {
		return ""
	}
	a, _ := areaOf(country, region)
	return a.name
}

// areaOf returns the area of these codes; a country has no region.
func areaOf(country, region string) (area, bool) {
	at := strings.Index(areasText, "\t"+country+"\t"+region+"\t")
	if at < 0 {
		return area{}, false
	}
	return areaAt(lineFrom(areasText, at)), true
}
