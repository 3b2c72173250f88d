package community

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// argNone chooses no tag.
const argNone = "none"

// kindLines say what a channel offers by its kind, and how that is set.
func kindLines(t *turn.Turn, g target) []string {
	w := t.Words.Community.Kinds
	kind, told := kindOf(t, g.sub.Chat)
	switch {
	case !told:
		return nil
	case kind == chat.KindForum:
		lines := []string{w.Forum}
		if g.ch.Thread != reflection.NoThread {
			lines[0] = w.ForumThread
		}
		if s := t.Prepared.Standing; len(s.Tags) > 0 {
			lines = append(lines, tagLine(t, g, s))
		}
		return lines
	case kind.Announces() && g.ch.Announce:
		return []string{w.AnnounceIs}
	case kind.Announces():
		return []string{w.AnnounceOffer}
	}
	return nil
}

// kindButtons change it.
func kindButtons(t *turn.Turn, g target) []chat.Action {
	w := t.Words.Community.Kinds
	kind, told := kindOf(t, g.sub.Chat)
	switch {
	case !told:
		return nil
	case kind == chat.KindForum && len(t.Prepared.Standing.Tags) > 0:
		return []chat.Action{g.button(w.Tag, verbTag, "")}
	case kind.Announces() && g.ch.Announce:
		return []chat.Action{g.button(w.DontAnnounce, verbNews, argOff)}
	case kind.Announces():
		return []chat.Action{g.button(w.Announce, verbNews, argOn)}
	}
	return nil
}

// tagLine says how a forum's posts are tagged.
func tagLine(t *turn.Turn, g target, s chat.Standing) string {
	w := t.Words.Community.Kinds
	i := slices.IndexFunc(s.Tags, func(tag chat.Tag) bool { return tag.ID == g.ch.Tag })
	switch {
	case i >= 0:
		return w.TagIs(tagName(s.Tags[i]))
	case s.TagNeeded:
		return w.TagNeeded(tagName(s.Tags[0]))
	}
	return w.NoTag
}

// tagName is a tag's name as it can be said.
func tagName(tag chat.Tag) string { return cmp.Or(turn.Name(tag.Name), "…") }

// news sets whether posts are published to those who follow the channel, from the
// next one on.
func (f *Flow) news(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Community.Kinds
	kind, told := kindOf(t, g.sub.Chat)
	switch arg = strings.ToLower(strings.TrimSpace(arg)); {
	case arg == argOff:
		g.ch.Announce = false
		return f.set(tx, t, g, w.AnnounceOff)
	case !told:
		t.Say(unseen(t, g))
		return nil
	case !kind.Announces():
		t.Say(w.NoNews)
		return nil
	case arg != argOn:
		t.UpdateText(notOnOff(t, arg)+strings.Join(kindLines(t, g), " "), kindButtons(t, g)...)
		return nil
	}
	g.ch.Announce = true
	latest, err := tx.Latest(g.sub.ID)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	g.ch.Announced = max(g.ch.Announced, latest.ID)
	return f.set(tx, t, g, w.AnnounceIs)
}

// tag sets the tag of a forum's posts; without one it offers those that there are.
func (f *Flow) tag(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w, s := t.Words.Community.Kinds, t.Prepared.Standing
	switch _, told := kindOf(t, g.sub.Chat); {
	case !told:
		t.Say(unseen(t, g))
		return nil
	case len(s.Tags) == 0:
		t.Say(w.NoTags)
		return nil
	case arg == argNone && !s.TagNeeded:
		g.ch.Tag = ""
		return f.set(tx, t, g, w.NoTag)
	}
	for _, tag := range s.Tags {
		if tag.ID == arg {
			g.ch.Tag = tag.ID
			return f.set(tx, t, g, tagLine(t, g, s))
		}
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(tagLine(t, g, s)), chat.P(w.TagWhich)}}
	for _, tag := range s.Tags {
		a := g.button(label(tagName(tag)), verbTag, tag.ID)
		if len(a.Ref.String()) <= chat.MaxRef && len(m.Actions) < t.Limits.MaxActions-1 {
			m.Actions = append(m.Actions, a)
		}
	}
	if !s.TagNeeded {
		m.Actions = append(m.Actions, g.button(w.WithoutTag, verbTag, argNone))
	}
	t.Update(m, 0)
	return nil
}
