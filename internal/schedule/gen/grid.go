package main

import (
	"encoding/binary"
	"fmt"
	"math"
)

// The grid is a square of one degree for each degree of the map, cut in four
// as often as it takes until a square lies in one zone, at most finestCut
// times: 1/64 of a degree, 1.7 km. internal/schedule/places reads it.
const (
	finestCut = 6
	side      = 1 << finestCut // finest squares on a side of a degree
	columns   = 360 * side
	rows      = 180 * side
	// uniform marks a degree that lies in one zone; the zone is the rest of
	// its three bytes. Otherwise they are where its squares begin.
	uniform = 1 << 23
	// mostZones is how many zones a degree may hold, for a square is half a byte.
	mostZones = 15
)

// borders holds, for each way of cutting, which squares an outline crosses.
type borders [finestCut + 1][]bool

func findBorders(p *polygons) *borders {
	b := &borders{}
	for cut := range b {
		b[cut] = make([]bool, 360*180<<(2*cut))
	}
	p.eachEdge(func(from, to point) {
		dx, dy := (to.longitude-from.longitude)*side, (to.latitude-from.latitude)*side
		steps := int(max(math.Abs(dx), math.Abs(dy))*4) + 1
		for i := range steps + 1 {
			part := float64(i) / float64(steps)
			x := int((from.longitude+180)*side + dx*part)
			y := int((from.latitude+90)*side + dy*part)
			b.mark(min(max(x, 0), columns-1), min(max(y, 0), rows-1))
		}
	})
	return b
}

// mark notes that an outline crosses a finest square, and all that hold it.
func (b *borders) mark(x, y int) {
	for cut := finestCut; cut >= 0; cut-- {
		shift := finestCut - cut
		b[cut][(y>>shift)*(360<<cut)+x>>shift] = true
	}
}

// gridOf writes the table of the degrees, row by row from the South Pole and
// the date line, then the squares of those that are cut.
func gridOf(p *polygons, z *zones) ([]byte, error) {
	crossed := findBorders(p)
	head, body := make([]byte, 0, 360*180*3), []byte{}
	for y := range 180 {
		for x := range 360 {
			squares, zones := p.squares(crossed, 0, x, y, z)
			if len(zones) > mostZones {
				return nil, fmt.Errorf("%d zones in one degree", len(zones))
			}
			value := len(body)
			if len(zones) == 1 {
				value = uniform | zones[0]
			} else {
				body = append(body, byte(len(zones)))
				for _, zone := range zones {
					body = binary.LittleEndian.AppendUint16(body, uint16(zone))
				}
				body = append(body, halfBytes(squares)...)
			}
			head = append(head, byte(value), byte(value>>8), byte(value>>16))
		}
	}
	if len(body) >= uniform {
		return nil, fmt.Errorf("the squares take %d bytes, which is too many", len(body))
	}
	return append(head, body...), nil
}

// halfBytes packs two squares in each byte, the first in the lower half.
func halfBytes(squares []byte) []byte {
	packed := make([]byte, (len(squares)+1)/2)
	for i, s := range squares {
		packed[i/2] |= s << (i % 2 * 4)
	}
	return packed
}

// squares lists those of a degree: 0 for a square that is cut, whose four quarters
// follow, else one more than where its zone stands among the zones.
func (p *polygons) squares(crossed *borders, cut, x, y int, z *zones) (squares []byte, zones []int) {
	number := map[int]int{}
	var write func(cut, x, y int) int // the zone of the whole square, or -1
	write = func(cut, x, y int) int {
		if crossed[cut][y*(360<<cut)+x] && cut < finestCut {
			begin := len(squares)
			squares = append(squares, 0)
			one := -2
			for _, quarter := range [4][2]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
				zone := write(cut+1, 2*x+quarter[0], 2*y+quarter[1])
				if one != -2 && zone != one {
					zone = -1
				}
				one = zone
			}
			if one >= 0 { // an outline within one zone, as between two of its polygons
				squares = append(squares[:begin], byte(number[one]))
			}
			return one
		}
		width := 1 / float64(int(1)<<cut)
		there := p.at(point{(float64(y)+0.5)*width - 90, (float64(x)+0.5)*width - 180})
		zone := z.position[there[len(there)-1]] // Asia/Urumqi, not Asia/Shanghai, which is known to be shared
		if number[zone] == 0 {
			zones = append(zones, zone)
			number[zone] = len(zones)
		}
		squares = append(squares, byte(number[zone]))
		return zone
	}
	write(cut, x, y)
	return squares, zones
}
