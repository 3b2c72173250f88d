package storetest

import (
	"testing"

	"stillpoint/internal/reflection"
)

// testSubmissions: a reply has one, the newest; it goes with the reply.
func testSubmissions(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	ch := NewChannel(t, s, "77", "server")
	elsewhere := NewChannel(t, s, "78", "server")
	answer := func(h Home, ch reflection.Channel) reflection.Reply {
		d := AskedIn(t, s, ch, 0, reflection.Delivery{})
		r := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Delivery: d.ID}
		Update(t, s, func(tx reflection.Tx) error { return tx.AddReply(&r) })
		return r
	}
	hers, theirs := answer(h, ch), answer(other, elsewhere)
	first := reflection.Submission{Reply: hers.ID, At: At(1)}
	second := reflection.Submission{Reply: hers.ID, At: At(2)}
	foreign := reflection.Submission{Reply: theirs.ID, At: At(3)}
	Update(t, s, func(tx reflection.Tx) error {
		note := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Kind: reflection.Note}
		if err := tx.AddReply(&note); err != nil {
			return err
		}
		Missing(t, "of a reply that answers nothing", tx.AddSubmission(&reflection.Submission{Reply: note.ID}))
		Missing(t, "of no reply", tx.AddSubmission(&reflection.Submission{Reply: 999}))
		if err := tx.AddSubmission(&first); err != nil {
			return err
		}
		if err := tx.AddSubmission(&foreign); err != nil {
			return err
		}
		return tx.AddSubmission(&second)
	})
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Submission(first.ID)
		Missing(t, "the one before", err)
		got, err := tx.Submission(second.ID)
		Same(t, "by id", got, second, err)
		got, err = tx.SubmissionOf(hers.ID)
		Same(t, "by reply", got, second, err)
		all, err := tx.Submissions(ch.Subscription)
		Same(t, "in the channel", all, []reflection.Submission{second}, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		if err := tx.DeleteSubmission(hers.ID); err != nil {
			return err
		}
		return tx.DeleteSubmission(hers.ID)
	})
	forget(t, s, other)
	View(t, s, func(tx reflection.Tx) error {
		for _, id := range []reflection.ReplyID{hers.ID, theirs.ID} {
			_, err := tx.SubmissionOf(id)
			Missing(t, "taken away", err)
		}
		return nil
	})
}
