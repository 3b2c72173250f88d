package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"stillpoint/internal/schedule/fold"
)

func folded(name string) string { return fold.Name(name) }

// How a name refers to a place: by its own name, or by another.
const (
	cityRef, otherCityRef = "c", "o"
	areaRef, otherAreaRef = "a", "b"
)

func isArea(kind string) bool { return kind == areaRef || kind == otherAreaRef }

// index gathers which places a folded name may mean.
type index struct {
	cities []*city
	areas  []*area
	refs   map[string][]string
}

// newIndex holds what the cities and the areas call themselves.
func newIndex(cities []*city, areas []*area) *index {
	x := &index{cities, areas, map[string][]string{}}
	for _, c := range cities {
		x.add(c.name, cityRef, c.line)
	}
	for _, a := range areas {
		x.add(a.name, areaRef, a.line)
	}
	return x
}

func (x *index) add(name, kind string, line int) {
	key := folded(name)
	at := strconv.FormatInt(int64(line), 36)
	if key == "" || slices.ContainsFunc(x.refs[key], func(ref string) bool {
		return ref[1:] == at && isArea(ref[:1]) == isArea(kind)
	}) {
		return
	}
	x.refs[key] = append(x.refs[key], kind+at)
}

// addAliases reads aliases.txt: a name, a city or nothing, a country, and the
// region where the country has several of that name. An alias without a city
// stands for the country or the region.
func (x *index) addAliases(path string) error {
	return eachLine(path, func(line string) error {
		f := append(strings.Split(line, "\t"), "", "", "")
		alias, name, country, region := f[0], f[1], f[2], f[3]
		if name == "" {
			for _, a := range x.areas {
				if a.country == country && a.region == region {
					x.add(alias, areaRef, a.line)
					return nil
				}
			}
			return fmt.Errorf("aliases: %q stands for nothing", line)
		}
		for _, c := range x.cities {
			if c.country == country && (region == "" || c.region == region) && (c.name == name || slices.Contains(c.others, name)) {
				x.add(alias, cityRef, c.line)
				return nil
			}
		}
		return fmt.Errorf("aliases: %q stands for nothing", line)
	})
}

// shortestCountry is the length of the shortest name of a country in another
// language that is taken, in bytes; shorter ones are codes, or words.
const shortestCountry = 4

// addLanguages adds what the countries are called in other languages, one
// language a file.
func (x *index) addLanguages(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("%s: no languages", folder)
	}
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var source struct{ Countries map[string]any }
		if err := json.Unmarshal(raw, &source); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for _, a := range x.areas {
			if a.region == "" {
				for _, name := range namesIn(source.Countries[a.country]) {
					if len(folded(name)) >= shortestCountry {
						x.add(name, otherAreaRef, a.line)
					}
				}
			}
		}
	}
	return nil
}

// namesIn returns the one name or the several that a country has in a file.
func namesIn(value any) (names []string) {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		for _, name := range v {
			if s, ok := name.(string); ok {
				names = append(names, s)
			}
		}
	}
	return names
}

// table lists the folded names in order, each with the places that it may
// mean: a letter for its kind, and where it stands in its table, in base 36.
// The other names of cities come in here, after all names that are closer.
func (x *index) table() string {
	for _, c := range x.cities {
		for _, other := range c.others {
			x.add(other, otherCityRef, c.line)
		}
	}
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(x.refs)) {
		fmt.Fprintf(&b, "%s\t%s\n", key, strings.Join(x.refs[key], " "))
	}
	return b.String()
}
