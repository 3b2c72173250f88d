package chat

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Platform names a chat service, such as "discord" or "telegram".
type Platform string

// Chat is what a platform can address: a private chat or a community channel,
// a thread or a forum topic. ID is opaque outside its adapter.
type Chat struct {
	Platform Platform
	ID       string
}

// IsZero reports whether the chat names nothing.
func (c Chat) IsZero() bool { return c == Chat{} }

// Space is a chat together with what the bot needs to know of its surroundings.
type Space struct {
	Chat
	// Private is true for a chat with one person and nobody else in it.
	Private bool
	// Title is the channel's name as people know it; empty for private chats.
	Title string
	// Guessed says that the channel may be called otherwise by now: Title is what it was
	// first called, or its group's title in its place, and the platform can't be asked.
	Guessed bool
	// Parent is the server or group that the channel belongs to; opaque, and
	// empty for private chats and for places of which the platform tells nothing.
	Parent string
	// Announces says that nobody but its admins writes there, so that there are no
	// answers: the bot was added to it by mistake, and says nothing in it.
	Announces bool
}

// Actor is the account that did something, as its platform describes it.
type Actor struct {
	// Account is the platform's id of the account; opaque. It is empty where the
	// platform hides it, as for a group's anonymous admin.
	Account string
	// Name is what the account calls itself. It is somebody's words: it never
	// reaches a log.
	Name string
	// Locale is the language the platform reports, as a BCP 47 tag, or empty.
	Locale string
	// Admin reports whether the platform says, at this very event, that the
	// account may manage the server or group.
	Admin bool
	// Roles are those that the platform says, at this very event, that the account has
	// in the server or group, as Message.PingRole takes them; none where there are no
	// roles, and in private chats.
	Roles Roles
}

// Roles is a set of roles, as Message.PingRole takes one. Of two that hold the same,
// one equals the other.
type Roles string

// RolesOf returns the set of these.
func RolesOf(all ...string) Roles {
	all = slices.Clone(all)
	slices.Sort(all)
	return Roles(strings.Join(slices.Compact(all), " "))
}

// Has reports whether a role is in the set. No role is empty.
func (r Roles) Has(role string) bool {
	return role != "" && slices.Contains(strings.Fields(string(r)), role)
}

// MessageID identifies a message within its chat. It is opaque but ordered: of
// two messages in one chat, the earlier has the lower id.
type MessageID string

// Compare orders two ids of the same chat, the earlier first. Ids are decimal
// numbers on every platform, without leading zeros, so a shorter one is lower.
func (m MessageID) Compare(o MessageID) int {
	if c := cmp.Compare(len(m), len(o)); c != 0 {
		return c
	}
	return cmp.Compare(m, o)
}

// Sent is the platform's receipt for a message.
type Sent struct {
	Message MessageID
	// At is the platform's own timestamp of the message, in UTC.
	At time.Time
	// In is where the message stands, and is edited and answered, if that is a chat
	// of its own which it has opened, such as a forum's post; zero for the chat that
	// it was sent to.
	In Chat
}
