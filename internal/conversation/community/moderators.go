package community

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/reflection"
)

// argCheck looks whether the moderators' channel can be written to again.
const argCheck = "check"

// moderators says where what waits is shown.
func (f *Flow) moderators(t *turn.Turn, g target) error {
	w, l := t.Words.Moderation, t.Words.Community.Label
	m := chat.Message{}
	say := func(text string) { m.Blocks = append(m.Blocks, chat.P(text)) }
	in := shownIn(t, g.com)
	switch {
	case g.com.Moderators.IsZero():
		say(hint(t, w.ShownNowhere))
	case g.com.Stuck:
		say(w.Stuck(in))
		m.Actions = append(m.Actions, g.button(l.CheckAgain, verbShowing, argCheck))
	default:
		say(w.ShownIn(in))
		if s := t.Prepared.Standing; s.Space.Chat == g.com.Moderators && t.Prepared.StandingErr == nil && s.Open && s.Space.Parent == g.ch.Parent {
			say(w.NowOpen(in))
		}
	}
	if !t.Limits.Forms {
		say(w.Elsewhere(codeOf(g)))
	}
	if !g.com.Moderators.IsZero() {
		m.Actions = append(m.Actions, g.button(w.StopShowing, verbShowing, argOff))
	}
	m.Actions = append(m.Actions, g.button(l.Back, verbPage, argModeration))
	t.Update(m, 0)
	return nil
}

// showing changes it: off shows what waits nowhere, check looks whether it can be again.
func (f *Flow) showing(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Moderation
	switch s := t.Prepared.Standing; {
	case g.com.Moderators.IsZero():
	case arg == argOff:
		g.com.Moderators, g.com.Title, g.com.Stuck = chat.Chat{}, "", false
		if err := tx.SetCommunity(g.com); err != nil {
			return err
		}
		if err := moderation.Look(tx, g.com, t.Now); err != nil {
			return err
		}
		t.UpdateText(w.ShownNoMore, g.button(t.Words.Community.Label.Back, verbPage, argModeration))
		return nil
	case arg == argCheck && t.Prepared.StandingErr == nil && s.Space.Chat == g.com.Moderators && !s.Mute:
		if err := moderation.Free(tx, g.com, t.Now); err != nil {
			return err
		}
		g.com.Stuck = false
	}
	return f.moderators(t, g)
}

// shownIn is the title of the moderators' channel, as it can be said.
func shownIn(t *turn.Turn, c reflection.Community) string {
	return cmp.Or(turn.Name(c.Title), t.Words.Community.Page.Untitled)
}

// codeOf names a channel in a command that is given elsewhere. It says nothing secret:
// who gives it is checked.
func codeOf(g target) string { return strconv.FormatInt(int64(g.sub.ID), 36) }

// codeIn returns the channel that a command names so; ok is false if it names none.
func codeIn(tx reflection.Tx, o order) (g target, ok bool, err error) {
	id, err := strconv.ParseInt(strings.ToLower(strings.TrimSpace(o.rest)), 36, 64)
	if err != nil || o.do != "moderators" || id <= 0 {
		return g, false, nil
	}
	err = load(tx, &g, reflection.SubscriptionID(id))
	if errors.Is(err, reflection.ErrNotFound) {
		return target{}, false, nil
	}
	return g, err == nil && g.sub.Person == 0, err
}

// moderatorsOrder takes /community moderators: a channel of the same server, or nothing.
func (f *Flow) moderatorsOrder(tx reflection.Tx, t *turn.Turn, g target, o order) error {
	if o.channel != "" {
		return f.setModerators(tx, t, g, chat.Chat{Platform: g.sub.Chat.Platform, ID: o.channel})
	}
	return f.toAlone(tx, t, g, verbModerators)
}

// moderatorsFor takes /community moderators with a code: what waits for the channel that
// it names is shown here from then on. Whoever gives it must be an admin here and there;
// that a code means nothing is said as that they are none.
func (f *Flow) moderatorsFor(tx reflection.Tx, t *turn.Turn, g target, ok bool) error {
	in := t.Meta.Space
	there := g.ch.Parent == in.Parent || t.Prepared.MemberErr == nil && t.Prepared.Membership.Admin
	switch {
	case t.Meta.Actor.Account == "" && g.ch.Parent != in.Parent:
		t.Say(t.Words.Moderation.NoFace)
		return nil
	case t.Prepared.MemberErr != nil:
		t.Say(t.Words.Community.Rights.CantCheck)
		return nil
	case !ok || g.sub.Chat.Platform != in.Platform || !there:
		t.Say(t.Words.Community.Rights.NotHere)
		return nil
	}
	return f.witnessed(tx, t, g, "moderators", func(tx reflection.Tx) error { return f.setModerators(tx, t, g, in.Chat) })
}

// setModerators has what waits be shown in a chat, if it is one for moderators and can
// be written to. What is shown elsewhere says that it isn't any more.
func (f *Flow) setModerators(tx reflection.Tx, t *turn.Turn, g target, to chat.Chat) error {
	w, s := t.Words.Moderation, t.Prepared.Standing
	name := cmp.Or(turn.Name(s.Space.Title), t.Words.Community.Page.Untitled)
	switch err := t.Prepared.StandingErr; {
	case err != nil && chat.KindOf(err) == chat.Gone:
		t.Say(w.NotThere)
		return nil
	case err != nil || s.Space.Chat != to:
		t.Say(t.Words.Community.Rights.CantCheck)
		return nil
	case s.Space.Private || s.Space.Parent != g.ch.Parent && s.Space.Parent != t.Meta.Space.Parent:
		t.Say(t.Words.Community.Rights.NotHere)
		return nil
	case !s.Kind.Posts() || s.Kind == chat.KindForum:
		t.Say(w.NoPlace)
		return nil
	case s.Mute:
		t.Say(w.CantWrite(name, strings.Join(s.Missing, ", ")))
		return nil
	case s.Open && s.Space.Parent == g.ch.Parent:
		t.Say(w.TooOpen)
		return nil
	}
	g.com.Moderators, g.com.Title, g.com.Stuck = to, s.Space.Title, false
	if err := tx.SetCommunity(g.com); err != nil {
		return err
	}
	if err := moderation.Look(tx, g.com, t.Now); err != nil {
		return err
	}
	t.Say(w.ShownSet(name))
	return nil
}

// shownHere is a channel of another group whose moderators' channel this is; empty if it is
// none's.
func shownHere(tx reflection.Tx, in chat.Space) (channel string, err error) {
	all, err := tx.CommunitiesShownIn(in.Chat)
	if err != nil {
		return "", err
	}
	for _, c := range all {
		of, err := tx.ChannelsIn(c.Platform, c.Parent)
		if err != nil {
			return "", err
		}
		for _, ch := range of {
			if !ch.Off && ch.Title != "" {
				return turn.Name(ch.Title), nil
			}
		}
	}
	return "", nil
}
