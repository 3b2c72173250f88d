package reflection

// Raw is a transaction of an engine, below the layer that seals. An engine keeps
// as they are the bytes that stand sealed in a Delivery's prompt of OwnPack (in its
// Question alone), in a Dispatch, Reply, Part, OwnQuestion, BoardEntry or Notice.
//
// Sealed words are bound to their row's id, so it is known before the row is
// added: where one of these, or an Identity or OwedAnswer, comes to an Add method
// with an id, that is from NewID, and is used.
type Raw interface {
	Tx
	// NewID returns an id that was never used before.
	NewID() (int64, error)
	// IdentityKey returns the wrapped data key of an identity.
	IdentityKey(IdentityID) ([]byte, error)
	// SetIdentityKey stores it. An identity is added without one.
	SetIdentityKey(IdentityID, []byte) error
}
