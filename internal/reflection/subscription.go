package reflection

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// SubscriptionID identifies a subscription.
type SubscriptionID int64

// Subscription is a chat that is asked.
type Subscription struct {
	ID SubscriptionID
	// Person is whose own subscription this is; 0 for a community channel.
	Person PersonID
	Chat   chat.Chat
	Rule   schedule.Rule
	Pack   string // a pack's id; empty for the default
	State  SubscriptionState
	// PausedUntil is the first local date asked again; zero with Paused means
	// until resumed.
	PausedUntil schedule.Date
	// BackOff is set while the questions come weekly because nobody answered.
	BackOff bool
	// Unanswered counts the questions that arrived since the last sign of life
	// there. It steers how often to ask, never a streak.
	Unanswered int
	// LastPlanned is the latest local date for which a delivery was planned.
	LastPlanned schedule.Date
	// Holidays is the country on whose public holidays nothing is asked, as package
	// holidays has it. It is a channel's.
	Holidays string
	// Next is the next occurrence; its At is zero when none is due.
	Next schedule.Occurrence
	// DaysOff are the dates on which nobody is asked, the earliest first, apart from
	// each other. They are no dates of the schedule.
	DaysOff []schedule.DaysOff
	// Nudge is the local hour of a reminder on an unanswered day; nil for none.
	Nudge *schedule.TimeOfDay
	// Series is what is asked in place of the daily question; 0 for none.
	Series SeriesID
	// Lane is the subscription of the same person's under which its facts are recorded,
	// so that one app's question closes another's; 0 for its own. Role is what it is
	// beside that.
	Lane    SubscriptionID
	Role    Role
	Created time.Time
}

// SubscriptionState says whether a subscription is asked.
type SubscriptionState int

// The states of a subscription.
const (
	Active SubscriptionState = iota
	Paused                   // by the person
	Gone                     // the chat can't be written to; a sign of life resumes
	Barred                   // a permission is missing; resumes when it is given
)

// String returns the state's name for logs.
func (s SubscriptionState) String() string {
	return [...]string{"active", "paused", "gone", "barred"}[s]
}
