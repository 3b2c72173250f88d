package reflection

import (
	"time"

	"stillpoint/internal/chat"
)

// Choice is the stored state of choosing prompts from a pack.
type Choice struct {
	Pack  string
	State []byte
}

// StoppedIn is a server or group in which a person is kept from sharing.
type StoppedIn struct {
	Platform chat.Platform
	Parent   string
}

// HostAct is something that a host did by a command with what is held on a person.
type HostAct struct {
	Act string // "export"
	At  time.Time
}

// Holdings reads all that is held on one person, for them to carry away, a page at a
// time where it can be much; and gives what is taken in again its ids. What other
// methods of Tx list of a person is not repeated here.
type Holdings interface {
	// Instance tells this store from any other, and nothing else.
	Instance() string
	// NewID returns an id that was never used before. What is referred to and not
	// there, as what a fact is about that outlived it, has one of its own.
	NewID() (int64, error)

	// Choices returns the states of choosing prompts, by their packs.
	Choices(PersonID) ([]Choice, error)
	// QuestionsBy returns what a person wrote to be asked, of themselves or in a
	// channel, in any state, oldest first.
	QuestionsBy(PersonID) ([]OwnQuestion, error)
	// SeriesIn returns a subscription's series, oldest first.
	SeriesIn(SubscriptionID) ([]Series, error)
	// DeliveriesIn returns what a subscription was asked, in the order in which it
	// was added, from the one after a delivery on.
	DeliveriesIn(s SubscriptionID, after DeliveryID, limit int) ([]Delivery, error)
	// RepliesFrom returns a person's replies, drafts too, oldest first, from those
	// after one that was written at the instant on.
	RepliesFrom(p PersonID, at time.Time, after ReplyID, limit int) ([]Reply, error)
	// CountReplies counts a person's replies, drafts too.
	CountReplies(PersonID) (int, error)
	// FactsFrom returns a person's facts in the order in which they were added, from
	// the one after a fact on.
	FactsFrom(p PersonID, after FactID, limit int) ([]Fact, error)

	// BoardsOf returns the boards that a person stands on, StopsOf where they may
	// not share, ReportsBy what they reported, and NoticesTo what they are yet to be
	// told.
	BoardsOf(PersonID) ([]BoardEntry, error)
	StopsOf(PersonID) ([]StoppedIn, error)
	ReportsBy(PersonID) ([]Report, error)
	NoticesTo(PersonID) ([]Notice, error)

	// AddHostAct records what a host did; HostActs returns it, the oldest first.
	AddHostAct(PersonID, HostAct) error
	HostActs(PersonID) ([]HostAct, error)
}
