package sealing

import (
	"errors"
	"strings"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// SetRecall seals what never comes back as one text, so that how much of it there is
// shows no more than its length, padded.
func (t *tx) SetRecall(r reflection.Recall) error {
	if len(r.Never) > 0 {
		all := strings.Join(r.Never, "\n")
		r.Never = []string{string(sealPadded(t.keys.own, place("recall", r.Person, "never"), []byte(all)))}
	}
	return t.raw.SetRecall(r)
}

// Recall keeps everything back where the list of what never comes back does not open.
func (t *tx) Recall(p reflection.PersonID) (reflection.Recall, error) {
	r, err := t.raw.Recall(p)
	return openedOne(r, err, func(r *reflection.Recall) error {
		if len(r.Never) == 0 {
			return nil
		}
		text, err := unsealPadded(t.keys.own, place("recall", r.Person, "never"), []byte(r.Never[0]))
		if errors.Is(t.report(err), reflection.ErrUnreadable) {
			r.Off, r.Never = true, nil
			return nil
		}
		if err != nil {
			return err
		}
		r.Never = strings.Split(string(text), "\n")
		return nil
	})
}

// errOfChannel says that something was to come back that stands under a persona: what
// comes back is in the file with whose it is.
var errOfChannel = errors.New("an answer in a channel doesn't come back")

func (t *tx) AddReturn(r reflection.Return) error {
	if isRandom(r.Reply) {
		return errOfChannel
	}
	return t.raw.AddReturn(r)
}

func (t *tx) SetBooking(b reflection.Booking) error {
	if isRandom(b.Reply) {
		return errOfChannel
	}
	return t.raw.SetBooking(b)
}

// Booked returns ErrUnreadable for a reply that does not open.
func (t *tx) Booked(p reflection.PersonID, on schedule.Date) (reflection.Reply, error) {
	r, err := t.raw.Booked(p, on)
	return openedOne(r, err, t.openReply)
}

// Returnable has none of what was answered in channels, and none that does not open.
func (t *tx) Returnable(p reflection.PersonID, from, to time.Time) ([]reflection.Reply, error) {
	all, err := t.raw.Returnable(p, from, to)
	return readable(all, err, t.openReply)
}
