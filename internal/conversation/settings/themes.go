package settings

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/themes"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// Themes shows which themes and essays somebody has chosen, and takes a choice from
// a button.
func (f *Flow) Themes(tx reflection.Tx, t *turn.Turn, arg string) error {
	sub, _, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	pack := f.Packs.Pack(sub.Pack)
	press, ok := themes.Read(pack, arg)
	if !ok {
		t.Alert(t.Words.Stale)
		return nil
	}
	before := themes.Of(pack, t.Person.Taste)
	now := before
	if press.Sets {
		press.Chosen.Set(pack, &t.Person.Taste)
		now = themes.Of(pack, t.Person.Taste)
		if err := tx.UpdatePerson(t.Person); err != nil {
			return err
		}
	}
	m := themes.Page(pack, t.Words, now, before, press.From, func(label, arg string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbThemes, Arg: arg}}
	})
	m.Actions = append(m.Actions, chat.Action{Label: t.Words.Themes.Back, Ref: chat.Ref{Verb: VerbSet, Arg: "page"}})
	t.Update(m, 0)
	return t.OfferShown(tx) // Undo, typed, is about the choice, and not about what they wrote.
}
