package daily

import (
	"errors"
	"time"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// Refile moves what a person wrote to a question that had just arrived to the
// one before it, as if it had been written just before: the older date is kept,
// and the new question is open.
func (f *Flow) Refile(tx reflection.Tx, t *turn.Turn, id int64) error {
	part, reply, ok, err := writtenBy(tx, t, id)
	if err != nil || !ok {
		return err
	}
	if reply.Delivery == 0 {
		t.Alert(t.Words.Stale)
		return nil
	}
	from, err := tx.Delivery(reply.Delivery)
	if err != nil {
		return err
	}
	if part.At.Sub(from.Arrived) > newlyArrived {
		t.Alert(t.Words.Stale) // Moved already, or never offered.
		return nil
	}
	to, err := tx.Before(from)
	if errors.Is(err, reflection.ErrNotFound) {
		t.Alert(t.Words.NothingToMove)
		return nil
	}
	if err != nil {
		return err
	}
	if err := f.move(tx, t, reply, from, to); err != nil {
		return err
	}
	t.UpdateText(t.Words.Moved(short(to.Prompt.Question)))
	return nil
}

// move carries all parts of a reply over, each with a fact that replaces the
// one it was filed by.
func (f *Flow) move(tx reflection.Tx, t *turn.Turn, reply reflection.Reply, from, to reflection.Delivery) error {
	parts, err := tx.Parts(reply.ID)
	if err != nil {
		return err
	}
	target, err := tx.AnswerTo(to.ID, t.Person.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		target = reflection.Reply{
			Person: reply.Person, Identity: reply.Identity, Delivery: to.ID,
			Kind: reflection.Answering, Question: to.Prompt.Question, Created: parts[0].At,
		}
		err = tx.AddReply(&target)
	}
	if err != nil {
		return err
	}
	// Timestamps tell whole seconds, so this is the latest instant before.
	at := from.Arrived.Add(-time.Second)
	for _, p := range parts {
		p.Reply = target.ID
		if err := tx.UpdatePart(p); err != nil {
			return err
		}
		if err := addReplied(tx, t, to, p.ID, at, ""); err != nil {
			return err
		}
	}
	if err := tx.DeleteReply(reply.ID); err != nil {
		return err
	}
	from.Answered = time.Time{}
	if err := tx.UpdateDelivery(from); err != nil {
		return err
	}
	if to.Answered.IsZero() {
		to.Answered = at
		return tx.UpdateDelivery(to)
	}
	return nil
}
