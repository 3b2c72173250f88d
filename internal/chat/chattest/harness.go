package chattest

import (
	"testing"

	"stillpoint/internal/chat"
)

// Harness is the other side of an adapter under test: the platform, mostly a
// server on the loopback, with its people. Each subtest opens a new one; what
// it starts it stops by t.Cleanup, and leaves no goroutine behind.
type Harness interface {
	// Open returns an adapter that isn't running yet. Called again, once the
	// one before has ended, it is a restart: the same bot, what the platform and
	// the bot's own disk keep, and nothing that was in memory.
	Open() chat.Adapter
	// Traits says what the platform can be made to do.
	Traits() Traits
	// Peer returns somebody whom the bot may write to; the same for the same name.
	Peer(name string) Peer
	// Channel returns a community channel that the bot may write in, and false
	// where the harness has none; the same each time.
	Channel() (Place, bool)
	// Nowhere is a chat as the adapter would name one, that doesn't exist.
	Nowhere() chat.Chat
	// Fault lets something go wrong with the next message that the bot sends.
	// Of Fault's fields the contract uses one at a time: Cut, Hold, and Refuse
	// with Throttled. Called only with Traits.Faults.
	Fault(Fault)
}

// Traits is what Limits doesn't tell of a platform, because the bot needn't know.
type Traits struct {
	Faults      bool // requests can fail
	Blocks      bool // a person can block the bot
	TellsBlocks bool // and the platform says so, with Left and Allowed
	SideBySide  bool // chats are taken in side by side
}

// Place is a community channel with those who are in it.
type Place struct {
	Chat chat.Chat
	// Admin and Member are accounts in it: one that may manage the server or
	// group, and one that may not. Stranger isn't in it; it is empty where
	// everybody is.
	Admin, Member, Stranger string
	// Bearer is a member who has the role Role there; empty where there are no roles.
	Bearer, Role string
	// Forum and News are channels of KindForum and KindAnnouncement in the same
	// server or group; zero where the platform has none.
	Forum, News chat.Chat
}

// Peer is somebody in a private chat with the bot. What they do reaches the
// adapter the platform's way. Ids may be empty where the harness can't know them.
type Peer interface {
	Chat() chat.Chat
	Account() string
	Write(text string) chat.MessageID
	// Reply answers a message of the bot's by the platform's reply function.
	Reply(to chat.MessageID, text string) chat.MessageID
	Edit(id chat.MessageID, text string)
	// Delete is called only with Limits.TellsDeletions.
	Delete(id chat.MessageID)
	Command(name, args string)
	// Press presses a button under a message of the bot's.
	Press(id chat.MessageID, label string)
	// Block and Unblock are called only with Traits.Blocks.
	Block()
	Unblock()
	// Sees returns the bot's messages that the person sees now, oldest first,
	// with ID, Text (plain, as a person reads it), Labels, Picture.Alt and File.
	Sees() []Shown
	// Reacted reports whether the bot's sign stands on a message. Called only
	// with Limits.Reactions.
	Reacted(id chat.MessageID) bool
}

// Contract runs what every adapter must do alike. A part that the adapter's
// Limits or the harness's Traits rule out is not run.
func Contract(t *testing.T, open func(t *testing.T) Harness) {
	run := func(name string, f func(*rig)) {
		t.Run(name, func(t *testing.T) {
			checkGoroutines(t) // first, so that it comes after all other cleanups
			f(newRig(t, open(t)))
		})
	}
	intakeContract(run)
	failureContract(run)
	sendContract(run)
	faultContract(run)
	placeContract(run)
}
