package chat

import "time"

// Limits says what a platform can do and how much of it. The core asks for
// data here; it never asks which platform it is.
type Limits struct {
	Forms          bool // forms can follow a press
	Threads        bool // a message can have a thread
	Ephemeral      bool // a message can be seen by one member only
	Edits          bool // the bot can edit its own messages
	Deletions      bool // the bot can delete its own messages
	Reactions      bool // the bot can react to a message
	TellsDeletions bool // the platform says when a person deletes a message
	History        bool // Find can look into the chat's past
	Pictures       bool // a message can show a picture
	Pins           bool // a message can be pinned in its channel
	PinsHear       bool // a bot that may pin is shown all that is written in the channel
	OpensPrivate   bool // the bot can open a private chat with whoever asked for it

	// NonceWindow is how long the platform refuses a second message with the
	// same nonce; zero where it doesn't.
	NonceWindow time.Duration
	// Keeps is how long the platform keeps what waits to be taken in; zero
	// means for good.
	Keeps time.Duration

	MaxActions int // buttons under one message
	MaxFile    int // bytes of a message's file; 0 where there can be none

	Rate Rate
}

// Rate is how fast a platform lets a bot send. Zero fields are unlimited.
type Rate struct {
	// PerSecond is the overall rate, over all chats. Messages that answer somebody
	// (LaneAnswer) are outside it, and inside the limits of their chat.
	PerSecond     float64
	ChatPerSecond float64 // messages into one chat
	GroupPerMin   float64 // messages into one group
	// GroupOf names the group whose allowance, by the second and by the minute,
	// a chat draws on: the topics of one group share it. It is empty for a chat
	// that is no group's, and may be nil where there are no groups.
	GroupOf func(Chat) string
	// HandlesFree says that what answers an event by its handle (Message.Answer)
	// is outside all these limits: it waits for nothing but a 429.
	HandlesFree bool
}
