package community

import (
	"errors"
	"strings"
	"time"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/schedule"
)

// settings is what an order sets of a channel's schedule.
type settings struct {
	change schedule.Change
	places []schedule.Place // what the zone may be; none for no change
	sure   bool             // the first of them
	// unclear says that a place was given that can't be any.
	unclear bool
	thread  string
	// unknown is what was not understood, as it was written, of an order that was not.
	unknown string
}

// read reads what the order sets, from its fields or from what was typed. Ok is
// false for what isn't understood.
func (o order) read(t *turn.Turn) (s settings, ok bool) {
	if !o.fields {
		return readTyped(o.rest, t.Now)
	}
	s.thread = o.thread
	if o.zone != "" {
		s.places, s.sure = zonesOf(o.zone, t.Now)
		s.unclear = len(s.places) == 0
	}
	if o.hour != "" {
		at, err := schedule.ParseTimeOfDay(o.hour)
		if err != nil {
			s.unknown = o.hour
			return s, false
		}
		s.change.At = &at
	}
	if o.weeks != "" {
		days, err := schedule.ParseWeekdays(o.weeks)
		if err != nil {
			s.unknown = o.weeks
			return s, false
		}
		s.change.Days = &days
	}
	return s, true
}

// The bounds of what is looked at in a typed order.
const (
	maxWords     = 20 // words in all
	maxZoneWords = 4  // words of a zone
)

// readTyped reads an order such as "09:00 Europe/Berlin weekdays", in any order of
// its parts: some words in a row may be a place, and the rest is an hour, days, or
// both. "thread live" may stand anywhere.
func readTyped(text string, now time.Time) (s settings, ok bool) {
	all := strings.Fields(text)
	if len(all) > maxWords {
		return s, false
	}
	all, s.thread = withoutThread(all)
	if len(all) == 0 {
		return s, true
	}
	change, err := schedule.ParseSchedule(strings.Join(all, " "))
	if err == nil {
		s.change = change
		return s, true
	}
	if u, is := errors.AsType[*schedule.UnknownWord](err); is {
		s.unknown = u.Word
	}
	found := false
	for n := min(len(all), maxZoneWords); n > 0; n-- {
		for from := 0; from+n <= len(all); from++ {
			rest := strings.Join(append(append([]string(nil), all[:from]...), all[from+n:]...), " ")
			change := schedule.Change{}
			if rest != "" {
				if change, err = schedule.ParseSchedule(rest); err != nil {
					continue
				}
			}
			name := strings.Trim(strings.Join(all[from:from+n], " "), ",;")
			places, sure := zonesOf(name, now)
			if len(places) == 0 {
				s.unknown = name // Of what may stand for a place, the fewest words.
				continue
			}
			if found && !sure {
				continue
			}
			s.change, s.places, s.sure, found = change, places, sure, true
			if sure {
				return s, true
			}
		}
	}
	return s, found
}

// withoutThread takes "thread off", "thread closed" or "thread live" out of an
// order's words.
func withoutThread(all []string) (rest []string, mode string) {
	for i := 0; i+1 < len(all); i++ {
		if _, ok := threadMode(strings.ToLower(all[i+1])); ok && strings.EqualFold(all[i], "thread") {
			return append(append([]string(nil), all[:i]...), all[i+2:]...), strings.ToLower(all[i+1])
		}
	}
	return all, ""
}
