package daily

import (
	"errors"
	"time"

	"stillpoint/internal/conversation/turn"
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
	s, counted, err := resume(tx, t)
	if err != nil {
		return streak.Standing{}, err
	}
	if _, ok := s.Of(d); !ok {
		if s, err = countAll(tx, t); err != nil {
			return streak.Standing{}, err
		}
		counted = len(s.Facts)
	}
	if counted < checkpointEvery {
		return s, nil
	}
	c := s.Checkpoint()
	state, err := c.MarshalBinary()
	if err != nil {
		return streak.Standing{}, err
	}
	return s, tx.SetCheckpoint(reflection.Checkpoint{Person: t.Person.ID, Settled: c.Settled(), State: state})
}

// resume counts on from the stored checkpoint. It returns a count of nothing if
// there is none, or none that this version reads, or if something came that the
// checkpoint can't take in; and how many facts it counted on.
func resume(tx reflection.Tx, t *turn.Turn) (streak.Standing, int, error) {
	stored, err := tx.Checkpoint(t.Person.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return streak.Standing{}, 0, nil
	}
	if err != nil {
		return streak.Standing{}, 0, err
	}
	c, err := streak.ReadCheckpoint(stored.State)
	if err != nil {
		return streak.Standing{}, 0, nil // Another version wrote it.
	}
	since, err := tx.FactsAfter(t.Person.ID, c.Mark())
	if err != nil {
		return streak.Standing{}, 0, err
	}
	aways, err := tx.AwaySince(later(c.Since(), t.Person.Created))
	if err != nil {
		return streak.Standing{}, 0, err
	}
	s, ok := streak.Resume(c, since, aways, t.Now)
	if !ok {
		return streak.Standing{}, 0, nil
	}
	return s, len(since), nil
}

func countAll(tx reflection.Tx, t *turn.Turn) (streak.Standing, error) {
	facts, err := tx.FactsOf(t.Person.ID)
	if err != nil {
		return streak.Standing{}, err
	}
	aways, err := tx.AwaySince(t.Person.Created)
	if err != nil {
		return streak.Standing{}, err
	}
	return streak.Begin(facts, aways, t.Now), nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
