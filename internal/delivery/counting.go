package delivery

import (
	"errors"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

// CountOf counts a person's streak at an instant, so far that it tells of the
// delivery d: on from the stored checkpoint where that is enough, else from all facts.
// It returns how many facts were counted.
func CountOf(tx reflection.Tx, p reflection.Person, d reflection.DeliveryID, now time.Time) (streak.Standing, int, error) {
	s, counted, err := resume(tx, p, now)
	if err != nil {
		return streak.Standing{}, 0, err
	}
	if _, ok := s.Of(d); ok {
		return s, counted, nil
	}
	s, err = countAll(tx, p, now)
	return s, len(s.Facts), err
}

// resume counts on from the stored checkpoint. It returns a count of nothing if
// there is none, or none that this version reads, or if something came that the
// checkpoint can't take in; and how many facts it counted on.
func resume(tx reflection.Tx, p reflection.Person, now time.Time) (streak.Standing, int, error) {
	stored, err := tx.Checkpoint(p.ID)
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
	since, err := tx.FactsAfter(p.ID, c.Mark())
	if err != nil {
		return streak.Standing{}, 0, err
	}
	from := c.Since()
	if from.Before(p.Created) {
		from = p.Created
	}
	aways, err := tx.AwaySince(from)
	if err != nil {
		return streak.Standing{}, 0, err
	}
	s, ok := streak.Resume(c, since, aways, now)
	if !ok {
		return streak.Standing{}, 0, nil
	}
	return s, len(since), nil
}

func countAll(tx reflection.Tx, p reflection.Person, now time.Time) (streak.Standing, error) {
	facts, err := tx.FactsOf(p.ID)
	if err != nil {
		return streak.Standing{}, err
	}
	aways, err := tx.AwaySince(p.Created)
	if err != nil {
		return streak.Standing{}, err
	}
	return streak.Begin(facts, aways, now), nil
}
