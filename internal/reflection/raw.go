package reflection

import "stillpoint/internal/chat"

// Raw is a transaction of an engine, below the layer that seals. An engine keeps
// as they are the bytes that stand sealed in a Delivery's prompt of OwnPack (in its
// Question alone), in a Channel's title and word list, in a Dispatch, Reply, Part,
// OwnQuestion, BoardEntry, Notice, Community, Matter, Act or Compass; a Recall comes
// with what never comes back as one sealed text.
//
// A Seal, of an Identity, a Reply or a Community, is stored with its row and changes nothing
// there: by it the layer that seals knows that the row is as it left it.
//
// The parts that Written returns need not say whose they are.
//
// Sealed words are bound to their row's id, so it is known before the row is
// added: where one of these, a Fact, a Person, an Identity or a Submission comes to an Add method
// with an id, that is used. It is from NewID, or a random one far above.
//
// The Header of a Part and what is Sealed of a Fact and of a Tap are stored with their rows, too.
type Raw interface {
	Tx
	// IdentityKey returns the wrapped data key of an identity.
	IdentityKey(IdentityID) ([]byte, error)
	// SealIdentity stores the key, unless it is nil, and the seal. An identity is
	// added without them.
	SealIdentity(id IdentityID, key, seal []byte) error

	// PartByEither returns the latest part that came as the message m, or else the
	// latest that came as o.
	PartByEither(c chat.Chat, m chat.MessageID, or chat.Chat, o chat.MessageID) (Part, error)
	// LatestFacts returns the latest of a person's facts, the last one first.
	LatestFacts(p PersonID, limit int) ([]Fact, error)

	// ChoicesOf names the packs of which there is a choice of a person's.
	ChoicesOf(PersonID) ([]string, error)
	// GivePersona gives to another what is a person's in channels and isn't sealed
	// there: their questions, reports and notices, that they are stopped, their
	// place on boards, and what they did as admins. With a platform, only what is on
	// that. What the other has as well stays.
	GivePersona(from, to PersonID, on chat.Platform) error
	// InChannels reports whether GivePersona would give anything.
	InChannels(PersonID) (bool, error)
	// RemoveFact removes a fact that stands elsewhere now.
	RemoveFact(Fact) error
	// RenameReply gives a reply, and what refers to it, another id and owner, and
	// RenamePart another id to a part.
	RenameReply(from ReplyID, to Reply) error
	RenamePart(from, to PartID) error
	// MessagesAfter pages through what MapMessage was told.
	MessagesAfter(MappedMessage, int) ([]MappedMessage, error)
	// UnmapMessage forgets one of them.
	UnmapMessage(MappedMessage) error

	// HideIdentity stores an account and its chat as they come, with the seal.
	HideIdentity(i Identity, seal []byte) error
	// RepliesBy and DispatchesBy return what is sealed with an identity's key.
	RepliesBy(IdentityID) ([]Reply, error)
	DispatchesBy(IdentityID) ([]Dispatch, error)
	// ResealFact stores what is Sealed of a fact, and nothing else.
	ResealFact(Fact) error

	// ClearTitles returns channels, with no more than id and title, whose title an
	// older version stored in the clear. One that is updated is not among them.
	ClearTitles(limit int) ([]Channel, error)
	// PersonsAfter, IdentitiesAfter, RepliesAfter and PartsAfter page through all there are, by
	// their ids.
	PersonsAfter(PersonID, int) ([]PersonID, error)
	IdentitiesAfter(IdentityID, int) ([]Identity, error)
	RepliesAfter(ReplyID, int) ([]Reply, error)
	PartsAfter(PartID, int) ([]Part, error)

	// ReassignFrom is Reassign with the account as the layer that seals knows it. It
	// leaves to that layer the seals, and what stands under personas.
	ReassignFrom(i Identity, to PersonID) error
}

// MappedMessage is a message of the bot's, with what it shows.
type MappedMessage struct {
	Chat     chat.Chat
	Message  chat.MessageID
	Delivery DeliveryID
}
