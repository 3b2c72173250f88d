package schedule

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// The towns are another source's, and so are the outlines that gave them their
// zones. Near a border the zone may be any of those that are offered.
func TestPlacesNearTowns(t *testing.T) {
	for _, row := range rowsOf(t, "towns.tsv", 4) {
		north, _ := strconv.ParseFloat(row[0], 64)
		east, _ := strconv.ParseFloat(row[1], 64)
		want, _ := zoneIndex().number(mustCanonical(t, row[2]))
		right := false
		near := PlacesNear(north, east, 5)
		for _, p := range near {
			got, _ := zoneIndex().number(p.Zone)
			right = right || sameClock(got, want, hearingTime)
		}
		if !right {
			t.Errorf("%s at %s, %s: %v, want %s", row[3], row[0], row[1], near, row[2])
		}
	}
}

func TestPlacesNear(t *testing.T) {
	tests := []struct {
		where       string
		north, east float64
		want        []string // the zones, the one of the point first
	}{
		{"Munich", 48.137, 11.575, []string{"Europe/Berlin"}},
		{"Lima", -12.05, -77.04, []string{"America/Lima"}},
		{"Lhasa", 29.65, 91.1, []string{"Asia/Shanghai"}},
		{"Urumqi, with its two clocks", 43.8, 87.6, []string{"Asia/Urumqi", "Asia/Shanghai"}},
		{"Yacuiba, a few streets from Argentina", -22.01, -63.68, []string{"America/La_Paz"}},
		{"El Paso's bridge", 31.7475, -106.4868, []string{"America/Ciudad_Juarez", "America/Denver"}},
		{"Coyhaique", -45.57, -72.07, []string{"America/Coyhaique"}},
		{"the Atlantic", 30, -40, []string{"Etc/GMT+3"}},
		{"the South Pole", -90, 0, []string{"Antarctica/McMurdo"}},
		{"the date line", -16.8, 180, []string{"Pacific/Fiji"}},
	}
	for _, tt := range tests {
		var got []string
		for _, p := range PlacesNear(tt.north, tt.east, 5) {
			got = append(got, p.Zone)
		}
		if len(got) < len(tt.want) {
			t.Errorf("%s: got %v, want %v", tt.where, got, tt.want)
			continue
		}
		for _, zone := range tt.want {
			if tt.want[0] == zone && got[0] != zone && len(tt.want) == 1 {
				t.Errorf("%s: got %v, want %s first", tt.where, got, zone)
			}
			found := false
			for _, g := range got {
				found = found || g == zone
			}
			if !found {
				t.Errorf("%s: got %v, want %s among them", tt.where, got, zone)
			}
		}
	}
	for _, p := range [][2]float64{{math.NaN(), 0}, {0, math.NaN()}, {91, 0}, {0, 181}, {math.Inf(1), 0}} {
		if got := PlacesNear(p[0], p[1], 5); len(got) > 0 {
			t.Errorf("%v: %v", p, got)
		}
	}
	if got := PlacesNear(0, 0, 0); len(got) > 0 {
		t.Errorf("at most none: %v", got)
	}
}

// Every point on Earth has a zone that Go knows, and its neighbours are no more
// than asked for.
func TestPlacesNearEverywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		north := rapid.Float64Range(-90, 90).Draw(t, "north")
		east := rapid.Float64Range(-180, 180).Draw(t, "east")
		near := PlacesNear(north, east, 3)
		if len(near) == 0 || len(near) > 3 {
			t.Fatalf("%d places", len(near))
		}
		for i, p := range near {
			if _, err := Location(p.Zone); err != nil {
				t.Fatal(err)
			}
			for _, q := range near[:i] {
				if q.Zone == p.Zone {
					t.Fatalf("%s comes twice", p.Zone)
				}
			}
		}
	})
}
