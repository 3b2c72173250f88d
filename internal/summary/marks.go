package summary

import (
	"stillpoint/internal/streak"
	"stillpoint/internal/words"
)

// mark is what a day shows.
type mark int

// The marks. The first is none: a day before the first one, or one that has yet
// to come.
const (
	undrawn mark = iota
	notAsked
	slight // kept, with less written than on most days
	middling
	kept // kept, with as much written as on the fullest days, or not measured
	extra
	rested
	missed
	open
	free
	marks // how many there are
)

// codes are the marks as a sketch writes them down.
const codes = " .123xrmof"

// isKept reports whether the day was answered.
func (m mark) isKept() bool { return m == slight || m == middling || m == kept || m == extra }

// markOf is what became of an occasion. A kept one that was asked for outside
// the schedule has a mark of its own, and so has an unanswered one that counts
// as nothing.
func markOf(o streak.Occasion) mark {
	if o.Outcome == streak.Kept && o.Why == streak.OffSchedule {
		return extra
	}
	return [...]mark{
		streak.Open: open, streak.Kept: kept, streak.Rested: rested,
		streak.Missed: missed, streak.Optional: free,
	}[o.Outcome]
}

// paintOf is what each mark is painted with.
var paintOf = [marks]paint{
	notAsked: quiet, slight: keeping, middling: keeping, kept: keeping, extra: keeping,
	rested: resting, missed: quiet, open: keeping, free: quiet,
}

// entry is one thing that the legend explains: some marks, or the compass's line
// where there are none, and what they are called.
type entry struct {
	marks []mark
	label string
}

// legend explains the marks that are there, and no others.
func (c calendar) legend(w words.Summary) []entry {
	var out []entry
	add := func(label string, some ...mark) {
		var there []mark
		for _, m := range some {
			if c.count[m] > 0 {
				there = append(there, m)
			}
		}
		if len(there) > 0 {
			out = append(out, entry{there, label})
		}
	}
	answered, more := w.Kept, w.KeptMore
	if c.channel {
		answered, more = w.Answered, w.AnsweredMore
	}
	if c.count[slight]+c.count[middling] > 0 {
		answered = more
	}
	add(answered, slight, middling, kept)
	add(w.Extra, extra)
	add(w.Rested, rested)
	add(w.Missed, missed)
	add(w.Open, open)
	add(w.Free, free)
	if c.plain {
		add(w.Others, notAsked)
	} else {
		add(w.NotAsked, notAsked)
	}
	if len(c.compass) > 0 {
		out = append(out, entry{label: w.CompassMark})
	}
	return out
}
