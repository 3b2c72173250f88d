package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/ringsaturn/tzf"
	lite "github.com/ringsaturn/tzf-rel-lite"
	tzfpb "github.com/ringsaturn/tzf/gen/go/tzf/v1"
	"google.golang.org/protobuf/proto"
)

// point is a position in degrees: north of the equator, east of Greenwich.
type point struct {
	latitude, longitude float64
}

// polygons are the zones as areas on the map, the territorial waters and the
// open sea included.
type polygons struct {
	zones   *zones
	outline *tzfpb.Timezones
	finder  tzf.F
}

func readPolygons(z *zones) (*polygons, error) {
	outline := &tzfpb.Timezones{}
	if err := proto.Unmarshal(lite.LiteData, outline); err != nil {
		return nil, fmt.Errorf("the polygons of the zones: %w", err)
	}
	finder, err := tzf.NewFinderFromPB(outline)
	if err != nil {
		return nil, fmt.Errorf("the polygons of the zones: %w", err)
	}
	for _, name := range finder.TimezoneNames() {
		if _, ok := z.canonical(name); !ok {
			return nil, fmt.Errorf("the polygon of %s has no zone", name)
		}
	}
	return &polygons{zones: z, outline: outline, finder: finder}, nil
}

// at returns the zones of a point: two where people on the same ground live by
// two clocks, as in Xinjiang. The simplified outlines leave slivers that are in
// no zone; the nearest zone within a few kilometres has them.
func (p *polygons) at(where point) (zones []string) {
	for _, step := range []float64{0, 0.01, 0.03, 0.1} {
		for _, d := range []point{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			names, err := p.finder.GetTimezoneNames(where.longitude+step*d.longitude, where.latitude+step*d.latitude)
			if err != nil {
				continue // in no zone
			}
			for _, name := range names {
				if zone, ok := p.zones.canonical(name); ok && !slices.Contains(zones, zone) {
					zones = append(zones, zone)
				}
			}
			if len(zones) > 0 {
				slices.Sort(zones)
				return zones
			}
		}
	}
	return []string{nautical(where.longitude)}
}

// nautical returns the zone of the open sea at a longitude.
func nautical(longitude float64) string {
	if west := -int(math.Round(longitude / 15)); west != 0 {
		return fmt.Sprintf("Etc/GMT%+d", west)
	}
	return "Etc/GMT"
}

// eachEdge calls f with the two ends of every edge of every outline.
func (p *polygons) eachEdge(f func(from, to point)) {
	ring := func(points []*tzfpb.Point) {
		for i := range points {
			a, b := points[i], points[(i+1)%len(points)]
			f(point{float64(a.Lat), float64(a.Lng)}, point{float64(b.Lat), float64(b.Lng)})
		}
	}
	for _, zone := range p.outline.Timezones {
		for _, polygon := range zone.Polygons {
			ring(polygon.Points)
			for _, hole := range polygon.Holes {
				ring(hole.Points)
			}
		}
	}
}
