package discordtest

import (
	"strconv"
	"time"
)

// object is a JSON object.
type object = map[string]any

// snowflake is an id: the milliseconds since 2015 above 22 bits of its own.
type snowflake uint64

// firstInstant is the time of the id 0.
var firstInstant = time.UnixMilli(1420070400000).UTC()

func (f snowflake) String() string { return strconv.FormatUint(uint64(f), 10) }

// MarshalJSON writes ids as strings, as Discord does.
func (f snowflake) MarshalJSON() ([]byte, error) { return []byte(`"` + f.String() + `"`), nil }

// at is the instant that the id carries.
func (f snowflake) at() time.Time {
	return firstInstant.Add(time.Duration(f>>22) * time.Millisecond)
}

// parseID reads an id; what is none is 0, which nothing has.
func parseID(s string) snowflake {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0
	}
	return snowflake(n)
}

// newID returns an id of this moment, above all others. With the lock held.
func (s *Server) newID() snowflake {
	id := snowflake(time.Since(firstInstant).Milliseconds()) << 22
	s.lastID = max(id, s.lastID+1)
	return s.lastID
}

// stamp writes an instant as Discord does.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000-07:00") }

// stampOrNull writes null for no instant.
func stampOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return stamp(t)
}

// IDAt returns the lowest id that anything of that instant can have: what lies
// after it is asked for by this id.
func IDAt(t time.Time) string {
	return (snowflake(t.Sub(firstInstant).Milliseconds()) << 22).String()
}
