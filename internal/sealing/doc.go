// Package sealing seals what people write on its way into an engine of
// reflection.Store, and opens it on its way out. The engine below keeps sealed
// bytes and wrapped keys, and needs to know nothing of either.
//
//	flows ──► Store ──► tx: seals, opens ──► the engine's transaction
//
// With the key of an identity it seals the text of parts, the question of a reply
// (it may quote the person), the name a reply was shared with, and the body of a
// dispatch of theirs. With the store's own key it seals the questions that a
// channel's people wrote, wherever they stand, and their credits; the names on a
// board; notices; and the bodies of dispatches that are nobody's. What is sealed is
// bound to its row and column: moved to another, it does not open.
package sealing
