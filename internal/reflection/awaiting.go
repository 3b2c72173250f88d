package reflection

import (
	"time"

	"stillpoint/internal/chat"
)

// Awaiting is what the bot last asked for in a chat: it owns the next text
// until it lapses.
type Awaiting struct {
	Chat chat.Chat
	// For is the flow's verb, such as "zone"; ID and Arg are the flow's own. What somebody
	// typed may be among it. Sealed at rest.
	For   string
	ID    int64
	Arg   string
	Until time.Time // exclusive
}
