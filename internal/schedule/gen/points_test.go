package main

import (
	"math"
	"testing"
)

func TestParsePoint(t *testing.T) {
	tests := map[string]point{
		"+5230+01322":     {52.5, 13.3667},
		"-4357-17633":     {-43.95, -176.55},
		"+404251-0740023": {40.7142, -74.0064},
		"-0000+18000":     {0, 180},
	}
	for text, want := range tests {
		got, err := parsePoint(text)
		if err != nil || math.Abs(got.latitude-want.latitude) > 1e-4 || math.Abs(got.longitude-want.longitude) > 1e-4 {
			t.Errorf("%q: got %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "+", "+5230", "5230+01322", "+523+01322", "+5230+1322", "+52x0+01322", "+9100+00000", "+0000+18100", "+-+-"} {
		if got, err := parsePoint(text); err == nil {
			t.Errorf("%q: read as %v", text, got)
		}
	}
}

func TestPointLetters(t *testing.T) {
	tests := map[point]string{
		{-90, -180}:    "AAAA",
		{90, 180}:      "^`|B",
		{-90, -179.96}: "AAAA",
		{-90, -179.94}: "AAAB",
		{-83.9, 0}:     "BA^`",
	}
	for p, want := range tests {
		if got := p.letters(); got != want {
			t.Errorf("%v: got %s, want %s", p, got, want)
		}
	}
}
