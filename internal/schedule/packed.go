package schedule

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sync"
)

// The large tables lie compressed in the binary, which is three megabytes smaller for
// it. Each is unpacked when it is looked at first, in some ten milliseconds, and kept.
var (
	//go:embed places/cities.txt.gz
	citiesPacked []byte
	//go:embed places/names.txt.gz
	namesPacked []byte
	//go:embed places/grid.bin.gz
	gridPacked []byte

	// citiesText has a line for each city: name, country, region, line of the zone,
	// thousands of people; largest first.
	citiesText = sync.OnceValue(func() string { return string(unpacked(citiesPacked)) })
	// namesText has a line for each name: folded name, tab, references to cities and
	// areas; in order.
	namesText = sync.OnceValue(func() string { return string(unpacked(namesPacked)) })
	// zoneGrid holds the outlines of the zones as squares: three bytes for every
	// degree of the map, row by row from the South Pole and the date line, then the
	// squares of the degrees that are cut. gen says how they are made.
	zoneGrid = sync.OnceValue(func() []byte { return unpacked(gridPacked) })
)

// unpacked is what a table holds. Tests read all of them.
func unpacked(packed []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Errorf("a table of places: %w", err))
	}
	content, err := io.ReadAll(r)
	if err != nil {
		panic(fmt.Errorf("a table of places: %w", err))
	}
	return content
}
