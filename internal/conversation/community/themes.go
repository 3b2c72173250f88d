package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/themes"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// themes shows which themes and essays a channel is asked about, and takes a choice
// from a button.
func (f *Flow) themes(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	pack := f.Packs.Pack(g.sub.Pack)
	press, ok := themes.Read(pack, arg)
	if !ok {
		t.Alert(t.Words.Stale)
		return nil
	}
	before := themes.Of(pack, g.ch.Taste)
	now := before
	if press.Sets {
		press.Chosen.Set(pack, &g.ch.Taste)
		now = themes.Of(pack, g.ch.Taste)
		if err := tx.UpdateChannel(g.ch); err != nil {
			return err
		}
	}
	m := themes.Page(pack, t.Words, now, before, press.From, func(label, arg string) chat.Action {
		return g.button(label, verbThemes, arg)
	})
	m.Actions = append(m.Actions, g.button(t.Words.Community.Label.Back, verbPage, argMore))
	t.Update(m, 0)
	return nil
}

// depth sets whether a channel is asked only the lighter questions.
func (f *Flow) depth(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	switch arg {
	case argOn, argOff:
		g.ch.Taste.Light = arg == argOn
		if err := tx.UpdateChannel(g.ch); err != nil {
			return err
		}
	default:
		t.Alert(t.Words.Stale)
		return nil
	}
	done := t.Words.Themes.DeepIs
	if g.ch.Taste.Light {
		done = t.Words.Themes.LightIs
	}
	t.UpdateText(done, depthButton(t, g), g.button(t.Words.Community.Label.Back, verbPage, argMore))
	return nil
}

// depthButton switches between lighter questions and all, the other way around.
func depthButton(t *turn.Turn, g target) chat.Action {
	if g.ch.Taste.Light {
		return g.button(t.Words.Themes.Deep, verbDepth, argOff)
	}
	return g.button(t.Words.Themes.Light, verbDepth, argOn)
}

// chosen says which themes a channel is asked about, and how deep it goes.
func chosen(f *Flow, t *turn.Turn, g target) []chat.Block {
	pack, depth := f.Packs.Pack(g.sub.Pack), t.Words.Themes.DeepIs
	if g.ch.Taste.Light {
		depth = t.Words.Themes.LightIs
	}
	return []chat.Block{chat.P(themes.Of(pack, g.ch.Taste).Line(pack, t.Words)), chat.P(depth)}
}
