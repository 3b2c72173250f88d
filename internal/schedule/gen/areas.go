package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// area is a country or one of its regions, with those of its clocks that
// somebody lives by.
type area struct {
	name, country, region string // no region for a country
	clocks                []clock
	line                  int // where its line begins in areas.txt
}

// clock is how many live by one clock of an area, and the largest city there.
type clock struct {
	people  int
	largest *city
}

// readAreas lists the countries and the regions that cities lie in. Regions
// have their names from the file.
func readAreas(path string, cities []*city, c countries, twins map[string]string) ([]*area, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var source []struct{ Code, Name string }
	if err := json.Unmarshal(raw, &source); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var areas []*area
	byCode := map[string]*area{}
	for _, s := range source {
		country, region, _ := strings.Cut(s.Code, ".")
		byCode[s.Code] = &area{name: plainRegion(s.Name), country: country, region: region}
	}
	for code, name := range c {
		byCode[code] = &area{name: name, country: code}
	}
	for _, found := range cities { // the largest first
		if found.district {
			continue
		}
		for _, code := range []string{found.country, found.country + "." + found.region} {
			if a := byCode[code]; a != nil && found.region != "" || a != nil && code == found.country {
				a.add(found, twins)
			}
		}
	}
	for _, a := range byCode {
		if len(a.clocks) > 0 {
			slices.SortStableFunc(a.clocks, func(x, y clock) int { return y.people - x.people })
			areas = append(areas, a)
		}
	}
	slices.SortFunc(areas, func(a, b *area) int {
		return strings.Compare(a.country+"."+a.region, b.country+"."+b.region)
	})
	return areas, nil
}

func (a *area) add(c *city, twins map[string]string) {
	for i := range a.clocks {
		if twins[a.clocks[i].largest.zone] == twins[c.zone] {
			a.clocks[i].people += c.population
			return
		}
	}
	a.clocks = append(a.clocks, clock{c.population, c})
}

// plainRegion takes what people leave out off the name of a region.
func plainRegion(name string) string {
	for _, more := range []string{" Oblast", " Oblast'", " Krai", " Province", " Region", " Governorate", " Prefecture", " County", " Voivodeship"} {
		name = strings.TrimSuffix(name, more)
	}
	return name
}

// areasTable lists the areas: name, code of the country, code of the region or
// nothing, then for each clock, the most lived by first, the thousands of its
// people and where its largest city stands in cities.txt. It notes where each
// line begins.
func areasTable(areas []*area) string {
	var b strings.Builder
	for _, a := range areas {
		a.line = b.Len()
		fmt.Fprintf(&b, "%s\t%s\t%s", a.name, a.country, a.region)
		for _, c := range a.clocks {
			fmt.Fprintf(&b, "\t%d %s", thousands(c.people), strconv.FormatInt(int64(c.largest.line), 36))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
