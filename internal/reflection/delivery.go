package reflection

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// DeliveryID identifies a delivery.
type DeliveryID int64

// DispatchID identifies a dispatch.
type DispatchID int64

// Delivery is one prompt for one subscription on one local date.
type Delivery struct {
	ID           DeliveryID
	Subscription SubscriptionID
	Person       PersonID // 0 in a community channel
	Chat         chat.Chat
	Date         schedule.Date
	Zone         string    // the subscription's, as it was when planned
	Due          time.Time // UTC
	// Extra marks one asked for by /today off the schedule.
	Extra bool
	// Requested marks one that the person asked for: it waits for nobody.
	Requested bool
	// BackOff marks a weekly one after back-off.
	BackOff bool
	Prompt  Asked
	// Swaps counts how often the prompt was swapped for another.
	Swaps int
	State DeliveryState
	// Arrived is the platform's timestamp of the question; zero until known.
	Arrived time.Time
	// Message is the question's message; empty until known.
	Message chat.MessageID
	// Answered is the timestamp of the first part of its reply; zero until then.
	Answered time.Time
	// Counted is how many answers the post in a channel says there are.
	Counted int
	// Thread is the thread under the post; zero until there is one.
	Thread chat.Chat
}

// Asked is a prompt as it was asked. Packs change; this does not.
type Asked struct {
	Pack, Prompt string // ids
	Question     string
	FollowUp     string
	Source       string // the essay's title and author, for reading
	// By is the account whose name Source ends with; empty for none. It is for showing
	// alone, and never stored.
	By     string
	More   string // an https address, of a channel's own question; for showing, never stored
	Tender bool   // it can hurt, and can be spared
}

// DeliveryState is where a delivery stands.
//
//	planned ──► arrived      known to be in the chat
//	   │  └───► uncertain ──► arrived | dropped
//	   └──────► dropped      never shown; no occasion
type DeliveryState int

// The states of a delivery.
const (
	DeliveryPlanned DeliveryState = iota
	DeliveryUncertain
	DeliveryArrived
	DeliveryDropped
)

// Dispatch is one sending of a delivery, of a summary, or of an answer to what
// somebody did, to one chat for one purpose.
type Dispatch struct {
	ID DispatchID
	// Delivery is what is sent, or what an answer shows; 0 for a summary, for what is
	// shown to moderators, and for an answer that shows none.
	Delivery DeliveryID
	// Subscription and Period say whose summary it is, and of when; 0 and empty
	// for anything else.
	Subscription SubscriptionID
	Period       string
	// Reply is what is published or retracted; 0 for anything else.
	Reply ReplyID
	// Matter is what is shown to moderators; 0 for anything else.
	Matter  MatterID
	Chat    chat.Chat
	Purpose Purpose
	State   DispatchState
	// Ready is the earliest instant to send it, zero when there is nothing left
	// to do; Window is the last.
	Ready, Window time.Time
	// Attempts counts the attempts that were sent; a throttled one is none.
	Attempts int
	// Unsure counts the attempts that ended uncertain.
	Unsure int
	// Tried is when the first attempt began that is not settled yet, or else the
	// latest; zero before any.
	Tried time.Time
	// Message is the message it became, once known.
	Message chat.MessageID

	// Body is what the dispatch says where nothing else tells it: an answer has
	// one. Of a channel's question that was refused for want of a permission it names
	// that, as the platform does. It is sealed at rest, with the key of Identity, or with
	// the store's own where that is 0. A body that no longer opens, because it was changed
	// from outside, is nil.
	Body     []byte
	Identity IdentityID
	// Placed and Seq order the answers to a chat: by Placed, then Seq, then ID. An
	// answer must have been placed.
	Placed time.Time
	Seq    int
	// Owner is who is sending the dispatch, and Lease until when that may be
	// believed, by the wall clock. They are kept only while its state is
	// DispatchSending.
	Owner string
	Lease time.Time
}

// Claim says which dispatches to claim, and for whom.
type Claim struct {
	Platform chat.Platform
	Owner    string
	// Now is when they must be ready; Lease is the end of the claim.
	Now, Lease time.Time
	// Answers and Others are how many of each to claim at most.
	Answers, Others int
}

// Purpose says what a dispatch is for.
type Purpose int

// The purposes.
const (
	Ask       Purpose = iota // the question itself
	Later                    // the question again, at an hour the person chose
	Nudge                    // the reminder on an unanswered day
	Summarise                // a summary
	Recount                  // the count under a channel's post, edited in place
	Publish                  // a shared answer, posted in the thread
	Retract                  // the same, taken back
	Answer                   // an answer to what somebody did; it goes before all others
	Moderate                 // what waits for moderators, shown in their channel
)

// String returns the purpose's name for logs.
func (p Purpose) String() string {
	return [...]string{"ask", "later", "nudge", "summarise", "recount", "publish", "retract", "answer", "moderate"}[p]
}

// DispatchState is where a dispatch stands.
//
//	planned ──► sending ──► sent
//	   ▲           │ └────► dropped     final refusal, or the window closed
//	   └───────────┤        Throttled, Unsent: again, later
//	               └──────► uncertain   sought in the history, or sent once more
type DispatchState int

// The states of a dispatch.
const (
	DispatchPlanned DispatchState = iota
	DispatchSending
	DispatchUncertain
	DispatchSent
	DispatchDropped
)
