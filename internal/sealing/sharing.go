package sealing

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"stillpoint/internal/reflection"
)

// sharing is the name of an answer before others: a keyed hash of which it is and
// when it was shared, of 52 bits, so that it can be told neither from another sharing
// nor in which order answers were written.
func (t *tx) sharing(r reflection.Reply) int64 {
	if r.Audience == reflection.PrivateTo {
		return 0
	}
	tag := t.keys.vault.Links().Tag(fmt.Appendf(nil, "sharing/%d/%d/%d", r.ID, r.Audience, micros(r.Shared)))
	return int64(binary.BigEndian.Uint64(tag)>>12) | 1 // never 0
}

// SharedAnswers puts the answers in the order of their names before others, which
// the engine doesn't know, and opens those that are asked for.
func (t *tx) SharedAnswers(d reflection.DeliveryID, skip, limit int) ([]reflection.Reply, error) {
	all, err := t.raw.SharedAnswers(d, 0, math.MaxInt32)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b reflection.Reply) int { return cmp.Compare(t.sharing(a), t.sharing(b)) })
	all = all[min(skip, len(all)):]
	return opened(all[:min(limit, len(all))], nil, t.openReply)
}
