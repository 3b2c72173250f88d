package schedule

import (
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestFindPlaces(t *testing.T) {
	tests := []struct{ query, name, zone string }{
		{"Munich", "Munich", "Europe/Berlin"},
		{"münchen", "Munich", "Europe/Berlin"},
		{"muenchen", "Munich", "Europe/Berlin"},
		{"san francisco", "San Francisco", "America/Los_Angeles"},
		{"San Fransisco", "San Francisco", "America/Los_Angeles"},
		{"São Paulo", "São Paulo", "America/Sao_Paulo"},
		{"sao paulo", "São Paulo", "America/Sao_Paulo"},
		{"NYC", "New York", "America/New_York"},
		{"new yrok", "New York", "America/New_York"},
		{"EST", "New York", "America/New_York"},
		{"berln", "Berlin", "Europe/Berlin"},
		{"paris", "Paris", "Europe/Paris"},
		{"paris france", "Paris", "Europe/Paris"},
		{"London, Canada", "London", "America/Toronto"},
		{"Portland", "Portland, Oregon", "America/Los_Angeles"},
		{"portland, maine", "Portland, Maine", "America/New_York"},
		{"Portland maine", "Portland, Maine", "America/New_York"},
		{"austin texas", "Austin", "America/Chicago"},
		{"Austin, TX", "Austin", "America/Chicago"},
		{"washington dc", "Washington, D.C.", "America/New_York"},
		{"saint louis", "St. Louis", "America/Chicago"},
		{"st johns", "St. John's", "America/St_Johns"},
		{"europe/berlin", "Berlin", "Europe/Berlin"},
		{"EUROPE/BER", "Berlin", "Europe/Berlin"},
		{"america/new york", "New York", "America/New_York"},
		{"Asia/Calcutta", "Kolkata", "Asia/Kolkata"},
		{"US/Pacific", "Los Angeles", "America/Los_Angeles"},
		{"iceland", "Reykjavík", "Atlantic/Reykjavik"},
		{"utc", "UTC", "Etc/UTC"},
		{"gmt", "London", "Europe/London"},
		{"germany", "Berlin", "Europe/Berlin"},
		{"germny", "Berlin", "Europe/Berlin"},
		{"japan", "Tokyo", "Asia/Tokyo"},
		{"usa", "New York", "America/New_York"},
		{"москва", "Moscow", "Europe/Moscow"},
		{"東京", "Tokyo", "Asia/Tokyo"},
		{"Kiev", "Kyiv", "Europe/Kyiv"},
		{"Nuuk", "Nuuk", "America/Nuuk"},
		{"punta arenas", "Punta Arenas", "America/Punta_Arenas"},
		{"lord howe", "Lord Howe", "Australia/Lord_Howe"},
		{"knox", "Knox", "America/Indiana/Knox"},
	}
	for _, tt := range tests {
		got := FindPlaces(tt.query, 5)
		if len(got) == 0 || got[0].Name != tt.name || got[0].Zone != tt.zone {
			t.Errorf("%q: got %+v, want %s (%s) first", tt.query, got, tt.name, tt.zone)
		}
		if one := FindPlaces(tt.query, 1); len(one) != 1 || one[0] != got[0] {
			t.Errorf("%q: the first alone is %v", tt.query, one)
		}
	}
	for _, query := range []string{"", "  ", "😀", "xyzzyqq", "qq/qq", "8am", strings.Repeat("a ", 40)} {
		if got := FindPlaces(query, 5); len(got) > 0 {
			t.Errorf("%q: found %v", query, got)
		}
	}
	if got := FindPlaces("berlin", 0); len(got) > 0 {
		t.Errorf("at most none: found %v", got)
	}
}

// A country with several clocks offers one city for each of them.
func TestFindPlacesOfCountry(t *testing.T) {
	now := time.Date(2026, time.January, 15, 12, 0, 0, 0, time.UTC)
	seen := map[string]string{}
	for _, p := range FindPlaces("united states", 6) {
		loc, err := Location(p.Zone)
		if err != nil {
			t.Fatal(err)
		}
		clock := now.In(loc).Format("15:04") + now.AddDate(0, 6, 0).In(loc).Format(" 15:04")
		if other, twice := seen[clock]; twice {
			t.Errorf("%v has the same clock as %s", p, other)
		}
		seen[clock] = p.Name
	}
	if len(seen) != 6 {
		t.Errorf("%d clocks, want 6: %v", len(seen), seen)
	}
}

func TestPlaceString(t *testing.T) {
	tests := map[string]Place{
		"Munich, Germany": {"Munich", "Germany", "Europe/Berlin"},
		"Singapore":       {"Singapore", "Singapore", "Asia/Singapore"},
		"UTC":             {"UTC", "", "Etc/UTC"},
	}
	for want, p := range tests {
		if got := p.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// The tables are read without looking for faults; here they are looked for.
func TestTables(t *testing.T) {
	countries := map[string]bool{}
	for line := range strings.Lines(countriesText) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 2 || len(fields[0]) != 2 || fields[1] == "" || countries[fields[0]] {
			t.Errorf("countries.txt: %q", line)
		}
		countries[fields[0]] = true
	}
	table := zoneIndex()
	canonical := map[string]bool{}
	for i, name := range table.names {
		canonical[name] = true
		if _, err := Location(name); err != nil {
			t.Errorf("zones.txt: %v", err)
		}
		if table.countries[i] != "" && (!countries[table.countries[i]] || table.largest[i] < 0) {
			t.Errorf("zones.txt: %s, country %q, has no city", name, table.countries[i])
		}
		if twin := table.twins[i]; twin < 0 || twin >= len(table.names) || table.countries[twin] != table.countries[i] {
			t.Errorf("zones.txt: %s has the twin %d", name, twin)
		}
	}
	links := 0
	for line := range strings.Lines(zonesText) {
		if name, target, isLink := strings.Cut(strings.TrimSuffix(line, "\n"), "\t="); isLink {
			links++
			if !canonical[target] || canonical[name] {
				t.Errorf("zones.txt: %q", line)
			}
		}
	}
	if len(canonical)+links != strings.Count(zonesText, "\n") || links < 100 {
		t.Errorf("zones.txt: %d zones and %d links in %d lines", len(canonical), links, strings.Count(zonesText, "\n"))
	}
	known := map[[2]string]bool{}
	for line := range strings.Lines(citiesText) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 || fields[0] == "" || !countries[fields[1]] || !utf8.ValidString(line) || len(fields[0]) > longestSlipped {
			t.Errorf("cities.txt: %q", line)
			continue
		}
		number, point := fields[2], ""
		if cut := len(number) - pointLength; cut > 0 {
			number, point = number[:cut], number[cut:]
		}
		if zone, err := strconv.Atoi(number); err != nil || zone < 0 || zone >= len(table.names) {
			t.Errorf("cities.txt: %q", line)
		}
		if len(point) != pointLength || strings.ContainsFunc(point, func(r rune) bool { return r < pointZero || r >= pointZero+pointBase }) {
			t.Errorf("cities.txt: %q is no point", point)
		} else if latitude, longitude := (city{point: point}).degrees(); !onEarth(latitude, longitude) {
			t.Errorf("cities.txt: %s is at %f, %f", fields[0], latitude, longitude)
		}
		known[[2]string{fields[0], fields[1]}] = true
	}
	for line := range strings.Lines(aliasesText) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 || !countries[fields[2]] || fields[1] != "" && !known[[2]string{fields[1], fields[2]}] {
			t.Errorf("aliases.txt: %q", line)
		}
		if folded(fields[0]) != fields[0] {
			t.Errorf("aliases.txt: %q is not folded, %q is", fields[0], folded(fields[0]))
		}
	}
	if size := len(zonesText) + len(countriesText) + len(citiesText) + len(aliasesText); size > 350<<10 {
		t.Errorf("the tables have %d bytes", size)
	}
}

func TestCanonicalZone(t *testing.T) {
	tests := map[string]string{
		"Europe/Berlin": "Europe/Berlin", "europe/berlin": "Europe/Berlin", "Asia/Calcutta": "Asia/Kolkata", "america/new york": "America/New_York",
		"US/Eastern": "America/New_York", "Iceland": "Atlantic/Reykjavik", "Europe/Stockholm": "Europe/Stockholm", "UTC": "Etc/UTC", "Europe/Kiev": "Europe/Kyiv",
		"": "", "Local": "", "Factory": "", "Europe/Atlantis": "", strings.Repeat("x", 100): "",
	}
	for name, want := range tests {
		if got, ok := CanonicalZone(name); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v, want %q", name, got, ok, want)
		}
	}
}

func TestSlips(t *testing.T) {
	tests := []struct {
		a, b string
		most int
		want int
	}{
		{"berlin", "berlin", 2, 0}, {"berln", "berlin", 2, 1}, {"berlinn", "berlin", 2, 1}, {"barlin", "berlin", 2, 1},
		{"brelin", "berlin", 2, 1}, {"breiln", "berlin", 2, 2}, {"", "ab", 2, 2}, {"abc", "xyz", 2, 3}, {"berlin", "bern", 1, 2},
	}
	for _, tt := range tests {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := slips(pair[0], pair[1], tt.most); got != tt.want {
				t.Errorf("%q, %q: got %d, want %d", pair[0], pair[1], got, tt.want)
			}
		}
	}
}
