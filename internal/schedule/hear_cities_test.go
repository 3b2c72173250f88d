package schedule

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// hearingTime is when everything here is typed.
var hearingTime = time.Date(2026, time.November, 27, 18, 57, 0, 0, time.UTC)

// rowsOf reads a table of testdata: a row a line, a column a tab, comments
// behind #.
func rowsOf(t *testing.T, name string, columns int) (rows [][]string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != columns {
			t.Fatalf("%s: %q has %d columns, want %d", name, line, len(row), columns)
		}
		rows = append(rows, row)
	}
	return rows
}

// hears reports whether a text is set right, or offered right among the first
// three. Wrong says that another clock was set unasked.
func hears(t *testing.T, text, zone string) (right, wrong bool) {
	t.Helper()
	want, ok := zoneIndex().number(mustCanonical(t, zone))
	if !ok {
		t.Fatalf("%s is no zone", zone)
	}
	heard := HearZone(text, "", hearingTime, 5)
	for _, p := range heard.Places[:min(3, len(heard.Places))] {
		got, _ := zoneIndex().number(p.Zone)
		if right = sameClock(got, want, hearingTime); right {
			return right, false
		}
	}
	return false, heard.Sure
}

func mustCanonical(t *testing.T, zone string) string {
	t.Helper()
	canonical, ok := CanonicalZone(zone)
	if !ok {
		t.Fatalf("%s is no zone", zone)
	}
	return canonical
}

// The cities of over half a million are those of another source than the
// tables', and so are the outlines that gave them their zones.
func TestLargeCities(t *testing.T) {
	rows := rowsOf(t, "large_cities.tsv", 3)
	missed := 0
	for _, row := range rows {
		right, wrong := hears(t, row[0], row[2])
		if wrong {
			t.Errorf("%s, %s is set to another clock than %s", row[0], row[1], row[2])
		}
		if !right {
			missed++
			t.Logf("%s, %s (%s): %v", row[0], row[1], row[2], HearZone(row[0], "", hearingTime, 5))
		}
	}
	t.Logf("%d of %d large cities are heard right", len(rows)-missed, len(rows))
	if missed*100 > len(rows) {
		t.Errorf("%d of %d large cities are not heard", missed, len(rows))
	}
}

// The states of the USA, the regions of Canada and Australia, the largest
// cities of India, Brazil and China, the capitals of Russia's regions.
func TestRegions(t *testing.T) {
	for _, row := range rowsOf(t, "regions.tsv", 2) {
		right, wrong := hears(t, row[0], row[1])
		if !right || wrong {
			t.Errorf("%s (%s): %v", row[0], row[1], HearZone(row[0], "", hearingTime, 5))
		}
	}
}
