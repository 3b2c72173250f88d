package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// point is a position in degrees: north of the equator, east of Greenwich.
type point struct {
	latitude, longitude float64
}

// The letters of a point in cities.txt, as internal/schedule reads them.
const (
	pointBase   = 61
	firstLetter = 'A' // the last is '}': no digit, no space
)

// rounded returns the point to a tenth of a degree.
func (p point) rounded() point {
	return point{math.Round(p.latitude*10) / 10, math.Round(p.longitude*10) / 10}
}

// letters writes the point in four characters: the tenths of a degree from
// the South Pole, then those from the date line eastwards, each as two digits
// of base 61.
func (p point) letters() string {
	north := int(math.Round((p.latitude + 90) * 10))
	east := int(math.Round((p.longitude + 180) * 10))
	return string([]byte{
		byte(firstLetter + north/pointBase), byte(firstLetter + north%pointBase),
		byte(firstLetter + east/pointBase), byte(firstLetter + east%pointBase),
	})
}

// parsePoint reads a position as zone.tab has it: ±DDMM±DDDMM or
// ±DDMMSS±DDDMMSS, latitude first.
func parsePoint(text string) (point, error) {
	east := strings.LastIndexAny(text, "+-")
	if east < 1 {
		return point{}, fmt.Errorf("%q is no position", text)
	}
	latitude, err := parseAngle(text[:east], 2)
	if err != nil {
		return point{}, fmt.Errorf("the latitude of %q: %w", text, err)
	}
	longitude, err := parseAngle(text[east:], 3)
	if err != nil {
		return point{}, fmt.Errorf("the longitude of %q: %w", text, err)
	}
	if math.Abs(latitude) > 90 || math.Abs(longitude) > 180 {
		return point{}, fmt.Errorf("%q is not on Earth", text)
	}
	return point{latitude, longitude}, nil
}

// parseAngle reads a sign, so many digits of whole degrees, two of minutes
// and perhaps two of seconds.
func parseAngle(text string, wide int) (float64, error) {
	digits := text[1:]
	if len(digits) != wide+2 && len(digits) != wide+4 {
		return 0, fmt.Errorf("%d digits", len(digits))
	}
	degrees := 0.0
	for unit := 1.0; digits != ""; unit *= 60 {
		n, err := strconv.ParseUint(digits[:wide], 10, 16)
		if err != nil {
			return 0, err
		}
		degrees += float64(n) / unit
		digits, wide = digits[wide:], 2
	}
	if text[0] == '-' {
		degrees = -degrees
	}
	return degrees, nil
}
