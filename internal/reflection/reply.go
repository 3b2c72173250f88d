package reflection

import (
	"time"

	"stillpoint/internal/chat"
)

// ReplyID identifies a reply.
type ReplyID int64

// PartID identifies a part of a reply.
type PartID int64

// Reply is what a person wrote, to a delivery or freely.
type Reply struct {
	ID       ReplyID
	Person   PersonID
	Identity IdentityID
	// Delivery is what it answers; 0 for free writing and notes.
	Delivery DeliveryID
	Kind     ReplyKind
	Audience Audience
	// Question is the prompt's text as it was asked; empty for free writing.
	Question string
	Created  time.Time
	// Shared is when it was shared last; zero while it is private.
	Shared time.Time
	// Name is the name that it was shared with last, also after it was taken back, while
	// any words of it are left; empty for one that was shared without a name since, or
	// never with one. Sealed at rest.
	Name string
	// Hidden says that an admin took it out of what others can read.
	Hidden bool
	// Sharing is what a shared answer is called before others: whoever has no key
	// can't tell which it is, and it is another each time the answer is shared. It is
	// 0 while the answer is private, and no column: the layer that seals tells it.
	Sharing int64
	// Seal binds the row; see Raw. It is nil above the layer that seals.
	Seal []byte
}

// ReplyKind says what a reply is.
type ReplyKind int

// The kinds of replies. Only Answering answers a delivery: the others are
// kept in the journal and count nowhere.
const (
	Answering ReplyKind = iota
	Writing             // by /write
	Note                // text that came with no question open
	Draft               // a note that the person has not yet said to keep
)

// Audience says who can read a reply.
type Audience int

// The audiences.
const (
	PrivateTo Audience = iota // the person alone
	Shared                    // the channel, with the person's name
	Anonymous                 // the channel, without
)

// Part is one message of a reply. A part whose words were taken away stays,
// without them.
type Part struct {
	ID    PartID
	Reply ReplyID
	// Kind is what its bytes are; only words for now.
	Kind PartKind
	Chat chat.Chat
	// Message is the message it came as; empty if it came by a form.
	Message chat.MessageID
	At      time.Time
	Edited  time.Time // zero if never
	Deleted time.Time // zero while it has its words
	Text    string    // sealed at rest; empty once deleted
	// Identity is whose key seals the text: that of its reply.
	Identity IdentityID
	// Deeper marks an answer to the follow-up.
	Deeper bool
	// Header is what an engine keeps of it and can't read; see Raw. It is nil above
	// the layer that seals.
	Header []byte
}

// PartKind is what a part's bytes are.
type PartKind int

// The kinds of parts.
const (
	PartWords PartKind = iota
)
