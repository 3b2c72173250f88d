package conversation

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// signOfLife notes that the person is there. A block is no sign of it, nor is
// tidying up older messages. Questions that come weekly by silence come as they
// used to once the person writes, and not by a press alone. Following a link is no
// sign of anything.
func (c *Core) signOfLife(tx reflection.Tx, t *turn.Turn, e chat.Event) error {
	wrote := false
	switch e := e.(type) {
	case chat.Left, chat.Barred, chat.Edited, chat.Deleted:
		return nil
	case chat.Pressed:
		if e.Link {
			return nil
		}
	case chat.Text:
		wrote = true
		t.Person.Wrote = t.Meta.At
		if err := tx.UpdatePerson(t.Person); err != nil {
			return err
		}
	case chat.Command:
		wrote = e.Name != "start" // A link gives that one too.
	}
	return c.settings.Alive(tx, t, wrote)
}
