package streak

import (
	"iter"
	"slices"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Occasion is a local date on which a person's own subscriptions asked them,
// whatever the apps.
type Occasion struct {
	Date    schedule.Date
	Outcome Outcome
	// Why says why the date counts as nothing unless it is kept. While the date
	// is open it says how things stand: it can still change either way.
	Why Reason
	// Mended says that it is kept by an answer that came soon after its question had
	// closed, and by none while one was open.
	Mended bool
	// Opened is the earliest sign of its questions. Closed is when the last of
	// them closed, and zero while one is open, whatever the outcome by then.
	Opened, Closed time.Time
	// Deliveries are its questions, the earliest first.
	Deliveries []reflection.DeliveryID
	// RestDays is how many were held when its turn came: before it spent one,
	// and before it earned one.
	RestDays int
	// Run is how many were kept in a row up to and with this date.
	Run int
}

// IsOpen reports whether a reply to one of its questions can still keep it.
func (o Occasion) IsOpen() bool { return o.Closed.IsZero() }

// Outcome is what became of an occasion.
type Outcome int

// The outcomes.
const (
	// Open: it can still be answered, and nothing is settled.
	Open Outcome = iota
	// Kept: answered while it was open, or soon after.
	Kept
	// Rested: a rest day was spent on it. It can still be open, by Not today.
	Rested
	// Missed: closed unanswered with no rest day left.
	Missed
	// Optional: closed unanswered, and it counts as nothing.
	Optional
)

// String returns the outcome's name for logs.
func (o Outcome) String() string {
	names := [...]string{"open", "kept", "rested", "missed", "optional"}
	if o < 0 || int(o) >= len(names) {
		return "unknown"
	}
	return names[o]
}

// date is one local date before the walk: what is known of it by itself.
type date struct {
	Occasion
	kept, rested bool
}

// dates joins the questions of each local date, the earliest date first.
func (qs questions) dates(now time.Time) iter.Seq[date] {
	byDate := slices.Clone(qs.inOrder)
	slices.SortStableFunc(byDate, func(a, b *question) int { return a.date().Compare(b.date()) })
	deliveries := make([]reflection.DeliveryID, len(byDate))
	for i, q := range byDate {
		deliveries[i] = q.delivery()
	}
	return func(yield func(date) bool) {
		for from := 0; from < len(byDate); {
			to := from + 1
			for to < len(byDate) && byDate[to].date() == byDate[from].date() {
				to++
			}
			d := join(byDate[from:to], now)
			d.Deliveries = deliveries[from:to:to]
			if !yield(d) {
				return
			}
			from = to
		}
	}
}

// join makes one date of its questions. It is open until the last of them has
// closed, kept if any of them was, and optional if all of them are, or if the
// date as a whole was open too short a time. A closing after now has not
// happened yet.
func join(asked []*question, now time.Time) date {
	d := date{Occasion: Occasion{
		Date:   asked[0].date(),
		Why:    asked[0].why,
		Opened: asked[0].opened.at,
	}}
	open, inTime := false, false
	var closed time.Time
	for _, q := range asked {
		d.kept = d.kept || q.kept || q.mended
		inTime = inTime || q.kept
		d.rested = d.rested || q.rested
		if q.why == NotOptional {
			d.Why = NotOptional
		}
		if q.opened.at.Before(d.Opened) {
			d.Opened = q.opened.at
		}
		if !q.hasClosed || q.closed.at.After(now) {
			open = true
		} else if q.closed.at.After(closed) {
			closed = q.closed.at
		}
	}
	d.Mended = d.kept && !inTime
	if open {
		return d
	}
	d.Closed = closed
	if d.Why == NotOptional && d.Closed.Sub(d.Opened) < enough {
		d.Why = Short
	}
	return d
}
