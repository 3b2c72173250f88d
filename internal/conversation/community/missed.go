package community

import (
	"errors"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// missedFor is for how many days status tells that no question could be posted.
const missedFor = 7

// missed tells on which of the last days before the last question none could be posted,
// and for want of what, as far as that was told: those for which it was tried.
func (f *Flow) missed(tx reflection.Tx, t *turn.Turn, g target) (lines []string, err error) {
	last, err := tx.Latest(g.sub.ID)
	if err != nil {
		return nil, ignoreMissing(err)
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return nil, err
	}
	var days []string
	var why string
	tell := func(next string) {
		if len(days) > 0 {
			lines = append(lines, t.Words.Community.Status.Missed(days)+lacked(t, why))
		}
		days, why = nil, next
	}
	for on := clock.Today().AddDays(-missedFor); on.Before(last.Date); on = on.AddDays(1) {
		d, err := tx.DeliveryOn(g.sub.ID, on)
		if errors.Is(err, reflection.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		tried, missing, err := refusedWhen(tx, d)
		if err != nil {
			return nil, err
		}
		if !tried {
			continue
		}
		if missing != why {
			tell(missing)
		}
		days = append(days, clock.Day(on))
	}
	tell("")
	return lines, nil
}

// refusedWhen reports whether a channel's question was tried and never shown, and the
// permission that was missing, if that was told.
func refusedWhen(tx reflection.Tx, d reflection.Delivery) (tried bool, missing string, err error) {
	if d.State != reflection.DeliveryDropped {
		return false, "", nil
	}
	all, err := tx.DispatchesOf(d.ID)
	for _, dispatch := range all {
		if dispatch.Purpose == reflection.Ask {
			tried, missing = dispatch.Attempts > 0, string(dispatch.Body)
		}
	}
	return tried, missing, err
}

// lacked says for want of what a question couldn't be posted, after a sentence; empty
// where that isn't known.
func lacked(t *turn.Turn, missing string) string {
	if missing == "" {
		return ""
	}
	return " " + t.Words.Community.Status.Lacked(missing)
}
