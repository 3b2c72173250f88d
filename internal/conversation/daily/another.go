package daily

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// Another swaps the open question for another: twice a day, until the first
// part. The one swapped away comes back at the end of the round.
func (f *Flow) Another(tx reflection.Tx, t *turn.Turn, id int64) error {
	d, ok, err := current(tx, t, id)
	if err != nil || !ok {
		return err
	}
	w := t.Words
	switch {
	case !d.Answered.IsZero():
		t.Alert(w.SwapTooLate)
		return nil
	case d.Swaps >= delivery.MaxSwaps:
		t.Alert(w.NoMoreSwaps)
		return nil
	}
	before := d.Prompt
	err = f.Delivery.Swap(tx, &d)
	switch {
	case errors.Is(err, planning.ErrNothingLeft):
		t.Alert(w.NoneLeft)
		return nil
	case errors.Is(err, planning.ErrNoSwap):
		t.Alert(w.Series.NoSwap)
		return nil
	}
	if err != nil {
		return err
	}
	if err := tx.UpdateDelivery(d); err != nil {
		return err
	}
	m := delivery.Question(w, d)
	if err := delivery.Compass(tx, w, d, &m); err != nil {
		return err
	}
	never := chat.Ref{Verb: VerbNever, ID: int64(d.ID), Arg: before.Prompt}
	if before.Pack != d.Prompt.Pack || len(never.String()) > chat.MaxRef {
		t.Update(m, d.ID)
		return tx.ClearAwaiting(t.Home) // The next text answers this question.
	}
	m.Actions = append(m.Actions, chat.Action{Label: w.NeverAgain, Ref: never, Follow: chat.Private})
	t.Update(m, d.ID)
	if err := tx.ClearAwaiting(t.Home); err != nil {
		return err
	}
	return t.Offer(tx, VerbNever, never.ID, never.Arg)
}

// Never keeps the prompt that was swapped away from being asked again.
func (f *Flow) Never(tx reflection.Tx, t *turn.Turn, id int64, prompt string) error {
	d, ok, err := owned(tx, t, id)
	if err != nil || !ok {
		return err
	}
	err = f.Delivery.Never(tx, t.Person.ID, d.Prompt.Pack, prompt)
	if errors.Is(err, reflection.ErrNotFound) {
		t.Alert(t.Words.Stale)
		return nil
	}
	if err != nil {
		return err
	}
	t.Say(t.Words.NeverAgainDone)
	return nil
}
