package main

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

// city is one line of cities.txt.
type city struct {
	name, country, region, zone string
	population                  int
	district                    bool     // counted in its city already
	others                      []string // other names, in every script
	line                        int      // where its line begins in cities.txt
}

// The columns of a line of GeoNames' cities500.txt.
const (
	colName = iota + 1
	colASCII
	colOthers
	colLatitude
	colLongitude
	colClass
	colFeature
	colCountry
	colOtherCountries
	colRegion
	colPopulation = 14
	columnsOfCity = 19
)

// smallest is how many live in the smallest place that is kept; capitals of
// countries and regions, and places that a zone is named after, may be smaller.
const smallest = 5000

// deserted are the features that nobody lives in.
var deserted = map[string]bool{"PPLH": true, "PPLQ": true, "PPLW": true, "PPLCH": true}

// readCities returns the places of the file and of districts, the largest first.
func readCities(path string, districts []*city, z *zones, c countries, p *polygons) ([]*city, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	only := z.only()
	var cities []*city
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if len(f) != columnsOfCity {
			return nil, fmt.Errorf("%s: a line of %d columns", path, len(f))
		}
		population, err := strconv.Atoi(f[colPopulation])
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, f[colName], err)
		}
		feature, country := f[colFeature], f[colCountry]
		capital := feature == "PPLC" || feature == "PPLA"
		if deserted[feature] || c[country] == "" || population < smallest && !capital {
			continue
		}
		at, err := degrees(f[colLatitude], f[colLongitude])
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, f[colName], err)
		}
		found := city{name: strings.ReplaceAll(f[colName], "’", "'"), country: country, region: f[colRegion],
			population: population, district: feature == "PPLX"}
		if f[colASCII] != "" {
			found.others = append(found.others, f[colASCII])
		}
		found.others = append(found.others, otherNames(f[colOthers], population, capital)...)
		zones := p.at(at)
		if zone := only[country]; zone != "" {
			zones = []string{zone}
		} else if zone := z.namedAfter(found.name, country); feature == "PPLC" && zone != "" {
			zones = []string{zone} // Nicosia has a line through it.
		}
		for _, zone := range zones {
			here := found
			here.zone = zone
			cities = append(cities, &here)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	cities = append(cities, districts...)
	cities = append(cities, namesakes(cities, z)...)
	slices.SortStableFunc(cities, func(a, b *city) int {
		return cmp.Or(cmp.Compare(b.population, a.population), cmp.Compare(a.name, b.name))
	})
	return cities, nil
}

// readDistricts reads districts.txt: name, country, region, zone, thousands of
// inhabitants.
func readDistricts(path string, z *zones) (cities []*city, err error) {
	err = eachLine(path, func(line string) error {
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			return fmt.Errorf("districts: %q", line)
		}
		people, err := strconv.Atoi(f[4])
		if _, ok := z.countries[f[3]]; !ok || err != nil {
			return fmt.Errorf("districts: %q", line)
		}
		cities = append(cities, &city{name: f[0], country: f[1], region: f[2], zone: f[3], population: 1000 * people, district: true})
		return nil
	})
	return cities, err
}

func degrees(latitude, longitude string) (point, error) {
	north, err := strconv.ParseFloat(latitude, 64)
	if err != nil {
		return point{}, err
	}
	east, err := strconv.ParseFloat(longitude, 64)
	return point{north, east}, err
}

// knownAbroad is how many live in the smallest city that is found by its other
// names; of capitals, any.
const knownAbroad = 50_000

// otherNames keeps those that somebody may type: no codes of airports, no
// romanisations syllable by syllable (which GeoNames writes in small letters),
// nothing of one or two Latin letters.
func otherNames(list string, population int, capital bool) []string {
	if population < knownAbroad && !capital {
		return nil
	}
	var kept []string
	for name := range strings.SplitSeq(list, ",") {
		r := []rune(name)
		switch {
		case len(r) < 2, len(r) < 3 && r[0] < 0x250, len(name) > 60:
		case r[0] < 0x250 && strings.ToLower(string(r[:1])) == string(r[:1]):
		case len(r) <= 4 && strings.ToUpper(name) == name && r[0] < 0x80:
		case strings.ContainsAny(name, "0123456789()/"):
		default:
			kept = append(kept, name)
		}
	}
	return kept
}

// namesakes returns the places that zones are named after and the source
// lacks, so that every zone can be found by a name.
func namesakes(cities []*city, z *zones) []*city {
	known, inhabited := map[[2]string]bool{}, map[string]bool{}
	for _, c := range cities {
		known[[2]string{folded(c.name), c.country}] = true
		inhabited[c.zone] = true
	}
	var added []*city
	for _, zone := range slices.Sorted(maps.Keys(z.countries)) {
		country := z.countries[zone]
		name := strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
		if country == "" || inhabited[zone] && known[[2]string{folded(name), country}] {
			continue
		}
		added = append(added, &city{name: name, country: country, zone: zone})
	}
	return added
}

// citiesTable lists the cities, the largest first: name, code of the country,
// code of its region, line of the zone in its table, thousands of inhabitants
// (rounded up). It notes where each line begins.
func citiesTable(cities []*city, z *zones) string {
	var b strings.Builder
	for _, c := range cities {
		c.line = b.Len()
		fmt.Fprintf(&b, "%s\t%s\t%s\t%d\t%d\n", c.name, c.country, c.region, z.position[c.zone], thousands(c.population))
	}
	return b.String()
}

func thousands(population int) int { return (population + 999) / 1000 }
