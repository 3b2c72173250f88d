package daily

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// Deeper asks the follow-up of a question. The next text answers it, for ten
// minutes; later ones do by replying to its message.
func (f *Flow) Deeper(tx reflection.Tx, t *turn.Turn, id int64) error {
	d, ok, err := owned(tx, t, id)
	if err != nil || !ok {
		return err
	}
	if d.Prompt.FollowUp == "" {
		t.Alert(t.Words.NoDeeper)
		return nil
	}
	t.Show(chat.Message{Blocks: []chat.Block{chat.P(d.Prompt.FollowUp)}, Placeholder: t.Words.WriteHint}, d.ID)
	return t.Ask(tx, VerbDeeper, int64(d.ID), "")
}

// DeeperText files a text as the answer to the follow-up.
func (f *Flow) DeeperText(tx reflection.Tx, t *turn.Turn, e chat.Text, id int64) error {
	d, err := tx.Delivery(reflection.DeliveryID(id))
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && d.Person != t.Person.ID) {
		return f.Text(tx, t, e)
	}
	if err != nil {
		return err
	}
	return f.file(tx, t, d, e, filing{deeper: true})
}
