package reflection

// Raw is a transaction of an engine, below the layer that seals. An engine keeps
// as they are the bytes that stand sealed in a Delivery's prompt of OwnPack (in its
// Question alone), in a Channel's title and word list, in a Dispatch, Reply, Part,
// OwnQuestion, BoardEntry or Notice.
//
// A Seal, of an Identity or a Reply, is stored with its row and changes nothing
// there: by it the layer that seals knows that the row is as it left it.
//
// The parts that Written returns need not say whose they are.
//
// Sealed words are bound to their row's id, so it is known before the row is
// added: where one of these, or an Identity, comes to an Add method
// with an id, that is from NewID, and is used.
type Raw interface {
	Tx
	// NewID returns an id that was never used before.
	NewID() (int64, error)
	// IdentityKey returns the wrapped data key of an identity.
	IdentityKey(IdentityID) ([]byte, error)
	// SealIdentity stores the key, unless it is nil, and the seal. An identity is
	// added without them.
	SealIdentity(id IdentityID, key, seal []byte) error

	// ClearTitles returns channels, with no more than id and title, whose title an
	// older version stored in the clear. One that is updated is not among them.
	ClearTitles(limit int) ([]Channel, error)
	// IdentitiesAfter, RepliesAfter and PartsAfter page through all there are, by
	// their ids.
	IdentitiesAfter(IdentityID, int) ([]Identity, error)
	RepliesAfter(ReplyID, int) ([]Reply, error)
	PartsAfter(PartID, int) ([]Part, error)
}
