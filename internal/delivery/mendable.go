package delivery

import (
	"errors"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
	"stillpoint/internal/words"
)

// looksBack is how many questions before the open one are looked at for an answer:
// rest days cover no more, so that beyond them there is no run that could end.
const looksBack = 4

// mendable is the line of a question that comes after a miss: that the one before it
// can still be answered. It is said once, where a run ends; "" for nothing to say.
func mendable(tx reflection.Tx, w *words.Words, p reflection.Person, del reflection.Delivery, now time.Time) (string, error) {
	if p.Quiet {
		return "", nil
	}
	last, err := tx.OpenAt(del.Chat, now, "")
	if errors.Is(err, reflection.ErrNotFound) || err == nil && (last.ID == del.ID || !last.Answered.IsZero()) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	answered := false
	for before, n := last, 0; n < looksBack && !answered; n++ {
		before, err = tx.Before(before)
		if errors.Is(err, reflection.ErrNotFound) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		answered = !before.Answered.IsZero()
	}
	if !answered {
		return "", nil
	}
	s, _, err := CountOf(tx, p, last.ID, now)
	if err != nil || !s.EndsRun(last.ID, now) {
		return "", err
	}
	return w.Mendable, nil
}

// Mended reports whether an answer has mended the date of its question, and whether
// that gave back a rest day.
func Mended(s streak.Standing, d reflection.DeliveryID) (mended, gaveBack bool) {
	o, ok := s.Of(d)
	return ok && o.Mended, ok && o.Mended && o.Why == streak.NotOptional && o.RestDays > 0
}
