package delivery

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// OutageCounts is how long a gap must be to matter to a streak, and so to be
// told of.
const OutageCounts = time.Hour

// outageInHours is the length below which an outage is told by the hour: "from
// this evening until tonight" would say little.
const outageInHours = 12 * time.Hour

// aways is all that telling of outages reads.
type aways interface {
	AwaySince(time.Time) ([]reflection.Away, error)
}

// Outage returns the line that tells a person of the longest outage of their
// platform since they were last told, and its end; "" if there is none to tell. One
// that had begun when they were told, and went on, is known to them.
func Outage(tx aways, p reflection.Person, sub reflection.Subscription, now time.Time, limits chat.Limits) (string, time.Time, error) {
	since := p.Told
	if since.Before(sub.Created) {
		since = sub.Created
	}
	aways, err := tx.AwaySince(since)
	if err != nil {
		return "", time.Time{}, err
	}
	var longest reflection.Away
	var told time.Time
	for _, a := range aways {
		if a.Platform != sub.Chat.Platform || a.From.Before(since) || a.To.Sub(a.From) <= OutageCounts {
			continue
		}
		if a.To.After(told) {
			told = a.To
		}
		if a.To.Sub(a.From) > longest.To.Sub(longest.From) {
			longest = a
		}
	}
	if told.IsZero() {
		return "", time.Time{}, nil
	}
	loc, err := schedule.Location(sub.Rule.Zone)
	if err != nil {
		return "", time.Time{}, err
	}
	w := words.For(p.Locale)
	began, ended := longest.From.In(loc), longest.To.In(loc)
	from, to := w.Part(began, now.In(loc)), w.Part(ended, now.In(loc))
	switch {
	case schedule.DateOf(began, loc) == schedule.DateOf(ended, loc):
		from, to = w.At(began, now.In(loc)), w.Clock(ended)
	case ended.Sub(began) < outageInHours:
		from, to = w.At(began, now.In(loc)), w.At(ended, now.In(loc))
	}
	if limits.Keeps > 0 && longest.To.Sub(longest.From) > limits.Keeps {
		return w.WasDownLong(from, to), told, nil
	}
	return w.WasDown(from, to), told, nil
}
