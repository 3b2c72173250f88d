package schedule

import "fmt"

// TimeOfDay is a reading of a local clock, in hours (0 to 23) and minutes.
type TimeOfDay struct {
	Hour, Minute int
}

// String writes the time with two digits each, as 21:00.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t.Hour, t.Minute) }

// Minutes returns the minutes since 00:00 on the clock.
func (t TimeOfDay) Minutes() int { return t.Hour*60 + t.Minute }

// Valid reports whether a clock can show the time.
func (t TimeOfDay) Valid() bool {
	return t.Hour >= 0 && t.Hour <= 23 && t.Minute >= 0 && t.Minute <= 59
}

// MarshalText writes what String writes, and refuses what no clock shows.
func (t TimeOfDay) MarshalText() ([]byte, error) {
	if !t.Valid() {
		return nil, ErrTimeOfDay
	}
	return []byte(t.String()), nil
}

// UnmarshalText reads exactly what MarshalText writes. What people type goes
// through ParseTimeOfDay instead.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	if len(text) != len("21:00") || text[2] != ':' {
		return ErrTimeOfDay
	}
	for _, i := range []int{0, 1, 3, 4} {
		if text[i] < '0' || text[i] > '9' {
			return ErrTimeOfDay
		}
	}
	read := TimeOfDay{
		Hour:   int(text[0]-'0')*10 + int(text[1]-'0'),
		Minute: int(text[3]-'0')*10 + int(text[4]-'0'),
	}
	if !read.Valid() {
		return ErrTimeOfDay
	}
	*t = read
	return nil
}
