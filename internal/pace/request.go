package pace

import "stillpoint/internal/chat"

// operation is what a request does on the platform.
type operation int

const (
	message operation = iota // shows a message in the chat
	reply                    // answers one event by its handle, and is no message in the chat
	edit
	deletion
	reaction
	find
	thread
	announcement
	pin
	probe
)

// String returns the operation's name for logs.
func (o operation) String() string {
	return [...]string{"message", "reply", "edit", "deletion", "reaction", "find", "thread", "announcement", "pin", "probe"}[o]
}

// request is what the scheduler knows of one request to the platform.
type request struct {
	operation operation
	chat      chat.Chat
	handle    string // of the event that a reply answers
	priority  chat.Lane
	seq       uint64 // its place in the order of coming, the same for every attempt
}

// overall reports whether the request waits for the platform's overall rate. That
// is the broadcast's: what answers somebody is outside it. A probe is inside, since
// many can be due at once, after a platform was down.
func (r request) overall() bool {
	return r.operation == probe || r.priority != chat.LaneAnswer
}

// answers reports whether somebody waits for what the request brings, so that it
// is made again after a 429.
func (r request) answers() bool { return r.priority == chat.LaneAnswer }

// ofMessage returns the request that sends or edits a message.
func (p *Pace) ofMessage(o operation, m chat.Message) request {
	if p.isReply(m) {
		return request{operation: reply, chat: m.To, handle: m.Answer, priority: chat.LaneAnswer}
	}
	return request{operation: o, chat: m.To, priority: m.Lane}
}

// isReply reports whether a message answers one event by its handle and counts
// as no message in its chat: a form, an alert, what one member alone sees, and
// everything by a handle where the platform leaves that unlimited.
func (p *Pace) isReply(m chat.Message) bool {
	switch {
	case m.Form != nil:
		return true
	case m.Answer == "":
		return false
	default:
		return p.limits.Rate.HandlesFree || m.Seen == chat.AsAlert || (m.Seen == chat.ByActor && p.limits.Ephemeral)
	}
}
