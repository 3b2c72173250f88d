// Package holidays knows the public holidays of some countries, by rickar/cal: those
// that hold everywhere in a country. What only a part of it keeps isn't among them.
package holidays

import (
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"

	"stillpoint/internal/schedule"
)

// Country is one whose public holidays are known. Code is its ISO 3166 code, in lower
// case, and Name the English one.
type Country struct {
	Code, Name string
	days       []*cal.Holiday
}

// Countries returns all that are known, by name.
func Countries() []Country { return slices.Clone(countries) }

// Find returns a country by its code or its name, in whatever case.
func Find(text string) (Country, bool) {
	text = strings.TrimSpace(text)
	for _, c := range countries {
		if strings.EqualFold(c.Code, text) || strings.EqualFold(c.Name, text) {
			return c, true
		}
	}
	return Country{}, false
}

// Between returns the public holidays of a country from one date to another, both
// included, in their order: the day itself, and the one on which it is kept instead.
// Of a code that isn't known there are none.
func Between(code string, from, to schedule.Date) []schedule.Date {
	c, ok := Find(code)
	if !ok {
		return nil
	}
	var all []schedule.Date
	for year := from.Year - 1; year <= to.Year+1; year++ { // One may be kept in another year.
		for _, h := range c.days {
			if h.Type == cal.ObservanceReligious || h.Type == cal.ObservanceOther {
				continue // No day off work.
			}
			day, kept := h.Calc(year)
			for _, at := range []time.Time{day, kept} {
				if d := schedule.DateOf(at, at.Location()); !at.IsZero() && !d.Before(from) && !d.After(to) {
					all = append(all, d)
				}
			}
		}
	}
	slices.SortFunc(all, schedule.Date.Compare)
	return slices.Compact(all)
}
