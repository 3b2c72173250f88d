package reflection

import (
	"time"

	"stillpoint/internal/chat"
)

// Awaiting is what the bot last asked for in a chat: it owns the next text
// until it lapses.
type Awaiting struct {
	Chat chat.Chat
	// For is the flow's verb, such as "zone"; ID and Arg are the flow's own.
	For   string
	ID    int64
	Arg   string
	Until time.Time // exclusive
}

// OwedAnswer is something the core owes a chat because of an event: it is written
// in the event's own transaction, sent after the commit, and then struck off.
// After a crash whatever is still owed goes out again.
type OwedAnswer struct {
	ID       int64
	Identity IdentityID // whose key seals the body
	Body     []byte     // sealed at rest
	At       time.Time
}
