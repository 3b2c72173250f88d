package schedule

import (
	"encoding/binary"
	"math"
	"slices"
)

const (
	gridCuts    = 6 // how often a degree is cut in four at most
	gridSide    = 1 << gridCuts
	gridUniform = 1 << 23
	gridHead    = 3 * 360 * 180
)

// PlacesNear returns the zone of a point, which is given in degrees north and
// degrees east, and then those that begin within two kilometres of it, at most
// `limit` in all, each under the name of its largest city. The open sea has
// zones too. What is not on Earth, as NaN or a latitude of 91, is in none.
func PlacesNear(latitude, longitude float64, limit int) []Place {
	if !onEarth(latitude, longitude) || limit <= 0 {
		return nil
	}
	x := int(math.Floor((longitude + 180) * gridSide))
	y := int(math.Floor((latitude + 90) * gridSide))
	t := zoneIndex()
	var zones []int
	var places []Place
	for _, d := range [][2]int{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}} {
		zone := zoneOfSquare(x+d[0], y+d[1])
		for _, zone := range []int{zone, t.sharedWith(zone)} {
			if !slices.Contains(zones, zone) && len(zones) < limit {
				zones = append(zones, zone)
				places = append(places, t.place(zone))
			}
		}
	}
	return places
}

// sharedWith returns the other zone by which people live on the same ground,
// or the zone itself: in Xinjiang the law has the clock of Shanghai, and many
// have the one of Urumqi.
func (t *zoneTable) sharedWith(zone int) int {
	if t.names[zone] == "Asia/Urumqi" {
		zone, _ = t.number("Asia/Shanghai")
	}
	return zone
}

// onEarth reports whether a latitude and a longitude in degrees are a point.
// NaN is not.
func onEarth(latitude, longitude float64) bool {
	return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180
}

// zoneOfSquare returns the line of the zone of a finest square, counted from
// the date line and the South Pole. The map goes round; it ends at the poles.
func zoneOfSquare(x, y int) int {
	x = (x + 360*gridSide) % (360 * gridSide)
	y = min(max(y, 0), 180*gridSide-1)
	head := 3 * (y/gridSide*360 + x/gridSide)
	grid := zoneGrid()
	value := int(grid[head]) | int(grid[head+1])<<8 | int(grid[head+2])<<16
	if value&gridUniform != 0 {
		return value &^ gridUniform
	}
	degree := grid[gridHead+value:]
	count := int(degree[0])
	r := squareReader{squares: degree[1+2*count:]}
	number := r.find(x%gridSide, y%gridSide, gridSide)
	return int(binary.LittleEndian.Uint16(degree[1+2*(number-1):]))
}

// squareReader walks over the squares of a degree, half a byte each: 0 for a
// square that is cut, whose quarters follow, else one more than which of the
// degree's zones it is in.
type squareReader struct {
	squares []byte
	pos     int
}

func (r *squareReader) next() int {
	n := int(r.squares[r.pos/2]) >> (r.pos % 2 * 4) & 15
	r.pos++
	return n
}

// find reads a square of so many finest ones a side up to the one at x, y.
func (r *squareReader) find(x, y, side int) int {
	n := r.next()
	if n != 0 {
		return n
	}
	half := side / 2
	quarter := x/half + 2*(y/half)
	for range quarter {
		r.skip()
	}
	return r.find(x%half, y%half, half)
}

// skip moves past one square and all that it is cut into.
func (r *squareReader) skip() {
	for left := 1; left > 0; left-- {
		if r.next() == 0 {
			left += 4
		}
	}
}
