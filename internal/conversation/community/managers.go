package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// managers says who may look after the channels of a server beside its admins. Arg none
// leaves it to them.
func (f *Flow) managers(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Moderation
	back := g.button(t.Words.Community.Label.Back, verbPage, argModeration)
	if !t.Limits.Forms { // Where there are none, there are no roles.
		t.UpdateText(hint(t, w.Managers), back)
		return nil
	}
	if arg == argNone && g.com.Manager != "" {
		g.com.Manager = ""
		if err := tx.SetCommunity(g.com); err != nil {
			return err
		}
		t.UpdateText(w.ManagerUnset, back)
		return nil
	}
	if g.com.Manager == "" {
		t.UpdateText(w.NoManager+" "+hint(t, w.Managers), back)
		return nil
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.ManagerIs)}}
	if s := t.Prepared.Standing; inspected(t, g) && s.NoManager {
		m.Blocks = []chat.Block{chat.P(w.ManagerGone)}
	} else if inspected(t, g) && s.WhereManager != "" {
		m.Blocks = append(m.Blocks, chat.P(w.Commands(s.WhereManager)))
	}
	m.Actions = []chat.Action{g.button(w.NoManagers, verbManagers, argNone), back}
	t.Update(m, 0)
	return nil
}

// managersOrder takes /community managers: a role, or nothing.
func (f *Flow) managersOrder(tx reflection.Tx, t *turn.Turn, g target, o order) error {
	w := t.Words.Moderation
	switch {
	case !t.Limits.Forms || o.role == "":
		return f.managers(tx, t, g, "")
	case !inspected(t, g):
		t.Say(unseen(t, g))
		return nil
	case t.Prepared.Standing.NoManager:
		t.Say(w.EverybodysRole)
		return nil
	}
	g.com.Manager = o.role
	if err := tx.SetCommunity(g.com); err != nil {
		return err
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.ManagerSet), chat.P(w.ManagerIs)}}
	if where := t.Prepared.Standing.WhereManager; where != "" {
		m.Blocks = append(m.Blocks, chat.P(w.Commands(where)))
	}
	t.Show(m, 0)
	return nil
}
