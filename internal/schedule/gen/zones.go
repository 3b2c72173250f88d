package main

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// zones is the zone database as people see it: every country has zones of
// its own (zone.tab), even where two have agreed since 1970.
type zones struct {
	countries map[string]string // canonical zone → code of its country; Etc and its like have none
	links     map[string]string // other name → canonical zone
	position  map[string]int    // canonical zone → its line in the table
}

// homeLinks are old names that the database links to whichever zone has had
// the same clock since 1970. People who use them mean these.
var homeLinks = map[string]string{
	"Africa/Asmera":         "Africa/Asmara",
	"Africa/Timbuktu":       "Africa/Bamako",
	"America/Coral_Harbour": "America/Atikokan",
	"America/Virgin":        "America/St_Thomas",
	"Antarctica/South_Pole": "Antarctica/McMurdo",
	"Atlantic/Jan_Mayen":    "Arctic/Longyearbyen",
	"Iceland":               "Atlantic/Reykjavik",
	"Pacific/Ponape":        "Pacific/Pohnpei",
	"Pacific/Truk":          "Pacific/Chuuk",
	"Pacific/Yap":           "Pacific/Chuuk",
}

func readZones(folder string) (*zones, error) {
	z := &zones{countries: map[string]string{}, links: map[string]string{}, position: map[string]int{}}
	err := eachLine(filepath.Join(folder, "zone.tab"), func(line string) error {
		fields := strings.Split(line, "\t")
		if len(fields) < 3 {
			return fmt.Errorf("zone.tab: %q", line)
		}
		z.countries[fields[2]] = fields[0]
		return nil
	})
	if err != nil {
		return nil, err
	}
	targets := map[string]string{}
	err = eachLine(filepath.Join(folder, "tzdata.zi"), func(line string) error {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 3 && fields[0] == "L":
			targets[fields[2]] = fields[1]
		case len(fields) > 2 && fields[0] == "Z":
			if _, known := z.countries[fields[1]]; !known && fields[1] != "Factory" {
				z.countries[fields[1]] = ""
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	maps.Copy(targets, homeLinks)
	for name, target := range targets {
		if _, canonical := z.countries[name]; !canonical {
			z.links[name] = target
		}
	}
	for _, names := range []map[string]string{z.countries, z.links} {
		maps.DeleteFunc(names, func(name, _ string) bool {
			_, err := time.LoadLocation(name)
			return err != nil
		})
	}
	for i, name := range slices.Sorted(maps.Keys(z.countries)) {
		z.position[name] = i
	}
	for name, target := range z.links {
		if _, canonical := z.countries[target]; !canonical {
			return nil, fmt.Errorf("%s leads to %s, which is not canonical", name, target)
		}
	}
	return z, nil
}

// canonical returns the zone that a name stands for.
func (z *zones) canonical(name string) (string, bool) {
	if target, ok := z.links[name]; ok {
		name = target
	}
	_, ok := z.countries[name]
	return name, ok
}

// only returns the zones of those countries that have but one. All their
// cities are in it, whatever their neighbour's zone was called in the source.
func (z *zones) only() map[string]string {
	only, count := map[string]string{}, map[string]int{}
	for zone, country := range z.countries {
		only[country] = zone
		count[country]++
	}
	maps.DeleteFunc(only, func(country, _ string) bool { return count[country] > 1 })
	return only
}

// namedAfter returns the zone of a country that is named after a city, or nothing.
func (z *zones) namedAfter(city, country string) string {
	for zone, of := range z.countries {
		if of == country && strings.HasSuffix(zone, "/"+strings.ReplaceAll(city, " ", "_")) {
			return zone
		}
	}
	return ""
}

// twins returns, for every canonical zone, the first zone of its country in
// the given order of importance whose clock agrees with its own for ten years.
func (z *zones) twins(order []string) map[string]string {
	twin := map[string]string{}
	first := map[string]string{}
	for _, name := range order {
		if twin[name] != "" {
			continue
		}
		clock := z.countries[name] + readings(name)
		if first[clock] == "" || z.countries[name] == "" {
			first[clock] = name
		}
		twin[name] = first[clock]
	}
	return twin
}

// readings describes the clock of a zone from 2026 to 2036.
func readings(zone string) string {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return zone
	}
	var b strings.Builder
	last := -1
	for t := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); t.Year() < 2036; t = t.Add(6 * time.Hour) {
		if _, offset := t.In(loc).Zone(); offset != last {
			fmt.Fprintf(&b, " %d:%d", t.Unix(), offset)
			last = offset
		}
	}
	return b.String()
}

// twinsBySize is twins in the order of the largest city of each zone.
func (z *zones) twinsBySize(cities []*city) map[string]string {
	var order []string
	for _, c := range cities {
		order = append(order, c.zone)
	}
	return z.twins(append(order, slices.Sorted(maps.Keys(z.countries))...))
}

// table lists the canonical zones in alphabetical order, each with the code
// of its country, then the links.
func (z *zones) table() string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(z.countries)) {
		fmt.Fprintf(&b, "%s\t%s\n", name, z.countries[name])
	}
	for _, name := range slices.Sorted(maps.Keys(z.links)) {
		fmt.Fprintf(&b, "%s\t=%s\n", name, z.links[name])
	}
	return b.String()
}

// eachLine calls f for every line that is no comment.
func eachLine(path string, f func(line string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
			if err := f(line); err != nil {
				return err
			}
		}
	}
	return lines.Err()
}
