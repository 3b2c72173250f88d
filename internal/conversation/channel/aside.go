package channel

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// keepAside keeps a reply to the post as a note of its author's, where it can't be
// part of their answer, and tells them so privately. It gets the bot's sign as every
// other reply does: without one the channel would see whose the answer without a
// name is, or whom an admin keeps from sharing.
func (f *Flow) keepAside(tx reflection.Tx, t *turn.Turn, e chat.Text, why string) error {
	ok, err := daily.HasRoom(tx, t, e.Body)
	if err != nil {
		return err
	}
	if !ok {
		quietly(t, t.Words.DayIsFull)
		return nil
	}
	note := reflection.Reply{Person: t.Person.ID, Identity: t.Identity.ID, Kind: reflection.Note, Created: t.Meta.At}
	if err := tx.AddReply(&note); err != nil {
		return err
	}
	part := reflection.Part{
		Reply: note.ID, Chat: t.Meta.Space.Chat, Message: e.Message, At: t.Meta.At, Text: daily.Clean(e.Body),
	}
	if err := tx.AddPart(&part); err != nil {
		return err
	}
	if t.Limits.Reactions {
		t.React(e.Message, chat.Kept)
	}
	quietly(t, why)
	return nil
}
