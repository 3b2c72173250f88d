package daily

import (
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

// checkpointEvery is how many facts are counted on from a checkpoint before
// another one is stored: with three or four facts a day, twice a week.
const checkpointEvery = 16

// count counts the person's streak as it stands in this turn, so far that it
// tells of the delivery d: on from the stored checkpoint where that is enough,
// else from all facts. It stores another checkpoint when enough was counted.
func count(tx reflection.Tx, t *turn.Turn, d reflection.DeliveryID) (streak.Standing, error) {
	s, counted, err := delivery.CountOf(tx, t.Person, d, t.Now)
	if err != nil || counted < checkpointEvery {
		return s, err
	}
	c := s.Checkpoint()
	state, err := c.MarshalBinary()
	if err != nil {
		return streak.Standing{}, err
	}
	return s, tx.SetCheckpoint(reflection.Checkpoint{Person: t.Person.ID, Settled: c.Settled(), State: state})
}
