package streak

import (
	"slices"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// History is what a person's facts come to.
type History struct {
	// Occasions are the dates on which they were asked, the earliest first.
	Occasions []Occasion
	// Run is how many were kept in a row since the last missed one, Best the
	// longest run there was, Total how many deliveries were ever answered.
	Run, Best, Total int
	// RestDays is how many are held: 0 to 3. The first comes with the first
	// question of one's own that arrived; without a subscription there are none.
	RestDays int
	// Kept and Counted are about the last 30 that were kept or missed: how many
	// were kept, and how many there are.
	Kept, Counted int

	answered []reflection.DeliveryID // ascending; nil after a checkpoint
	// firstAnswer is the date of the first reply, afterMiss what AfterMiss says.
	firstAnswer schedule.Date
	afterMiss   bool
}

// Count works out a person's history from all their facts, in any order. aways
// are the outages of all platforms, in any order. now decides only what is
// still open; see the package's description.
func Count(facts []reflection.Fact, aways []reflection.Away, now time.Time) History {
	return Begin(facts, aways, now).History
}

// On returns the occasion of a local date, if that date asked.
func (h History) On(d schedule.Date) (Occasion, bool) {
	i, ok := slices.BinarySearchFunc(h.Occasions, d, compareDate)
	if !ok {
		return Occasion{}, false
	}
	return h.Occasions[i], true
}

// Between returns the occasions from one local date to another, both included.
func (h History) Between(first, last schedule.Date) []Occasion {
	from, _ := slices.BinarySearchFunc(h.Occasions, first, compareDate)
	to, _ := slices.BinarySearchFunc(h.Occasions, last.AddDays(1), compareDate)
	return h.Occasions[from:max(from, to)]
}

func compareDate(o Occasion, d schedule.Date) int { return o.Date.Compare(d) }

// Of returns the occasion that a delivery belongs to; none if it is not known
// to have arrived, or is a channel's.
func (h History) Of(d reflection.DeliveryID) (Occasion, bool) {
	for _, o := range slices.Backward(h.Occasions) {
		if slices.Contains(o.Deliveries, d) {
			return o, true
		}
	}
	return Occasion{}, false
}

// Answered reports whether the person answered a delivery, their own or a
// channel's, at any time. Only a history that was counted in full can say.
func (h History) Answered(d reflection.DeliveryID) bool {
	_, ok := slices.BinarySearch(h.answered, d)
	return ok
}

// Tally is how many occasions came to what.
type Tally struct {
	Open, Kept, Rested, Missed, Optional int
}

// TallyOf counts the outcomes of some occasions.
func TallyOf(occasions []Occasion) Tally {
	var t Tally
	for _, o := range occasions {
		switch o.Outcome {
		case Open:
			t.Open++
		case Kept:
			t.Kept++
		case Rested:
			t.Rested++
		case Missed:
			t.Missed++
		case Optional:
			t.Optional++
		}
	}
	return t
}
