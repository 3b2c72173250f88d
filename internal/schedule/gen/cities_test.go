package main

import (
	"slices"
	"testing"
)

func TestOtherNames(t *testing.T) {
	list := "BER,Berlin,Berlín,Berlino,bai lin,be-reul-lin,柏林,B,Lu,1st Berlin,Берлин"
	want := []string{"Berlin", "Berlín", "Berlino", "柏林", "Берлин"}
	if got := otherNames(list, 3_000_000, false); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := otherNames(list, knownAbroad-1, false); len(got) > 0 {
		t.Errorf("a small town is known abroad as %q", got)
	}
	if got := otherNames(list, 0, true); len(got) != len(want) {
		t.Errorf("a capital is known as %q", got)
	}
}

func TestNautical(t *testing.T) {
	for longitude, want := range map[float64]string{0: "Etc/GMT", 7.4: "Etc/GMT", 7.6: "Etc/GMT-1", -40: "Etc/GMT+3", 180: "Etc/GMT-12", -180: "Etc/GMT+12"} {
		if got := nautical(longitude); got != want {
			t.Errorf("%v: got %s, want %s", longitude, got, want)
		}
	}
}

// A name of its own and another that folds to the same are one, and its own.
func TestIndexKeepsTheCloserName(t *testing.T) {
	paris := &city{name: "Paris", country: "FR", line: 7, others: []string{"PARIS", "Parigi"}}
	x := newIndex([]*city{paris}, nil)
	if got, want := x.table(), "parigi\to7\nparis\tc7\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNamedAfter(t *testing.T) {
	z := &zones{countries: map[string]string{"Asia/Nicosia": "CY", "Asia/Famagusta": "CY", "America/Port_of_Spain": "TT"}}
	for city, want := range map[[2]string]string{
		{"Nicosia", "CY"}: "Asia/Nicosia", {"Nicosia", "IT"}: "", {"Limassol", "CY"}: "", {"Port of Spain", "TT"}: "America/Port_of_Spain", {"sia", "CY"}: "",
	} {
		if got := z.namedAfter(city[0], city[1]); got != want {
			t.Errorf("%v: got %q, want %q", city, got, want)
		}
	}
}
