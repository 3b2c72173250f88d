package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// unfit says why a channel can't be set up with that thread mode, with the way
// out: the bot can't see it, it takes no messages, or messages there have no
// threads. It is empty where it can be, or where the platform didn't answer, which
// is no sign of anything.
func unfit(t *turn.Turn, in chat.Space, mode reflection.ThreadMode) string {
	w, name := t.Words.Community.Fit, turn.Name(in.Title)
	if name == "" {
		name = t.Words.Community.Page.Untitled
	}
	kind, told := kindOf(t, in.Chat)
	threads := mode != reflection.NoThread
	switch {
	case t.Prepared.StandingErr != nil && chat.KindOf(t.Prepared.StandingErr) == chat.Gone:
		return w.CantSee(name)
	case threads && !t.Limits.Threads:
		return t.Words.Community.Setup.NoThreads
	case !told:
		return ""
	case !kind.Posts():
		return unpostable(t, name, kind)
	case threads && kind == chat.KindThread:
		return w.ThreadInThread(name)
	case threads && !kind.Threads():
		return w.ThreadBeside(name)
	}
	return ""
}

// unpostable says why no question can be posted in a kind of channel.
func unpostable(t *turn.Turn, name string, kind chat.ChannelKind) string {
	w := t.Words.Community.Fit
	if kind == chat.KindMedia {
		return w.Gallery(name)
	}
	return w.NoMessages(name)
}

// kindOf is what kind of channel the platform says that a chat is; told is false
// if it said nothing of it.
func kindOf(t *turn.Turn, c chat.Chat) (kind chat.ChannelKind, told bool) {
	s := t.Prepared.Standing
	return s.Kind, t.Prepared.StandingErr == nil && s.Space.Chat == c
}

// withoutThreads takes a channel's thread mode away where messages can't have
// threads, so that nobody is told of what can't come. It reports whether it did.
func withoutThreads(t *turn.Turn, g *target) bool {
	if !threadless(t, *g) {
		return false
	}
	g.ch.Thread = reflection.NoThread
	return true
}

// threadless reports whether a channel is to have threads where messages can have
// none.
func threadless(t *turn.Turn, g target) bool {
	kind, told := kindOf(t, g.sub.Chat)
	return told && g.ch.Thread != reflection.NoThread && !kind.Threads()
}

// space is the channel, as it is kept.
func (g target) space() chat.Space {
	return chat.Space{Chat: g.sub.Chat, Parent: g.ch.Parent, Title: g.ch.Title}
}

// inspected reports whether the platform told how the bot stands in the channel.
func inspected(t *turn.Turn, g target) bool {
	_, told := kindOf(t, g.sub.Chat)
	return told
}

// muted reports whether the platform says that the bot can't write in the channel.
func muted(t *turn.Turn, g target) bool { return inspected(t, g) && t.Prepared.Standing.Mute }

// missing is what stands in the way in a channel, and how each is mended, as far
// as the platform told. That it didn't answer is no sign of anything.
func missing(t *turn.Turn, g target) (lines []string) {
	kind, told := kindOf(t, g.sub.Chat)
	if !told {
		return nil
	}
	s, w, name := t.Prepared.Standing, t.Words.Community, title(t, g.ch)
	switch {
	case !kind.Posts():
		return []string{unpostable(t, name, kind)}
	case len(s.Missing) > 0:
		lines = append(lines, w.Setup.Missing(name, s.Missing, s.Where))
	}
	switch {
	case s.RoleGone:
		lines = append(lines, w.Setup.NoRole)
	case s.RoleMute:
		lines = append(lines, w.Fit.RoleMute(s.WhereRole))
	}
	if threadless(t, g) {
		lines = append(lines, w.Fit.NoThreads)
	}
	return lines
}

// unseen says why the platform told nothing of how the bot stands in a channel:
// the channel is gone, or hidden from the bot, or the platform didn't answer.
func unseen(t *turn.Turn, g target) string {
	if t.Prepared.StandingErr != nil && chat.KindOf(t.Prepared.StandingErr) == chat.Gone {
		return t.Words.Community.Fit.CantSee(title(t, g.ch))
	}
	return t.Words.Community.Status.Unknown
}

// lacking names what the platform says that the bot lacks in a channel; empty if
// it says nothing.
func lacking(t *turn.Turn, g target) string {
	if !inspected(t, g) {
		return ""
	}
	return t.Words.Community.Fit.All(t.Prepared.Standing.Missing)
}
