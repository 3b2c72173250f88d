package daily

import (
	"errors"
	"strings"
	"time"
	"unicode"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// Edited lets an edited message edit its part. An edit that changes no text is
// nothing, and words that were taken back stay gone.
func (f *Flow) Edited(tx reflection.Tx, t *turn.Turn, e chat.Edited) error {
	part, ok, err := f.ownPart(tx, t, e.Message)
	if err != nil || !ok {
		return err
	}
	text := Clean(written(e.Body))
	if !part.Deleted.IsZero() || text == part.Text || !HasWords(text) {
		return nil
	}
	part.Text, part.Edited = text, t.Meta.At
	t.Erased = true // The earlier words must not linger in the files.
	if t.Limits.Reactions {
		t.React(e.Message, chat.Kept)
	}
	return tx.UpdatePart(part)
}

// Deleted lets a deleted message delete its part's words. The fact that the
// person answered stays; of a draft nothing does, so that nothing is kept without
// words.
func (f *Flow) Deleted(tx reflection.Tx, t *turn.Turn, e chat.Deleted) error {
	part, ok, err := f.ownPart(tx, t, e.Message)
	if err != nil || !ok || !part.Deleted.IsZero() {
		return err
	}
	t.Erased = true
	reply, err := tx.Reply(part.Reply)
	if err != nil {
		return err
	}
	if reply.Kind == reflection.Draft {
		return tx.DeleteReply(reply.ID)
	}
	return tx.UpdatePart(without(part, t.Meta.At))
}

// written returns what follows /write where an edited message is that command.
func written(body string) string {
	command, rest := strings.TrimSpace(body), ""
	if end := strings.IndexFunc(command, unicode.IsSpace); end >= 0 {
		command, rest = command[:end], command[end:]
	}
	name, _, _ := strings.Cut(command, "@")
	if !strings.EqualFold(name, "/"+VerbWrite) {
		return body
	}
	return rest
}

func (f *Flow) ownPart(tx reflection.Tx, t *turn.Turn, m chat.MessageID) (reflection.Part, bool, error) {
	part, err := tx.PartByMessage(t.Meta.Space.Chat, m)
	if errors.Is(err, reflection.ErrNotFound) {
		return part, false, nil
	}
	if err != nil {
		return part, false, err
	}
	reply, err := tx.Reply(part.Reply)
	return part, err == nil && reply.Person == t.Person.ID, err
}

// writtenBy loads the part that a button is about, with its reply. Ok is false,
// and the presser told, if it isn't theirs or isn't there.
func writtenBy(tx reflection.Tx, t *turn.Turn, id int64) (part reflection.Part, reply reflection.Reply, ok bool, err error) {
	part, err = tx.Part(reflection.PartID(id))
	if errors.Is(err, reflection.ErrNotFound) {
		t.Alert(t.Words.Stale)
		return part, reply, false, nil
	}
	if err != nil {
		return part, reply, false, err
	}
	if reply, err = tx.Reply(part.Reply); err != nil {
		return part, reply, false, err
	}
	if reply.Person != t.Person.ID {
		t.Alert(t.Words.NotYours)
		return part, reply, false, nil
	}
	return part, reply, true, nil
}

// without is the part with its words taken away.
func without(part reflection.Part, at time.Time) reflection.Part {
	part.Text, part.Deleted = "", at
	return part
}
