package schedule

import (
	"strings"
	"testing"
	"time"
)

// What is found while somebody is typing.
func TestFindPlaces(t *testing.T) {
	tests := []struct{ typed, name, zone string }{
		{"Munich", "Munich", "Europe/Berlin"},
		{"münch", "Munich", "Europe/Berlin"},
		{"san fran", "San Francisco", "America/Los_Angeles"},
		{"San Fransisco", "San Francisco", "America/Los_Angeles"},
		{"sao p", "São Paulo", "America/Sao_Paulo"},
		{"NYC", "New York City", "America/New_York"},
		{"new yo", "New York City", "America/New_York"},
		{"new yrok city", "New York City", "America/New_York"},
		{"berln", "Berlin", "Europe/Berlin"},
		{"paris france", "Paris", "Europe/Paris"},
		{"London, Canada", "London", "America/Toronto"},
		{"Portland", "Portland", "America/Los_Angeles"},
		{"portland, maine", "Portland", "America/New_York"},
		{"Austin, TX", "Austin", "America/Chicago"},
		{"europe/berlin", "Berlin", "Europe/Berlin"},
		{"EUROPE/BER", "Berlin", "Europe/Berlin"},
		{"america/new york", "New York City", "America/New_York"},
		{"Asia/Calcutta", "Mumbai", "Asia/Kolkata"},
		{"iceland", "Reykjavík", "Atlantic/Reykjavik"},
		{"германия", "Berlin", "Europe/Berlin"},
		{"моск", "Moscow", "Europe/Moscow"},
		{"lord howe", "Lord Howe", "Australia/Lord_Howe"},
	}
	for _, tt := range tests {
		got := FindPlaces(tt.typed, 5)
		if len(got) == 0 || got[0].Name != tt.name || got[0].Zone != tt.zone {
			t.Errorf("%q: got %+v, want %s (%s) first", tt.typed, got, tt.name, tt.zone)
			continue
		}
		if one := FindPlaces(tt.typed, 1); len(one) != 1 || one[0] != got[0] {
			t.Errorf("%q: the first alone is %v", tt.typed, one)
		}
	}
	for _, typed := range []string{"", "  ", "😀", "xyzzyqq", "qq/qq", "8am", strings.Repeat("a ", 40)} {
		if got := FindPlaces(typed, 5); len(got) > 0 {
			t.Errorf("%q: found %v", typed, got)
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
		"Munich, Germany":  {Name: "Munich", Country: "Germany", Zone: "Europe/Berlin"},
		"Portland, Oregon": {Name: "Portland", Region: "Oregon", Country: "United States", Zone: "America/Los_Angeles"},
		"Singapore":        {Name: "Singapore", Country: "Singapore", Zone: "Asia/Singapore"},
		"UTC":              {Name: "UTC", Zone: "Etc/UTC"},
	}
	for want, p := range tests {
		if got := p.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
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
			if got := Slips(pair[0], pair[1], tt.most); got != tt.want {
				t.Errorf("%q, %q: got %d, want %d", pair[0], pair[1], got, tt.want)
			}
		}
	}
}
