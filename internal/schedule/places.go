package schedule

import (
	"cmp"
	"slices"
	"strings"
)

// Place is somewhere that people live by the clock of Zone, a canonical IANA
// name. Name is a city, with its region where the country has another one of
// that name; Country is empty where the zone belongs to none (Etc/UTC).
type Place struct {
	Name, Country, Zone string
}

// String writes the place for people: "Munich, Germany".
func (p Place) String() string {
	if p.Country == "" || p.Country == p.Name {
		return p.Name
	}
	return p.Name + ", " + p.Country
}

// FindPlaces returns at most `limit` places that the query may mean, the best
// first: what has exactly that name, then what begins with it, then what has
// a word that does; the larger city before the smaller. Only if there is
// nothing of the kind are small slips forgiven.
//
// The query may be a city ("munich", "sao paulo", "NYC", "portland, maine",
// "paris france"), an IANA zone in any letter case, old names included, or a
// country, which stands for the largest city by each of its clocks.
func FindPlaces(query string, limit int) []Place {
	q := folded(query)
	if q == "" || len(q) > longestSlipped || limit <= 0 {
		return nil
	}
	s := &search{table: zoneIndex()}
	s.zoneNames(query)
	s.names(q, nil, 0)
	if other, ok := otherSaint(q); ok {
		s.names(other, nil, 0)
	}
	if len(s.found) == 0 {
		s.cityAndCountry(query)
	}
	if len(s.found) == 0 {
		s.names(q, nil, slipsAllowed(q))
	}
	words := q
	for range surplusWords {
		last := strings.LastIndexByte(words, ' ')
		if last < 0 || len(s.found) > 0 {
			break
		}
		words = words[:last]
		s.names(words, nil, 0)
	}
	return s.best(limit)
}

// surplusWords is how many words after a city may go unrecognised, as the
// state in "austin texas".
const surplusWords = 3

// otherSaint returns the other way to write a saint.
func otherSaint(q string) (string, bool) {
	if rest, ok := strings.CutPrefix(q, "saint "); ok {
		return "st " + rest, true
	}
	if rest, ok := strings.CutPrefix(q, "st "); ok {
		return "saint " + rest, true
	}
	return "", false
}

// How well a name fits a query; a slip fits one worse than the last of them.
const (
	exact = iota
	prefix
	inner
	noMatch = 100
)

// search gathers what fits a query.
type search struct {
	table  *zoneTable
	found  []hit
	buffer []byte
}

// hit is a place with how well it fits and its rank by size.
type hit struct {
	fit, rank int
	place     Place
}

func (s *search) best(limit int) []Place {
	slices.SortStableFunc(s.found, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.fit, b.fit), cmp.Compare(a.rank, b.rank))
	})
	var places []Place
	for _, h := range s.found {
		if !slices.Contains(places, h.place) {
			if places = append(places, h.place); len(places) == limit {
				break
			}
		}
	}
	return places
}

// zoneNames looks for IANA names. One with a stroke may be unfinished.
func (s *search) zoneNames(query string) {
	if zone, ok := CanonicalZone(query); ok {
		number, _ := s.table.number(zone)
		s.found = append(s.found, hit{exact, len(citiesText), s.table.namesake(number)})
		return
	}
	begin := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(query), " ", "_"))
	if !strings.Contains(begin, "/") || len(begin) > longestSlipped {
		return
	}
	for i, name := range s.table.names {
		if len(name) >= len(begin) && strings.EqualFold(name[:len(begin)], begin) {
			rank := len(citiesText)
			if at := s.table.largest[i]; at >= 0 {
				rank = at
			}
			s.found = append(s.found, hit{prefix, rank, s.table.namesake(i)})
		}
	}
}

// target is what a country's name or an alias stands for: a city, or the
// largest city by each clock of a country.
type target struct {
	city, country string
	fit           int
}

// names looks for the folded name q among cities, countries and aliases.
// Where `within` is not empty, only the cities of those countries count.
func (s *search) names(q string, within []string, slipsAllowed int) {
	targets := s.targets(q, slipsAllowed)
	seen := make([]bool, len(s.table.names)) // clocks that stand for their country already
	for at, c := range cities() {
		if len(within) > 0 && !slices.Contains(within, c.country) {
			continue
		}
		fit := s.fit(c.name, q, slipsAllowed)
		if len(within) == 0 {
			clock := s.table.twins[c.zone]
			for _, t := range targets {
				switch {
				case t.country != c.country, t.city != "" && t.city != c.name:
				case t.city == "" && seen[clock]:
				default:
					seen[clock] = seen[clock] || t.city == ""
					fit = min(fit, t.fit)
				}
			}
		}
		if fit < noMatch {
			s.found = append(s.found, hit{fit, at, placeOf(c, s.table)})
		}
	}
}

// targets looks for q among the countries and the aliases.
func (s *search) targets(q string, slipsAllowed int) []target {
	var targets []target
	for line := range strings.Lines(countriesText) {
		code, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		fit := s.fit(name, q, slipsAllowed)
		if len(q) == 2 && strings.EqualFold(code, q) {
			fit = exact
		}
		if fit < noMatch {
			targets = append(targets, target{"", code, fit})
		}
	}
	for line := range strings.Lines(aliasesText) {
		alias, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		name, code, _ := strings.Cut(rest, "\t")
		if fit := fitFolded(alias, len(alias), q, slipsAllowed); fit < noMatch {
			targets = append(targets, target{name, code, fit})
		}
	}
	return targets
}

// cityAndCountry looks for "Paris, France" and "paris france".
func (s *search) cityAndCountry(query string) {
	if left, right, ok := strings.Cut(query, ","); ok {
		if within := s.countries(folded(right), prefix); len(within) > 0 {
			s.names(folded(left), within, slipsAllowed(folded(left)))
		}
		if len(s.found) == 0 {
			s.names(folded(left), nil, 0)
		}
		return
	}
	words := strings.Fields(folded(query))
	for split := len(words) - 1; split > 0 && len(s.found) == 0; split-- {
		if within := s.countries(strings.Join(words[split:], " "), exact); len(within) > 0 {
			s.names(strings.Join(words[:split], " "), within, 0)
		}
	}
}

// countries returns the codes of the countries that q fits at least so well.
func (s *search) countries(q string, worst int) []string {
	var codes []string
	if q == "" {
		return nil
	}
	for _, t := range s.targets(q, 0) {
		if t.city == "" && t.fit <= worst {
			codes = append(codes, t.country)
		}
	}
	return codes
}

// fit returns how well a name fits the folded query.
func (s *search) fit(name, q string, slipsAllowed int) int {
	main, _, _ := strings.Cut(name, ",")
	s.buffer = appendFolded(s.buffer[:0], main)
	length := len(s.buffer)
	if len(main) < len(name) {
		s.buffer = append(s.buffer, ' ')
		s.buffer = appendFolded(s.buffer, name[len(main):])
	}
	return fitFolded(string(s.buffer), length, q, slipsAllowed)
}

// fitFolded is fit for a name that is folded already. The name itself is its
// first `length` bytes; a region may follow.
func fitFolded(name string, length int, q string, slipsAllowed int) int {
	switch {
	case name == q, name[:length] == q:
		return exact
	case strings.HasPrefix(name, q):
		return prefix
	case len(q) >= 3 && beginsWord(name[:length], q):
		return inner
	}
	if slipsAllowed > 0 {
		if n := slips(q, name[:length], slipsAllowed); n <= slipsAllowed {
			return inner + n
		}
	}
	return noMatch
}

// beginsWord reports whether q stands at the beginning of a later word.
func beginsWord(name, q string) bool {
	for {
		at := strings.IndexByte(name, ' ')
		if at < 0 {
			return false
		}
		name = name[at+1:]
		if strings.HasPrefix(name, q) {
			return true
		}
	}
}

// slipsAllowed returns how many slips a query may contain.
func slipsAllowed(q string) int {
	switch {
	case len(q) < 4:
		return 0
	case len(q) < 8:
		return 1
	}
	return 2
}
