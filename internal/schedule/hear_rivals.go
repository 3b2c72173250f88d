package schedule

import (
	"cmp"
	"slices"
	"time"
)

// weigh says which of the meanings are worth offering, and whether the first
// is the only one.
func weigh(list []meaning, now time.Time, limit int) Heard {
	var groups []clockGroup
	for _, m := range list {
		i := slices.IndexFunc(groups, func(g clockGroup) bool { return sameClock(g.list[0].city.zone, m.city.zone, now) })
		if i < 0 {
			groups = append(groups, clockGroup{})
			i = len(groups) - 1
		}
		groups[i].add(m)
	}
	slices.SortStableFunc(groups, func(a, b clockGroup) int { return cmp.Compare(b.weight, a.weight) })
	first := groups[0].list[0]
	rival := func(g clockGroup) bool { return g.rivals(first, groups[0].weight) }
	if !slices.ContainsFunc(groups[1:], rival) {
		return Heard{Places: []Place{placeOf(groups[0].list[0].city)}, Sure: true}
	}
	list = slices.DeleteFunc(slices.Clone(list), func(m meaning) bool { return m.weight < list[0].weight*hardlyAnybody })
	var offered []meaning
	for _, g := range groups[:min(limit, len(groups))] { // each clock, then more places
		if g.list[0].isOf(first) || rival(g) {
			offered = append(offered, g.list[0])
		}
	}
	for _, m := range list {
		if len(offered) >= limit {
			break
		}
		if !slices.ContainsFunc(offered, m.isOf) {
			offered = append(offered, m)
		}
	}
	sortMeanings(offered)
	return Heard{Places: apart(offered)}
}

// clockGroup gathers the meanings that live by one clock.
type clockGroup struct {
	list   []meaning // the weightiest first
	weight float64
}

func (g *clockGroup) add(m meaning) {
	g.list = append(g.list, m)
	g.weight += m.weight
}

// rivals reports whether so many mean one of the group that the first meaning,
// with all that has its clock, isn't sure.
func (g *clockGroup) rivals(first meaning, weight float64) bool {
	places, parts := 0.0, 0.0
	for _, m := range g.list {
		if m.area != noArea && m.area == first.area {
			parts += m.weight
		} else {
			places += m.weight
		}
	}
	few := places < fewThousands && places < smallPart*weight
	return parts >= otherPartPart*weight || places >= otherPlacePart*weight && !few
}

// apart names the cities so that no two read alike: by their region where a
// country comes twice.
func apart(list []meaning) (places []Place) {
	for _, m := range list {
		p := placeOf(m.city)
		namesakes := 0
		for _, other := range list {
			if other.city.country == m.city.country && other.city.name == m.city.name {
				namesakes++
			}
		}
		if namesakes > 1 {
			p.Region = regionName(m.city.country, m.city.region)
		}
		if !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	return places
}

// sameClock reports whether two zones read the same for the coming year.
func sameClock(a, b int, now time.Time) bool {
	if a == b {
		return true
	}
	names := zoneIndex().names
	first, err := Location(names[a])
	if err != nil {
		return false
	}
	second, err := Location(names[b])
	if err != nil {
		return false
	}
	for week := range 53 {
		at := now.Add(time.Duration(week) * 7 * 24 * time.Hour)
		_, x := at.In(first).Zone()
		if _, y := at.In(second).Zone(); x != y {
			return false
		}
	}
	return true
}
