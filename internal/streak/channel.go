package streak

import (
	"slices"

	"stillpoint/internal/reflection"
)

// ChannelQuestion is one question of a community channel that arrived there.
type ChannelQuestion struct {
	Delivery reflection.DeliveryID
	// Open is set until the next one has arrived.
	Open bool
	// Answered says that anyone replied to it, whenever they did.
	Answered bool
}

// ChannelRun returns a channel's run: how many of its questions in a row, up to
// the latest, have at least one reply. An open question neither counts nor ends
// it; one answered after it closed is answered. The questions come in the order
// in which they arrived.
func ChannelRun(asked []ChannelQuestion) int {
	run := 0
	for _, q := range slices.Backward(asked) {
		if q.Open {
			continue
		}
		if !q.Answered {
			break
		}
		run++
	}
	return run
}

// ChannelRun returns how many of a channel's questions in a row, up to the
// latest, this person answered, whenever they did. The open one counts as soon
// as they have, and never ends the run. The questions come in the order in
// which they arrived; what others answered does not matter.
func (h History) ChannelRun(asked []ChannelQuestion) int {
	run := 0
	for _, q := range slices.Backward(asked) {
		switch {
		case h.Answered(q.Delivery):
			run++
		case !q.Open:
			return run
		}
	}
	return run
}
