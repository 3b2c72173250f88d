package schedule

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPlacesNear(t *testing.T) {
	tests := []struct {
		where               string
		latitude, longitude float64
		first, zone         string
		others              []string // zones that are listed too
		absent              []string // zones that are not
	}{
		{"Munich", 48.14, 11.58, "Munich", "Europe/Berlin", []string{"Europe/Vienna"}, []string{"Europe/London", "Europe/Brussels"}},
		{"Basel", 47.56, 7.59, "Basel", "Europe/Zurich", []string{"Europe/Paris", "Europe/Berlin"}, nil},
		{"New York", 40.71, -74.01, "New York", "America/New_York", nil, []string{"America/Toronto", "America/Chicago"}},
		{"the second Columbus", 32.47, -84.98, "Columbus", "America/New_York", []string{"America/Chicago"}, nil},
		{"Detroit", 42.33, -83.08, "Detroit", "America/Detroit", []string{"America/Toronto"}, []string{"America/Halifax"}},
		{"Windsor, across the river", 42.28, -83.0, "Windsor, Ontario", "America/Detroit", []string{"America/Toronto"}, nil},
		{"Sarnia, on the same border", 42.97, -82.4, "Sarnia", "America/Toronto", []string{"America/Detroit"}, nil},
		{"Kiritimati", 1.87, -157.43, "Kiritimati", "Pacific/Kiritimati", nil, []string{"Pacific/Honolulu"}},
		{"Chatham", -43.95, -176.55, "Chatham", "Pacific/Chatham", nil, []string{"Pacific/Auckland"}},
		{"Marbella", 36.51, -4.88, "Marbella", "Europe/Madrid", []string{"Europe/Gibraltar", "Africa/Casablanca"}, nil},
		{"Gibraltar", 36.14, -5.35, "Gibraltar", "Europe/Gibraltar", []string{"Europe/Madrid", "Africa/Ceuta", "Africa/Casablanca"}, nil},
		{"Tarifa, on the strait", 36.02, -5.61, "Algeciras", "Europe/Madrid", []string{"Africa/Casablanca"}, nil},
		{"Tangier", 35.78, -5.81, "Tangier", "Africa/Casablanca", []string{"Europe/Madrid"}, nil},
		{"Gold Coast", -28.0, 153.4, "Gold Coast", "Australia/Brisbane", []string{"Australia/Sydney"}, nil},
		{"mid-Atlantic", 30, -45, "Horta", "Atlantic/Azores", []string{"Atlantic/Bermuda"}, []string{"Europe/Paris", "America/Chicago"}},
		{"west of the date line", -16.8, 179.99, "Labasa", "Pacific/Fiji", nil, []string{"Pacific/Apia"}},
		{"east of the date line", -16.8, -179.99, "Labasa", "Pacific/Fiji", nil, []string{"Pacific/Apia"}},
		{"Apia", -13.83, -171.77, "Apia", "Pacific/Apia", []string{"Pacific/Pago_Pago"}, nil},
		{"Bering Strait", 65.8, -169, "Wales", "America/Nome", []string{"Asia/Anadyr"}, nil},
		{"the South Pole", -90, 12, "Vostok", "Antarctica/Vostok", []string{"Antarctica/McMurdo"}, []string{"America/Punta_Arenas"}},
	}
	for _, tt := range tests {
		got := PlacesNear(tt.latitude, tt.longitude, 20)
		if len(got) == 0 || got[0].Name != tt.first || got[0].Zone != tt.zone {
			t.Errorf("%s: got %v, want %s (%s) first", tt.where, got, tt.first, tt.zone)
			continue
		}
		listed := func(zone string) bool {
			return slices.ContainsFunc(got, func(p Place) bool { return p.Zone == zone })
		}
		for _, zone := range tt.others {
			if !listed(zone) {
				t.Errorf("%s: %s is missing in %v", tt.where, zone, got)
			}
		}
		for _, zone := range tt.absent {
			if !slices.Contains(Zones(), zone) || listed(zone) {
				t.Errorf("%s: %s is too far away to be in %v", tt.where, zone, got)
			}
		}
		if one := PlacesNear(tt.latitude, tt.longitude, 1); len(one) != 1 || one[0] != got[0] {
			t.Errorf("%s: the first alone is %v", tt.where, one)
		}
	}
}

func TestPlacesNearNowhere(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, p := range [][2]float64{{nan, 0}, {0, nan}, {inf, 0}, {-inf, 0}, {0, inf}, {0, -inf}, {90.01, 0}, {-90.01, 0}, {0, 180.01}, {0, -180.01}, {0, 360}} {
		if got := PlacesNear(p[0], p[1], 5); len(got) > 0 {
			t.Errorf("%v: found %v", p, got)
		}
	}
	for _, limit := range []int{0, -1, math.MinInt} {
		if got := PlacesNear(48.14, 11.58, limit); len(got) > 0 {
			t.Errorf("at most %d: found %v", limit, got)
		}
	}
	if got := PlacesNear(48.14, 11.58, math.MaxInt); len(got) == 0 {
		t.Error("without a limit: found nothing")
	}
}

// direction is a point as a vector of length one. It gives another way to
// measure distances, which knows no date line and no poles.
type direction [3]float64

func directionOf(latitude, longitude float64) direction {
	sinLatitude, cosLatitude := math.Sincos(latitude * math.Pi / 180)
	sinLongitude, cosLongitude := math.Sincos(longitude * math.Pi / 180)
	return direction{cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude}
}

// kilometres is the angle between two directions on a globe of the Earth's size.
func (a direction) kilometres(b direction) float64 {
	cross := math.Hypot(math.Hypot(a[1]*b[2]-a[2]*b[1], a[2]*b[0]-a[0]*b[2]), a[0]*b[1]-a[1]*b[0])
	return 6371 * math.Atan2(cross, a[0]*b[0]+a[1]*b[1]+a[2]*b[2])
}

var anyPoint = rapid.OneOf(
	rapid.Custom(func(t *rapid.T) [2]float64 {
		return [2]float64{rapid.Float64Range(-90, 90).Draw(t, "latitude"), rapid.Float64Range(-180, 180).Draw(t, "longitude")}
	}),
	rapid.Custom(func(t *rapid.T) [2]float64 { // where people live
		skip := rapid.IntRange(0, 7000).Draw(t, "city")
		off := rapid.Float64Range(-1, 1)
		for _, c := range cities() {
			if skip--; skip < 0 {
				latitude, longitude := c.degrees()
				return [2]float64{max(-90, min(90, latitude+off.Draw(t, "north"))), max(-180, min(180, longitude+off.Draw(t, "east")))}
			}
		}
		return [2]float64{}
	}),
	rapid.SampledFrom([][2]float64{{90, 0}, {-90, 0}, {0, 180}, {0, -180}, {52, 180}, {-17, -180}, {0, 0}}),
)

// Measured in another way, what is listed is the nearest city of each zone, in
// order, and no zone within reason is left out.
func TestPlacesNearAreTheNearest(t *testing.T) {
	const slack = 1e-3 // a metre, between two ways to compute
	countries := map[string]string{}
	for line := range strings.Lines(countriesText) {
		code, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		countries[code] = name
	}
	rapid.Check(t, func(t *rapid.T) {
		point := anyPoint.Draw(t, "point")
		limit := rapid.IntRange(1, 30).Draw(t, "limit")
		here := directionOf(point[0], point[1])
		table := zoneIndex()
		byZone := map[string]float64{}
		byPlace := map[Place]float64{} // the nearest of that name
		for _, c := range cities() {
			latitude, longitude := c.degrees()
			d := here.kilometres(directionOf(latitude, longitude))
			p := Place{Name: c.name, Country: countries[c.country], Zone: table.names[c.zone]}
			if known, ok := byZone[p.Zone]; !ok || d < known {
				byZone[p.Zone] = d
			}
			if known, ok := byPlace[p]; !ok || d < known {
				byPlace[p] = d
			}
		}
		got := PlacesNear(point[0], point[1], limit)
		if len(got) == 0 || len(got) > limit {
			t.Fatalf("%d places, at most %d", len(got), limit)
		}
		nearest, last := math.Inf(1), 0.0
		for _, d := range byZone {
			nearest = min(nearest, d)
		}
		farthest := max(2*nearest, nearest+300)
		listed := map[string]bool{}
		for _, p := range got {
			d, known := byPlace[p]
			if !known || d > byZone[p.Zone]+slack {
				t.Fatalf("%v, %.3f km away, is not the nearest of its zone: %.3f km", p, d, byZone[p.Zone])
			}
			if listed[p.Zone] || d < last-slack || d > farthest+slack {
				t.Fatalf("%v, %.3f km away, comes after %.3f km in %v", p, d, last, got)
			}
			listed[p.Zone], last = true, max(last, d)
		}
		for zone, d := range byZone {
			if !listed[zone] && d < farthest-slack && (len(got) < limit || d < last-slack) {
				t.Fatalf("%s, %.3f km away, is left out of %v", zone, d, got)
			}
		}
	})
}
