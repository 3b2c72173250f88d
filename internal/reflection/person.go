package reflection

import (
	"time"

	"stillpoint/internal/chat"
)

// PersonID identifies a human being.
type PersonID int64

// IdentityID identifies a person's account on one platform.
type IdentityID int64

// Person is a human being, whatever apps they use.
type Person struct {
	ID PersonID
	// Locale is a BCP 47 tag, or empty for the default.
	Locale string
	// Seed shuffles the person's order of prompts; it never changes.
	Seed uint64
	// Quiet hides every count.
	Quiet bool
	// Dark has pictures drawn for a dark ground.
	Dark bool
	// Created is when the person first wrote.
	Created time.Time
	// Wrote is the platform's timestamp of the last text taken in.
	Wrote time.Time
	// Milestone is the highest total that was remarked on.
	Milestone int
	// Told is the end of the last outage the person was told about.
	Told  time.Time
	Taste Taste
	// Explained is what they were told of rest days.
	Explained Explained
	// KeepMonths is for how many months their words are kept; 0 for good.
	KeepMonths int
	// Warned is when they were told that the host keeps the words of those who never
	// come back no longer; zero if they weren't, or came back since.
	Warned time.Time
	// Seen is when they were last there, by the day; zero for nobody knows.
	Seen time.Time
}

// Last is when a person was last there, as far as that is known.
func (p Person) Last() time.Time {
	last := p.Created
	for _, at := range []time.Time{p.Wrote, p.Seen} {
		if at.After(last) {
			last = at
		}
	}
	return last
}

// Explained are the things that a person is told once about rest days.
type Explained int

// What is explained once: what a rest day is for when the first is earned, and where
// others come from when the first is spent.
const (
	ExplainedEarning Explained = 1 << iota
	ExplainedSpending
)

// Identity is a person's account on one platform. Its data key seals what was
// written through it.
type Identity struct {
	ID      IdentityID
	Person  PersonID
	Account string
	// Private is the chat with this account alone; its Platform is the account's.
	Private chat.Chat
	// Seal binds the row; see Raw. It is nil above the layer that seals.
	Seal []byte
}
