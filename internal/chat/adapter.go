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

	// Announce publishes a message of the bot's in a channel of KindAnnouncement to
	// those who follow the channel. For one that is published already it succeeds;
	// elsewhere it is Rejected.
	Announce(ctx context.Context, c Chat, id MessageID) error

	// Pin pins a message of the bot's in its channel, or takes the pin away, and
	// notifies nobody. One that stands so already succeeds, and so does taking the
	// pin from one that is gone. Without Limits.Pins it is Rejected.
	Pin(ctx context.Context, c Chat, id MessageID, pinned bool) error

	// Probe makes a request that shows nothing lasting in the chat and succeeds
	// only if the platform carries out there what it is asked right now. Outbox
	// asks it before the one repetition of something perhaps shown is spent.
	Probe(ctx context.Context, c Chat) error

	// Answered says that nothing further will be sent in answer to the event with
	// this handle (Meta.Answer): everything was sent, or there was nothing to say.
	// Answers are sent after Handle has returned, so an adapter that must end what
	// was pressed, such as Discord's interaction or Telegram's callback, ends it
	// here, or when its own clock runs out, whichever comes first. It returns at
	// once and may be called more than once, or for a handle nobody remembers.
	Answered(handle string)
}

// Leaver is an adapter that can leave a server or group. What it returns beside nil is
// a *SendError; one that the bot isn't in any more succeeds.
type Leaver interface {
	// Leave leaves the server or group with this id (Space.Parent).
	Leave(ctx context.Context, parent string) error
}

// Ignorer is an adapter that can let go of what was pressed, or a command that was given,
// without a request: for whoever gives so many that answering them would delay others.
type Ignorer interface {
	// Ignored is Answered, but that what was pressed isn't ended.
	Ignored(handle string)
}

// Intake is what takes in events: the core.
type Intake interface {
	// Handle takes in one event. It returns nil once the event's transaction is
	// committed: what answers the event is sent afterwards. The event is then done
	// with and will not be missed if it is never offered again.
	//
	// An *Unavailable says nothing about the event: the store can't be used right
	// now. The adapter keeps its place, takes in nothing more, and offers the same
	// event again, at growing intervals, for as long as it takes; it never counts
	// such a failure. Whoever waits for an answer to a press is shown Say instead,
	// for their eyes alone, and the press is let go.
	//
	// On any other error the adapter offers the event again, three times at most,
	// and then passes it over, logged without its words.
	Handle(ctx context.Context, e Event) error
	// CaughtUp says that everything that happened on the platform up to the
	// instant at, by the wall clock, has been handed over. Adapters call it when
	// they have taken in what waited, and at least once a minute after that for
	// as long as they are connected; a gap between two calls is an outage.
	CaughtUp(ctx context.Context, p Platform, at time.Time) error
	// Gaps returns, for a platform that doesn't offer again what was missed, the
	// private chats in which somebody may have written, the likeliest first: those
	// in which something was asked for, those with an open question, and those that
	// wait for their first.
	Gaps(ctx context.Context, p Platform) ([]Gap, error)
}

// Gap is a private chat whose history may hold what was missed: everything
// after the message After, the latest one known there; or, where none is known,
// everything from the instant Since on.
type Gap struct {
	Chat  Chat
	After MessageID
	Since time.Time
}
