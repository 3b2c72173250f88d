package discord

import (
	"encoding/json"
	"sync"
	"time"
)

// mostOff is how far from our own clock an instant of Discord's may be.
const mostOff = 24 * time.Hour

// instant is a timestamp as Discord writes it; zero if it can't be read, so that
// nothing is lost beside it.
type instant struct{ time.Time }

// UnmarshalJSON implements json.Unmarshaler.
func (i *instant) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &i.Time) != nil {
		i.Time = time.Time{}
	}
	return nil
}

// clock keeps instants of Discord's within reason.
type clock struct{ said sync.Once }

// live is the instant of something that has just happened: Discord's own, or, where
// that is days off, ours.
func (a *Adapter) live(at time.Time) time.Time {
	if off := time.Until(at); off > mostOff || off < -mostOff {
		return a.instead()
	}
	return at.UTC()
}

// past is the instant of something out of a history, which may be long ago.
func (a *Adapter) past(at time.Time) time.Time {
	if time.Until(at) > mostOff || at.Year() < 2015 { // Discord's first year.
		return a.instead()
	}
	return at.UTC()
}

// instead is our own clock, in place of an instant that is refused.
func (a *Adapter) instead() time.Time {
	a.clock.said.Do(func() {
		a.log.Warn("Discord gave an instant that is days off; our own clock's is taken in its place, for each such one")
	})
	return time.Now().UTC()
}
