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
}

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
