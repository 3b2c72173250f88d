package conversation

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// unclear remembers the latest commands that were not understood, so that one that
// is mended by an edit is carried out. It is lost at a restart; an edit is answered
// with a request for a new message then.
type unclear struct{ commands turn.Recent[typed, struct{}] }

// typed is a message of somebody's.
type typed struct {
	chat    chat.Chat
	message chat.MessageID
}

// again returns the command that an edited one is, where the first was not
// understood; any other event as it is.
func (u *unclear) again(e chat.Event) chat.Event {
	edited, ok := e.(chat.Edited)
	if !ok || edited.Command == "" {
		return e
	}
	if _, known := u.commands.Get(typed{edited.Space.Chat, edited.Message}); !known {
		return e
	}
	return chat.Command{Meta: edited.Meta, Message: edited.Message, Name: edited.Command, Args: edited.Args}
}

// note remembers a command that was not understood, and forgets one that was.
func (u *unclear) note(e chat.Event, misread bool) {
	command, ok := e.(chat.Command)
	if !ok || command.Message == "" {
		return
	}
	m := typed{command.Space.Chat, command.Message}
	if misread {
		u.commands.Put(m, struct{}{})
	} else {
		u.commands.Drop(m)
	}
}

// editedCommand answers a message that became a command by an edit, and was no
// command that was not understood: it isn't carried out. Handled is false for an
// edit of words that are kept, which changes them, and for what is no command of
// the bot's in a group.
func (c *Core) editedCommand(tx reflection.Tx, t *turn.Turn, e chat.Edited) (handled bool, err error) {
	if e.Command == "" {
		return false, nil
	}
	_, err = tx.PartByMessage(t.Meta.Space.Chat, e.Message)
	if err == nil || !errors.Is(err, reflection.ErrNotFound) {
		return false, err
	}
	if t.Person.ID == 0 || (!t.Meta.Space.Private && e.Command != "community" && e.Command != "suggest" && !ours(t, e.Command)) {
		return true, nil
	}
	t.Message = e.Message
	t.Say(t.Words.EditedCommand)
	return true, nil
}
