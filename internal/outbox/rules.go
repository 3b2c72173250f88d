package outbox

import "stillpoint/internal/chat"

// Action is what follows a failure.
type Action int

// The actions.
const (
	// Drop: the platform refused for good. It is a defect of ours, and logged as
	// one with everything but the words.
	Drop Action = iota
	// Forget: what was to be changed, or answered, is no longer there.
	Forget
	// Stop: the chat is gone; the kind resolves the fate Gone.
	Stop
	// Bar: a permission is missing; the kind resolves the fate Barred.
	Bar
	// Follow: the chat has another id; the kind resolves the fate Moved.
	Follow
	// Wait: as long as the platform says; no attempt is counted.
	Wait
	// Retry: surely not shown. Again, backing off, until the window closes.
	Retry
	// FindOut: perhaps shown. It is never repeated blindly.
	FindOut
	// Pause: again in an hour, until the window closes.
	Pause
)

// Row says which action follows which kind of failure.
type Row [8]Action

// on returns the action for a kind of failure.
func (r Row) on(k chat.SendKind) Action { return r[k] }

// Rules are the rows of one kind of dispatch: for sending it, and for looking for
// it in the history.
type Rules struct {
	Send, Seek Row
}
