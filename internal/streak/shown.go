package streak

import (
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const (
	leastRun    = 2 // a shorter run is not shown
	leastRecent = 7 // fewer kept or missed are not shown
)

// ShowRun reports whether the run is worth showing: from two in a row on.
func (h History) ShowRun() bool { return h.Run >= leastRun }

// Recent returns how many of the last 30 kept or missed were kept, and of how
// many. ok says whether to show it: from seven on, and if at least half were
// kept. Otherwise the total is shown alone, so that nobody reads a bad score.
func (h History) Recent() (kept, of int, ok bool) {
	return h.Kept, h.Counted, h.Counted >= leastRecent && 2*h.Kept >= h.Counted
}

// AfterMiss reports whether the occasion that was kept last is the first one
// since a missed one. Then the person is welcomed back with their total.
func (h History) AfterMiss() bool { return h.afterMiss }

// EndsRun reports whether the date of an open question is missed, and with it a run
// ends, if the question closes at an instant without an answer. Of a date on which
// another app asked as well it doesn't, since that one may still be open.
func (h History) EndsRun(d reflection.DeliveryID, at time.Time) bool {
	o, ok := h.Of(d)
	return ok && o.Outcome == Open && o.Why == NotOptional && o.RestDays == 0 && o.Run > 0 &&
		len(o.Deliveries) == 1 && at.Sub(o.Opened) >= enough
}

// FirstAnswer returns the local date of the first reply there was; zero without
// any.
func (h History) FirstAnswer() schedule.Date { return h.firstAnswer }

// NotToday is what pressing Not today comes to.
type NotToday int

// What Not today comes to.
const (
	// NothingOpen: the delivery is no open occasion of the person's own.
	NothingOpen NotToday = iota
	// AlreadyKept: the date is kept, and stays so.
	AlreadyKept
	// CostsNothing: the date is optional as things stand. No rest day is spent.
	CostsNothing
	// SpendsOne: a rest day is spent on the date, or already was.
	SpendsOne
	// NoneLeft: there is no rest day to spend. The date stays open.
	NoneLeft
)

// NotToday says what Not today on a delivery comes to, as of the instant for
// which the history was counted. The answer is the same with the press among
// the facts and without.
func (h History) NotToday(d reflection.DeliveryID) NotToday {
	o, ok := h.Of(d)
	switch {
	case !ok || !o.IsOpen():
		return NothingOpen
	case o.Outcome == Kept:
		return AlreadyKept
	case o.Why != NotOptional:
		return CostsNothing
	case o.RestDays > 0:
		return SpendsOne
	}
	return NoneLeft
}

// Milestone reports whether a total is worth a word: 1, 7, 14, 30, 50, 365 and
// every hundred. Whether it was said before is for the caller to remember.
func Milestone(total int) bool {
	switch total {
	case 1, 7, 14, 30, 50, 365:
		return true
	}
	return total > 0 && total%100 == 0
}

// NextMilestonePassed returns the highest milestone above the total before and
// at or below the total after, if there is one.
func NextMilestonePassed(before, after int) (int, bool) {
	for total := after; total > max(before, 0); total-- {
		if Milestone(total) {
			return total, true
		}
	}
	return 0, false
}
