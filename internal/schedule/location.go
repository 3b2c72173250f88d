package schedule

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // A host without a zone database still knows every zone.
)

// ErrZone says that a name is no IANA zone that a person can live in.
var ErrZone = errors.New("unknown time zone")

// locations holds every zone that was asked for, by name. Only names that the
// zone database knows get in, so it is bounded by the database.
var locations sync.Map // string → *time.Location

// Location returns the zone of an IANA name, from a cache that many may use
// at once. It refuses the empty name and "Local", which mean this machine,
// and the database's own extras ("right/…" counts leap seconds).
func Location(zone string) (*time.Location, error) {
	if loc, ok := locations.Load(zone); ok {
		return loc.(*time.Location), nil
	}
	switch {
	case zone == "", strings.EqualFold(zone, "Local"), zone == "localtime", zone == "posixrules",
		strings.HasPrefix(zone, "right/"), strings.HasPrefix(zone, "posix/"):
		return nil, fmt.Errorf("%w: %.40q", ErrZone, zone)
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil, fmt.Errorf("%w: %.40q", ErrZone, zone)
	}
	kept, _ := locations.LoadOrStore(strings.Clone(zone), loc)
	return kept.(*time.Location), nil
}
