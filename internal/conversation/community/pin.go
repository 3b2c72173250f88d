package community

import (
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// thePost says what a channel's posts are like, and how that is changed.
func (f *Flow) thePost(t *turn.Turn, g target) {
	w := t.Words.Community
	m := chat.Message{Blocks: []chat.Block{chat.P(headingLine(t, g))}}
	m.Actions = []chat.Action{f.typedButton(t, g, w.Kinds.ChangeHeading, verbHeading)}
	if lines, button, ok := pinning(t, g); ok {
		for _, line := range lines {
			m.Blocks = append(m.Blocks, chat.P(line))
		}
		m.Actions = append(m.Actions, button)
	}
	m.Actions = append(m.Actions, g.button(w.Label.Back, verbPage, argMore))
	t.Update(m, 0)
}

// pinning says whether posts are pinned, with the button that changes it; ok is false
// where nothing can be.
func pinning(t *turn.Turn, g target) (lines []string, button chat.Action, ok bool) {
	w := t.Words.Community.Pins
	kind, told := kindOf(t, g.sub.Chat)
	switch {
	case !t.Limits.Pins, told && kind == chat.KindForum && !g.ch.Pin:
		return nil, button, false
	case g.ch.Pin:
		return []string{w.Is}, g.button(w.Unpin, verbPin, argOff), true
	}
	lines = []string{w.Offer}
	if t.Limits.PinsHear {
		lines = append(lines, w.Hears)
	}
	return lines, g.button(w.Pin, verbPin, argOn), true
}

// pin sets whether posts are pinned. It holds for the open one at once.
func (f *Flow) pin(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Community.Pins
	kind, told := kindOf(t, g.sub.Chat)
	switch arg = strings.ToLower(strings.TrimSpace(arg)); {
	case arg == argOff:
		g.ch.Pin = false
	case !t.Limits.Pins:
		t.Say(w.None)
		return nil
	case told && kind == chat.KindForum:
		t.Say(w.Forum)
		return nil
	case arg != argOn && arg != "":
		t.UpdateText(strings.TrimSpace(notOnOff(t, arg)), backToPage(t, g))
		return nil
	case arg != argOn:
		f.thePost(t, g)
		return nil
	default:
		g.ch.Pin, g.ch.PinTried = true, 0
	}
	if err := posts.Repin(tx, g.sub.ID, t.Now); err != nil {
		return err
	}
	done := w.Not
	if g.ch.Pin {
		if done = w.Is; t.Limits.PinsHear {
			done += " " + w.Hears
		}
	}
	return f.set(tx, t, g, done)
}
