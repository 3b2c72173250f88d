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
	others, err := f.wipe(tx, t, p, &a)
	if err != nil {
		return err
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Deleted)}}
	if others {
		m.Blocks = append(m.Blocks, chat.P(w.OwnMessage))
	}
	return update(tx, t, p, m)
}

// Wipe takes away the words of a person's own answer to a channel's question, and
// what is posted of it. Others says that messages of theirs stand in the channel,
// which are theirs to delete; handled is false for any other reply.
func (f *Flow) Wipe(tx reflection.Tx, t *turn.Turn, reply reflection.Reply) (others, handled bool, err error) {
	if reply.Person != t.Person.ID || reply.Kind != reflection.Answering || reply.Delivery == 0 {
		return false, false, nil
	}
	p, ok, err := find(tx, reply.Delivery)
	if err != nil || !ok {
		return false, false, err
	}
	a := answer{Reply: reply}
	if a.parts, err = tx.Parts(reply.ID); err != nil {
		return false, false, err
	}
	others, err = f.wipe(tx, t, p, &a)
	return others, true, err
}

func (f *Flow) wipe(tx reflection.Tx, t *turn.Turn, p place, a *answer) (others bool, err error) {
	_, others = a.editable(p)
	for _, part := range a.parts {
		if !living(part) {
			continue
		}
		if part.Message != "" && part.Chat == t.Meta.Space.Chat && t.Limits.Reactions {
			t.React(part.Message, chat.NoReaction)
		}
		part.Text, part.Deleted = "", t.Meta.At
		if err := tx.UpdatePart(part); err != nil {
			return others, err
		}
	}
	return others, f.changed(tx, t, p, a)
}
