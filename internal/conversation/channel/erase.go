package channel

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// erase takes the words of an answer away, in two taps. That needs no
// membership, and the fact that the person answered stays.
func (f *Flow) erase(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	a, p, ok, err := own(tx, t, id)
	if err != nil || !ok {
		return err
	}
	w := t.Words.Channel
	if !a.living() {
		t.Alert(t.Words.UndoneGone)
		return nil
	}
	switch arg {
	case argYes:
	case argNo:
		return f.showReceipt(tx, t, p, a)
	default:
		return update(tx, t, p, chat.Message{Blocks: []chat.Block{chat.P(w.DeleteAsk)}, Actions: []chat.Action{
			{Label: w.DeleteYes, Ref: chat.Ref{Verb: VerbErase, ID: id, Arg: argYes}},
			{Label: w.Keep, Ref: chat.Ref{Verb: VerbErase, ID: id, Arg: argNo}},
		}})
	}
	_, others := a.editable(p)
	for _, part := range a.parts {
		if !living(part) {
			continue
		}
		if part.Message != "" && part.Chat == t.Meta.Space.Chat && t.Limits.Reactions {
			t.React(part.Message, chat.NoReaction)
		}
		part.Text, part.Deleted = "", t.Meta.At
		if err := tx.UpdatePart(part); err != nil {
			return err
		}
	}
	if err := f.changed(tx, t, p, &a); err != nil {
		return err
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Deleted)}}
	if others {
		m.Blocks = append(m.Blocks, chat.P(w.OwnMessage))
	}
	return update(tx, t, p, m)
}
