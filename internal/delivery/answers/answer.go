// Package answers is the kind of dispatch that answers what somebody did: an
// acknowledgement, a page, a reaction, a form.
//
//	flow ──► turn.Turn ──► Enqueue, in the event's own transaction; the body is
//	                          │     sealed with the key of whoever it is for
//	                          ▼
//	                       outbox: ahead of everything else, in order within a chat
//	                          ▼
//	                       Make: Send, Edit, Delete or React ──► Then, or Instead
//
// An answer is worth sending for an hour. A chat never has more than a few waiting:
// what comes on top is merged into what waits. Once nothing more will be sent in
// answer to an event, its adapter is told.
package answers

import (
	"encoding/json"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// worthFor is how long an answer is worth sending.
const worthFor = time.Hour

// Answer is one thing that the bot does in answer to an event.
type Answer struct {
	Op       Op
	Message  chat.Message
	ID       chat.MessageID `json:",omitempty"` // what is edited, deleted or reacted to
	Reaction chat.Reaction  `json:",omitempty"`
	// Shows is the delivery that a sent message shows, so that a reply to it is
	// filed there; 0 for none.
	Shows reflection.DeliveryID `json:",omitempty"`
	// Sketch is the picture of a sent message, drawn when it is sent; nil for none.
	Sketch *summary.Sketch `json:",omitempty"`
	// File is the file of a sent message, written when it is sent; nil for none.
	File *File `json:",omitempty"`
	// Then is said once this was, and Instead if this can't be, because its chat
	// can't be written to; nil for nothing. They may go to another chat.
	Then    *Answer `json:",omitempty"`
	Instead *Answer `json:",omitempty"`
	// Notice is what is told privately by this; if its person can't be written to,
	// it waits for their next doing instead. Nil for anything else.
	Notice *reflection.Notice `json:",omitempty"`
	// Until is when it is no longer worth sending; zero for an hour from now.
	Until time.Time `json:",omitzero"`
	// Warns is whom this tells that all of theirs will be deleted; 0 for nobody. Their
	// time begins when they are told, and doesn't where their platform couldn't be
	// reached. Whoever has blocked the bot can't be told, and theirs begins all the same.
	Warns reflection.PersonID `json:",omitempty"`
}

// File is a file that a message is to bring, and the message in its place if it is
// larger than the platform takes.
type File struct {
	Order    portable.Order
	TooLarge chat.Message
}

// Op is what an Answer does.
type Op int

// The operations.
const (
	Send Op = iota
	Edit
	Delete
	React
)

// repeats reports whether doing it twice shows nothing twice.
func (a Answer) repeats() bool {
	return a.Op != Send || a.Message.Form != nil || a.Message.Seen == chat.AsAlert
}

func (a Answer) body() ([]byte, error) {
	body, err := json.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("writing down an answer: %w", err)
	}
	return body, nil
}

func parse(body []byte) (a Answer, err error) {
	if err := json.Unmarshal(body, &a); err != nil {
		return a, fmt.Errorf("reading an answer: %w", err)
	}
	return a, nil
}
