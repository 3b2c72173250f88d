package chat

import (
	"context"
	"time"
)

// Adapter is one platform. Everything it sends is idempotent only as far as its
// Limits say; delivery decides what is sent again. All methods may be called
// side by side. What they return beside nil is a *SendError, but for Run.
type Adapter interface {
	Platform() Platform
	Limits() Limits

	// Run connects and hands every event to the intake, in order within a chat,
	// until ctx ends (then it returns nil, once nothing is being handled) or the
	// platform refuses for good (then it says why, in one line).
	Run(ctx context.Context, in Intake) error

	// Send shows a message.
	Send(ctx context.Context, m Message) (Sent, error)
	// Edit replaces what a message of the bot's shows. An edit that changes
	// nothing succeeds.
	Edit(ctx context.Context, id MessageID, m Message) error
	// Delete removes a message of the bot's. One that is gone already succeeds.
	Delete(ctx context.Context, c Chat, id MessageID) error
	// React sets or takes away the bot's sign on a message.
	React(ctx context.Context, c Chat, id MessageID, r Reaction) error
	// Find looks in the chat's history, from since on, for the bot's message
	// with this nonce. Without Limits.History it always answers false.
	Find(ctx context.Context, c Chat, nonce string, since time.Time) (Sent, bool, error)

	// Private returns the private chat with an account that asked to be written
	// to, opening it where the platform wants that. It is Gone where it can't.
	Private(ctx context.Context, account string) (Chat, error)
	// Inspect says how the bot stands in a community channel. It is Gone where
	// there is no such channel, or the bot doesn't see it.
	Inspect(ctx context.Context, c Chat, n Need) (Standing, error)
	// Member says what an account is in a community channel.
	Member(ctx context.Context, c Chat, account string) (Membership, error)
	// Thread opens a thread under a message of the bot's, or returns the one
	// that is there. Without Limits.Threads it is Rejected.
	Thread(ctx context.Context, c Chat, m MessageID, title string) (Chat, error)
}

// Intake is what takes in events: the core.
type Intake interface {
	// Handle takes in one event. When it returns nil the event is done with and
	// will not be missed if it is never offered again; on an error the adapter
	// offers it again, three times at most, and then passes it over.
	Handle(ctx context.Context, e Event) error
	// CaughtUp says that everything that happened on the platform up to the
	// instant at, by the wall clock, has been handed over. Adapters call it when
	// they have taken in what waited, and at least once a minute after that for
	// as long as they are connected; a gap between two calls is an outage.
	CaughtUp(ctx context.Context, p Platform, at time.Time) error
	// Gaps returns, for a platform that doesn't offer again what was missed, the
	// private chats in which somebody may have written: those with an open
	// question.
	Gaps(ctx context.Context, p Platform) ([]Gap, error)
}

// Gap is a private chat whose history may hold what was missed: everything
// after the message After, the latest one known there.
type Gap struct {
	Chat  Chat
	After MessageID
}
