package reflection

import "time"

// Checkpoint is a stored count of a person's facts, as the rules of streaks
// encode it. It holds nobody's words.
type Checkpoint struct {
	Person PersonID
	// Settled is the instant up to which outages are settled in it: one that is
	// added later and began by then takes the checkpoint away.
	Settled time.Time
	State   []byte
}

// LaterFact is a fact that was added after a certain one, the mark.
type LaterFact struct {
	Fact
	// Refiled says that its part was filed up to the mark already. Answered says
	// that its delivery was answered up to the mark.
	Refiled, Answered bool
}

// Checkpoints holds how far each person's facts are counted, so that counting
// on reads only what came later.
type Checkpoints interface {
	// SetCheckpoint stores a person's checkpoint in place of the one before.
	SetCheckpoint(Checkpoint) error
	Checkpoint(PersonID) (Checkpoint, error)
	// DeleteCheckpoint lets all be counted anew. Whoever changes a person's facts
	// otherwise than by adding to them does it, as when two persons become one.
	DeleteCheckpoint(PersonID) error
	// FactsAfter returns the person's facts that were added after the mark, in
	// the order in which they were added.
	FactsAfter(p PersonID, mark FactID) ([]LaterFact, error)
}
