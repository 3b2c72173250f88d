package daily

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// NotThisKind spares the person tender questions from now on, and puts another in
// the place of the one that is open, which counts as no swap. One that they have
// begun to answer stays.
func (f *Flow) NotThisKind(tx reflection.Tx, t *turn.Turn, id int64) error {
	d, ok, err := owned(tx, t, id)
	if err != nil || !ok {
		return err
	}
	t.Person.Taste.Spared = true
	if err := tx.UpdatePerson(t.Person); err != nil {
		return err
	}
	w := t.Words
	if d, err = delivery.Shown(tx, d, t.Meta.At, t.Under); err != nil {
		return err
	}
	open, err := planning.IsOpen(tx, d)
	if err != nil {
		return err
	}
	if !open || !d.Answered.IsZero() || !d.Prompt.Tender {
		t.Say(w.Themes.NotThisKindDone)
		return nil
	}
	swaps := d.Swaps
	switch err := f.Delivery.Swap(tx, &d); {
	case errors.Is(err, planning.ErrNothingLeft):
		t.Say(w.Themes.NotThisKindDone)
		return nil
	case err != nil:
		return err
	}
	d.Swaps = swaps
	if err := tx.UpdateDelivery(d); err != nil {
		return err
	}
	m := delivery.Question(w, d)
	m.Blocks = append([]chat.Block{chat.P(w.Themes.NotThisKindDone)}, m.Blocks...)
	t.Update(m, d.ID)
	return tx.ClearAwaiting(t.Home) // The next text answers this question.
}
