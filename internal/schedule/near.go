package schedule

import (
	"cmp"
	"math"
	"slices"
)

// PlacesNear returns at most `limit` places near a point, which is given in
// degrees north and degrees east: of each zone the nearest city, the nearest
// zone first. A caller that wants one takes the first; near a border the
// others are worth offering.
//
// The first may be far away, in mid-ocean. The others are listed only if they
// are at most twice as far, or 300 km farther than the first. What is not on
// Earth, as NaN or a latitude of 91, is near nothing.
//
// Cities stand for their surroundings here, to a tenth of a degree. Close to a
// border the nearest city may lie across it.
func PlacesNear(latitude, longitude float64, limit int) []Place {
	if !onEarth(latitude, longitude) || limit <= 0 {
		return nil
	}
	t := zoneIndex()
	near := t.near(latitude, longitude)
	var places []Place
	for _, n := range near[:min(limit, len(near))] {
		places = append(places, t.placeAt(n.at))
	}
	return places
}

// onEarth reports whether a latitude and a longitude in degrees are a point.
// NaN is not.
func onEarth(latitude, longitude float64) bool {
	return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180
}

// surplusDistance is how much farther than the nearest zone another may be in
// any case, in kilometres.
const surplusDistance = 300

// farthest returns how far away a zone may be to be listed where the nearest is
// at this distance, both in kilometres.
func farthest(nearest float64) float64 {
	return nearest + max(nearest, surplusDistance)
}

// neighbour is a city, by where it stands in citiesText, with its distance in
// kilometres.
type neighbour struct {
	at       int
	distance float64
}

// near returns the nearest city of each zone that may be listed, in ascending
// order of distance. Of cities equally near, the larger comes first.
func (t *zoneTable) near(latitude, longitude float64) []neighbour {
	byZone := make([]neighbour, len(t.names))
	for zone := range byZone {
		byZone[zone].distance = math.Inf(1)
	}
	nearest := math.Inf(1)
	for at, c := range cities() {
		north, east := c.degrees()
		if math.Abs(north-latitude)*meridianDegree > farthest(nearest) {
			continue // spares most cities the sines, which cost most of the time
		}
		if d := distance(latitude, longitude, north, east); d < byZone[c.zone].distance {
			byZone[c.zone] = neighbour{at, d}
			nearest = min(nearest, d)
		}
	}
	found := slices.DeleteFunc(byZone, func(n neighbour) bool { return n.distance > farthest(nearest) })
	slices.SortFunc(found, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.at, b.at))
	})
	return found
}

// In kilometres: the mean radius, and a degree of latitude, which is the least
// that points with a degree of latitude between them can be apart.
const (
	earthRadius    = 6371
	meridianDegree = earthRadius * math.Pi / 180
)

// distance returns the length of the great circle between two points in
// kilometres, by the haversine formula, which stays exact for neighbours.
func distance(latitude1, longitude1, latitude2, longitude2 float64) float64 {
	const radian = math.Pi / 180
	north := math.Sin((latitude2 - latitude1) * radian / 2)
	east := math.Sin((longitude2 - longitude1) * radian / 2)
	haversine := north*north + math.Cos(latitude1*radian)*math.Cos(latitude2*radian)*east*east
	return 2 * earthRadius * math.Asin(math.Sqrt(min(haversine, 1)))
}
