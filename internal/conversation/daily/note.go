package daily

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// offerNote keeps a text that came with no question open, for the person to
// say whether it stays.
func (f *Flow) offerNote(tx reflection.Tx, t *turn.Turn, e chat.Text) error {
	reply, ok, err := KeepDraft(tx, t, e)
	if err != nil || !ok {
		return err
	}
	t.Say(t.Words.KeepNote, noteButtons(t.Words, int64(reply.ID))...)
	return t.Offer(tx, VerbKeep, int64(reply.ID), "")
}

// KeepDraft keeps a text until its writer has said what it is, or the time of drafts
// is over. Ok is false, and they are told, where the day has no room for it.
func KeepDraft(tx reflection.Tx, t *turn.Turn, e chat.Text) (reply reflection.Reply, ok bool, err error) {
	if ok, err := room(tx, t, e.Body, false); err != nil || !ok {
		return reply, false, err
	}
	k, err := keep(tx, t, e.Message, e.Body, reflection.Draft)
	return k.Reply, err == nil, err
}

func noteButtons(w *words.Words, id int64) []chat.Action {
	return []chat.Action{
		{Label: w.KeepIt, Ref: chat.Ref{Verb: VerbKeep, ID: id}},
		{Label: w.LetItGo, Ref: chat.Ref{Verb: VerbLetGo, ID: id}},
	}
}

// KeepNote turns the draft into a note.
func (f *Flow) KeepNote(tx reflection.Tx, t *turn.Turn, id int64) error {
	reply, ok, err := Draft(tx, t, id, t.Words.NoteNone)
	if err != nil || !ok {
		return err
	}
	reply.Kind = reflection.Note
	if err := tx.UpdateReply(reply); err != nil {
		return err
	}
	t.UpdateText(t.Words.NoteKept)
	return nil
}

// LetNoteGo removes the draft.
func (f *Flow) LetNoteGo(tx reflection.Tx, t *turn.Turn, id int64) error {
	reply, ok, err := Draft(tx, t, id, t.Words.NoteNone)
	if err != nil || !ok {
		return err
	}
	if err := tx.DeleteReply(reply.ID); err != nil {
		return err
	}
	t.Erased = true
	t.UpdateText(t.Words.NoteGone)
	return nil
}

// Draft loads a draft of the person's. Ok is false, and they are told, where it is none
// of theirs, or none any more; gone is said where it isn't there.
func Draft(tx reflection.Tx, t *turn.Turn, id int64, gone string) (reflection.Reply, bool, error) {
	reply, err := tx.Reply(reflection.ReplyID(id))
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		t.Alert(gone)
		return reply, false, nil
	case err != nil:
		return reply, false, err
	case reply.Person != t.Person.ID:
		t.Alert(t.Words.NotYours)
		return reply, false, nil
	case reply.Kind != reflection.Draft:
		t.Alert(t.Words.Stale)
		return reply, false, nil
	}
	return reply, true, nil
}

// Write keeps free writing: what follows the command, or the next text.
func (f *Flow) Write(tx reflection.Tx, t *turn.Turn, m chat.MessageID, args string) error {
	if !HasWords(args) {
		t.Show(chat.Message{Blocks: []chat.Block{chat.P(t.Words.WriteNow)}, Placeholder: t.Words.WriteHint}, 0)
		return t.Ask(tx, VerbWrite, 0, "")
	}
	if ok, err := room(tx, t, args, false); err != nil || !ok {
		return err
	}
	reply, err := keep(tx, t, m, args, reflection.Writing)
	if err != nil {
		return err
	}
	t.Say(t.Words.Written, chat.Action{Label: t.Words.Undo, Ref: chat.Ref{Verb: VerbUndo, ID: int64(reply.part)}})
	return nil
}

// kept is a reply of one part.
type kept struct {
	reflection.Reply
	part reflection.PartID
}

// keep stores words that answer no question.
func keep(tx reflection.Tx, t *turn.Turn, m chat.MessageID, text string, kind reflection.ReplyKind) (kept, error) {
	k := kept{Reply: reflection.Reply{
		Person: t.Person.ID, Identity: t.Identity.ID, Kind: kind, Created: t.Meta.At,
	}}
	if err := tx.AddReply(&k.Reply); err != nil {
		return k, err
	}
	part := reflection.Part{Reply: k.ID, Chat: t.Meta.Space.Chat, Message: m, At: t.Meta.At, Text: Clean(text)}
	err := tx.AddPart(&part)
	k.part = part.ID
	return k, err
}
