package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// city is one line of the table.
type city struct {
	name, country, zone string
	region              string // only where it tells two of the same name apart
	population          float64
	at                  point
}

// today gives cities that have changed their name or their zone since the
// source was made, by the name and the country in the source.
var today = map[[2]string]city{
	{"Rangoon", "MM"}:        {name: "Yangon"},
	{"Sao Paulo", "BR"}:      {name: "São Paulo"},
	{"Punta Arenas", "CL"}:   {zone: "America/Punta_Arenas"},
	{"Puerto Natales", "CL"}: {zone: "America/Punta_Arenas"},
	{"Coyhaique", "CL"}:      {zone: "America/Coyhaique"},
	{"Ciudad Juárez", "MX"}:  {zone: "America/Ciudad_Juarez"},
	{"Swift Current", "CA"}:  {zone: "America/Swift_Current"},
	{"Århus", "DK"}:          {name: "Aarhus"},
	{"København", "DK"}:      {name: "Copenhagen"},
	{"Nürnberg", "DE"}:       {name: "Nuremberg"},
}

func readCities(path string, z *zones, c countries) ([]city, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var source []struct {
		City      string  `json:"city"`
		Latitude  float64 `json:"lat"`
		Longitude float64 `json:"lng"`
		Pop       float64 `json:"pop"`
		Country   string  `json:"country"`
		ISO2      any     `json:"iso2"` // -99 for Kosovo and Somaliland
		Province  string  `json:"province"`
		Timezone  string  `json:"timezone"`
	}
	if err := json.Unmarshal(raw, &source); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	only := z.only()
	var cities []city
	for _, s := range source {
		code, _ := s.ISO2.(string)
		switch s.Country {
		case "Kosovo":
			code = "XK"
		case "Somaliland":
			code = "SO"
		}
		found := city{name: strings.ReplaceAll(s.City, "’", "'"), country: code, zone: s.Timezone, region: s.Province, population: s.Pop,
			at: point{s.Latitude, s.Longitude}}
		changed := today[[2]string{s.City, code}]
		found.name, found.zone = cmp.Or(changed.name, found.name), cmp.Or(changed.zone, found.zone)
		zone, ok := z.canonical(found.zone)
		if !ok || c[code] == "" {
			continue // a research station without a zone
		}
		found.zone = cmp.Or(only[code], zone)
		cities = append(cities, found)
	}
	cities = append(cities, missing(cities, z)...)
	slices.SortStableFunc(cities, func(a, b city) int {
		return cmp.Or(cmp.Compare(b.population, a.population), cmp.Compare(a.name, b.name))
	})
	return distinct(cities), nil
}

// missing returns the places that zones are named after and the source lacks,
// so that every zone can be found by a name.
func missing(cities []city, z *zones) []city {
	known, inhabited := map[[2]string]bool{}, map[string]bool{}
	for _, c := range cities {
		known[[2]string{plain(c.name), c.country}] = true
		inhabited[c.zone] = true
	}
	var added []city
	for _, zone := range slices.Sorted(maps.Keys(z.countries)) {
		country := z.countries[zone]
		name := strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
		if country == "" || inhabited[zone] && known[[2]string{plain(name), country}] {
			continue
		}
		found := city{name: name, country: country, zone: zone, at: z.points[zone]}
		if parts := strings.Split(zone, "/"); len(parts) == 3 { // America/Indiana/Petersburg
			found.region = strings.ReplaceAll(parts[1], "_", " ")
		}
		added = append(added, found)
	}
	return added
}

// distinct keeps the largest of those that nothing tells apart, not even where
// they are, and the region only of those that have a namesake in their country
// on another clock. Those of one name, clock and country are one to people,
// but a person may be near the smaller. The cities come by size.
func distinct(cities []city) []city {
	type name struct{ name, country string }
	clocks := map[name]map[string]bool{}
	for _, c := range cities {
		n := name{c.name, c.country}
		if clocks[n] == nil {
			clocks[n] = map[string]bool{}
		}
		clocks[n][c.zone] = true
	}
	seen := map[city]bool{}
	var kept []city
	for _, c := range cities {
		if len(clocks[name{c.name, c.country}]) < 2 {
			c.region = ""
		}
		c.population = 0
		c.at = c.at.rounded()
		if !seen[c] {
			seen[c] = true
			kept = append(kept, c)
		}
	}
	return kept
}

// plain is a name without its accents, for comparing with a zone's.
func plain(name string) string {
	return strings.ToLower(strings.NewReplacer(
		"á", "a", "ã", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u", "Ü", "U", "ñ", "n", "'", "", ".", "").Replace(name))
}

// citiesTable lists the cities, the largest first: name, perhaps a comma and
// the region, code of the country, line of the zone in its table with the
// letters of the point behind it.
func citiesTable(cities []city, z *zones) string {
	var b strings.Builder
	for _, c := range cities {
		name := c.name
		if c.region != "" {
			name += ", " + c.region
		}
		fmt.Fprintf(&b, "%s\t%s\t%d%s\n", name, c.country, z.position[c.zone], c.at.letters())
	}
	return b.String()
}
