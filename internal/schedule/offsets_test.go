package schedule

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParseOffset(t *testing.T) {
	tests := map[string]time.Duration{
		"+2": 2 * time.Hour, "-3": -3 * time.Hour, "−3": -3 * time.Hour, "+0": 0, "UTC+5:30": 5*time.Hour + 30*time.Minute,
		"utc +5.30": 5*time.Hour + 30*time.Minute, "GMT-3": -3 * time.Hour, "gmt 2": 2 * time.Hour, "+0530": 5*time.Hour + 30*time.Minute,
		"-09:30": -9*time.Hour - 30*time.Minute, "+5.5": 5*time.Hour + 30*time.Minute, "+12:45": 12*time.Hour + 45*time.Minute, "+14": 14 * time.Hour, "-12": -12 * time.Hour,
	}
	for text, want := range tests {
		if got, ok := ParseOffset(text); !ok || got != want {
			t.Errorf("%q: got %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "2", "8", "20:30", "UTC", "gmt", "+", "+15", "-13", "+14:30", "+2:60", "+2:3", "+5.7", "+2 hours", "++2", "utc utc+2", "berlin", "+12345"} {
		if got, ok := ParseOffset(text); ok {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

func TestZonesAt(t *testing.T) {
	winter, summer := instant(t, "2026-01-15T12:00:00Z"), instant(t, "2026-07-15T12:00:00Z")
	zones := func(offset time.Duration, now time.Time) (names []string) {
		for _, p := range ZonesAt(offset, now, 50) {
			names = append(names, p.Zone)
		}
		return names
	}
	if got := zones(time.Hour, winter); !slices.Contains(got, "Europe/Berlin") || slices.Contains(got, "Europe/London") {
		t.Errorf("+1 in winter: %v", got)
	}
	if got := zones(time.Hour, summer); slices.Contains(got, "Europe/Berlin") || !slices.Contains(got, "Europe/London") {
		t.Errorf("+1 in summer: %v", got)
	}
	if got := ZonesAt(5*time.Hour+30*time.Minute, winter, 1); len(got) != 1 || got[0] != (Place{Name: "Mumbai", Country: "India", Zone: "Asia/Kolkata"}) {
		t.Errorf("+5:30: %v", got)
	}
	if got := ZonesAt(7*time.Minute, winter, 5); len(got) != 0 {
		t.Errorf("+0:07: %v", got)
	}
}

func TestLikelyZones(t *testing.T) {
	now := instant(t, "2026-11-22T03:26:00Z")
	tests := []struct {
		locale string
		want   string // the zones, from the earliest clock on
	}{
		{"de", "Europe/London Europe/Berlin Europe/Athens"},
		{"de-AT", "Europe/London Europe/Vienna Europe/Athens"},
		{"en-US", "America/Los_Angeles America/New_York Europe/London"}, // what apps say of most who read English
		{"en_GB", "Europe/London Europe/Berlin Europe/Athens"},
		{"pt-BR", "America/Rio_Branco America/Manaus America/Sao_Paulo"},
		{"zh-Hant-TW", "Asia/Kolkata Asia/Taipei Asia/Tokyo"},
		{"", "America/New_York Europe/London Asia/Kolkata"},
		{"tlh", "America/New_York Europe/London Asia/Kolkata"},
		{strings.Repeat("x-", 1000), "America/New_York Europe/London Asia/Kolkata"},
	}
	for _, tt := range tests {
		var zones []string
		for _, p := range LikelyZones(tt.locale, now, 3) {
			zones = append(zones, p.Zone)
		}
		if got := strings.Join(zones, " "); got != tt.want {
			t.Errorf("%.20q: got %s, want %s", tt.locale, got, tt.want)
		}
	}
}

// Whatever the locale, there are as many choices as asked for, in order, and
// no two buttons read the same. Every zone in the lists exists.
func TestLikelyZonesDiffer(t *testing.T) {
	now := instant(t, "2026-06-22T03:26:00Z")
	lists := []string{worldZones}
	locales := []string{"", "en-WS", "sm-AS", "mi-NZ", "fr-TF"}
	for language, zones := range languageZones {
		locales, lists = append(locales, language), append(lists, zones)
	}
	for _, zones := range continentZones {
		lists = append(lists, zones)
	}
	for _, locale := range locales {
		seen := map[string]bool{}
		last := -24 * 60 * 60
		for _, p := range LikelyZones(locale, now, 6) {
			loc, err := Location(p.Zone)
			if err != nil {
				t.Fatal(err)
			}
			local := now.In(loc)
			_, offset := local.Zone()
			if reading := local.Format("15:04"); seen[reading] || offset <= last {
				t.Errorf("%q: %v (%s) is out of order or comes twice", locale, p, reading)
			} else {
				seen[reading], last = true, offset
			}
		}
		if len(seen) != 6 {
			t.Errorf("%q: %d choices", locale, len(seen))
		}
	}
	for _, list := range lists {
		for zone := range strings.FieldsSeq(list) {
			if canonical, ok := CanonicalZone(zone); !ok || canonical != zone {
				t.Errorf("%s is no canonical zone", zone)
			}
		}
	}
}
