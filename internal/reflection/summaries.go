package reflection

import (
	"time"

	"stillpoint/internal/schedule"
)

// Summaries says when a subscription's summaries go out, and which periods have
// been dealt with.
type Summaries struct {
	Subscription      SubscriptionID
	Week, Month, Year Sending
	// Next is the earliest instant at which one can be due; zero when all are off.
	Next time.Time
}

// Sending is how summaries of one kind of period go out.
type Sending struct {
	Off bool
	// Days are the weekdays it may go out on, as internal/summary reads them.
	Days schedule.Weekdays
	At   schedule.TimeOfDay
	// Settled is the key of the latest period that was dealt with; empty at first.
	Settled string
}
