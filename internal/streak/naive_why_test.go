package streak

import (
	"time"

	"stillpoint/internal/reflection"
)

// why returns why a question is optional by itself.
func (n naive) why(q told) Reason {
	first := true
	for _, other := range n.own {
		if other.plan.Subscription == q.plan.Subscription && (sooner(other.known, q.known) ||
			!sooner(q.known, other.known) && follows(q, other)) {
			first = false
		}
	}
	shownOnly, late := true, true
	for _, f := range q.arrivals {
		if !f.Shown {
			shownOnly = false
			late = late && f.At.After(q.plan.At.Add(time.Hour))
		}
	}
	paused := false
	for _, f := range n.facts {
		paused = paused || f.Kind == reflection.FactPaused &&
			f.Subscription == q.plan.Subscription && q.openAt(f)
	}
	end := n.now
	if q.closed != nil && q.closed.At.Before(end) {
		end = q.closed.At
	}
	away := false
	for _, a := range n.aways {
		away = away || a.Platform == q.plan.Chat.Platform && a.To.After(a.From.Add(time.Hour)) &&
			a.From.Before(end) && a.To.After(q.opened.At)
	}
	switch {
	case first:
		return FirstQuestion
	case q.plan.Extra:
		return OffSchedule
	case q.plan.BackOff:
		return Weekly
	case shownOnly:
		return OnlyShown
	case late:
		return Late
	case paused:
		return PausedThen
	case away:
		return BotAway
	}
	return NotOptional
}
