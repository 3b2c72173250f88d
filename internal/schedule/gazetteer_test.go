package schedule

import (
	"strconv"
	"strings"
	"testing"

	"stillpoint/internal/schedule/fold"
)

// Every line of the tables can be read, and what refers to another is there.
func TestTables(t *testing.T) {
	zones := zoneIndex()
	starts := map[int]bool{}
	last := 1 << 30
	at := 0
	for line := range strings.Lines(citiesText()) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		starts[at] = true
		at += len(line)
		if len(fields) != 5 {
			t.Fatalf("cities.txt: %q", line)
		}
		zone, err := strconv.Atoi(fields[3])
		if err != nil || zone < 0 || zone >= len(zones.names) || countryName(fields[1]) == "" {
			t.Fatalf("cities.txt: %q", line)
		}
		if people, err := strconv.Atoi(fields[4]); err != nil || people > last {
			t.Fatalf("cities.txt: %q is out of order", line)
		} else {
			last = people
		}
	}
	areas := map[int]bool{}
	at = 0
	for line := range strings.Lines(areasText) {
		areas[at] = true
		a := areaAt(at)
		at += len(line)
		if countryName(a.country) == "" || len(a.clocks) == 0 {
			t.Fatalf("areas.txt: %q", line)
		}
		for _, clock := range a.clocks {
			if !starts[clock.largest.at] {
				t.Fatalf("areas.txt: %q", line)
			}
		}
	}
	before := ""
	for at := 0; at < len(namesText()); {
		name, refs, next := nameLine(at)
		if name <= before || fold.Name(name) != name || refs == "" {
			t.Fatalf("names.txt: %q after %q", name, before)
		}
		for _, ref := range references(refs) {
			table := starts
			if ref.kind == refArea || ref.kind == refOtherArea {
				table = areas
			}
			if !table[ref.at] {
				t.Fatalf("names.txt: %q refers to nothing", name)
			}
		}
		before, at = name, next
	}
	for i, name := range zones.names {
		if _, err := Location(name); err != nil {
			t.Error(err)
		}
		if zones.countries[i] != "" && zones.largest[i] < 0 {
			t.Errorf("%s has no place", name)
		}
	}
	links := 0
	for line := range strings.Lines(zonesText) {
		if name, target, isLink := strings.Cut(strings.TrimSuffix(line, "\n"), "\t="); isLink {
			links++
			_, canonical := zones.number(target)
			if _, twice := zones.number(name); !canonical || twice {
				t.Errorf("zones.txt: %q", line)
			}
		}
	}
	if len(zones.names)+links != strings.Count(zonesText, "\n") || links < 100 {
		t.Errorf("zones.txt: %d zones and %d links", len(zones.names), links)
	}
	if size := len(zonesText) + len(countriesText) + len(citiesText()) + len(areasText) + len(namesText()) + len(zoneGrid()); size > 7<<20 {
		t.Errorf("the tables have %d bytes", size)
	}
	for phrase := range chatter {
		if phrase != fold.Name(phrase) || phrase == "" {
			t.Errorf("chatter.txt: %q is not folded, %q is", phrase, fold.Name(phrase))
		}
	}
	for phrase, zones := range abbreviations {
		if phrase != fold.Name(phrase) || len(abbreviated(phrase)) != len(strings.Fields(zones)) {
			t.Errorf("%q: a zone of %q is no zone, or the phrase is not folded", phrase, zones)
		}
	}
}

// What is found by any name of the table is the name's.
func TestLookUpEveryName(t *testing.T) {
	for at := 0; at < len(namesText()); {
		name, refs, next := nameLine(at)
		if got := lookUp(name); len(got) != len(strings.Fields(refs)) {
			t.Fatalf("%q: %v, want %s", name, got, refs)
		}
		at = next
		for range 40 { // one in forty is enough to meet every part of the table
			if at < len(namesText()) {
				_, _, at = nameLine(at)
			}
		}
	}
	for _, name := range []string{"", "\x00", "zzzzzzzz", "\uffff", "a", "aaaaaaaaaa", "￿"} {
		if got := lookUp(name); len(got) > 0 {
			t.Errorf("%q: %v", name, got)
		}
	}
}
