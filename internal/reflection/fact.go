package reflection

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// FactID identifies a fact. Of one person's facts, one that was added later has a
// higher id: an engine whose ids don't rise in the order of adding numbers each
// person's facts by themselves.
type FactID int64

// Fact is one thing that happened, as it was then. Facts are appended and
// never changed; streaks are a pure function of them.
type Fact struct {
	ID           FactID
	Kind         FactKind
	Person       PersonID
	Subscription SubscriptionID
	Delivery     DeliveryID // 0 for FactPaused
	Part         PartID     // FactReplied only
	// Chat and Message settle which of two things within one second was first.
	Chat    chat.Chat
	Message chat.MessageID
	// At is the platform's timestamp of what happened. For FactAsked it is the
	// instant at which the question was due.
	At time.Time
	// Known is when the bot knew, for FactArrived: At itself for an ordinary
	// sending, later for a question that was found afterwards.
	Known time.Time
	// Date is the occasion's date for FactAsked, else the local date at At.
	Date schedule.Date
	Zone string
	// Extra and BackOff are the delivery's, for FactAsked.
	Extra, BackOff bool
	// Shown marks a FactArrived that only the person's own doing showed.
	Shown bool
	// Sealed is what an engine keeps of it and can't read; see Raw. It is nil above
	// the layer that seals.
	Sealed []byte `json:"-"`
}

// FactKind says what happened.
type FactKind int

// The kinds of facts about a person.
const (
	// FactAsked: a delivery was planned.
	FactAsked FactKind = iota
	// FactArrived: it is known to be in the chat. A delivery can have several,
	// when one that was uncertain is found, or sent again.
	FactArrived
	// FactReplied: a part was filed under Delivery. A later fact with the same
	// Part replaces it: that is how a part is refiled.
	FactReplied
	// FactRested: the person pressed Not today.
	FactRested
	// FactPaused: a pause, a switch-off or a block began.
	FactPaused
)

// Clamped is what was brought back that a wrong clock had stored.
type Clamped struct {
	Instants   int
	Deliveries []Redated
	// Subscriptions have a date to come as the last one planned, or are due far off.
	Subscriptions []Subscription
}

// Redated is a delivery's change of date. Where its person stood on the compass has the
// date of the delivery sealed within, and is to follow it.
type Redated struct {
	Person   PersonID
	From, To schedule.Date
}

// Away is a span in which the bot took nothing in from a platform.
type Away struct {
	Platform chat.Platform
	From, To time.Time // UTC
}
