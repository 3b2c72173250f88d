package telegram

import (
	"context"
	"strings"
	"unicode"

	"stillpoint/internal/chat"
)

// commandEvent makes a Command of a message that is one. In a group it must be
// addressed to this bot, or to nobody; it may be the caption of a file, which
// comes along. A link of the bot's own comes in as a command, and is the press of
// its button. What was forwarded is words, not orders.
// An anonymous admin's commands are an admin's, of no account; those of somebody
// who writes as a channel are nobody's. Ok says that the message is no mere
// text.
func (a *Adapter) commandEvent(ctx context.Context, u *update) (e chat.Event, ok bool) {
	return a.commandOf(ctx, u, u.Message)
}

// commandOf makes a Command of an update's message, new or edited.
func (a *Adapter) commandOf(ctx context.Context, u *update, m *message) (e chat.Event, ok bool) {
	if m.forwarded() {
		return nil, false
	}
	text := m.Text
	if m.Document != nil {
		text = m.Caption
	}
	name, bot, args, ok := parseCommand(text)
	if !ok {
		return nil, false
	}
	private := m.Chat.Type == "private"
	if self := a.self.Load(); bot != "" && !private && (self == nil || !strings.EqualFold(bot, self.Username)) {
		return nil, true
	}
	var by chat.Actor
	switch {
	case m.SenderChat != nil && m.SenderChat.ID == m.Chat.ID && m.From != nil && m.From.ID == anonymousAdmin:
		by.Admin = true
	case m.SenderChat != nil || !m.From.person():
		return nil, true
	default:
		by = actor(m.From)
		by.Admin = !private && a.admins.has(ctx, a.api, m.Chat.ID, m.From.ID)
	}
	about := a.meta(u, m.Chat, m.topic(), by, unix(m.Date))
	if ref, ours := a.parsePayload(args); ours && private && name == "start" {
		return chat.Pressed{Meta: about, Action: ref, Link: true}, true
	}
	return chat.Command{
		Meta: about, Message: messageID(m.ID), Name: name, Args: args, Options: a.withFile(ctx, name, m.Document),
	}, true
}

// parseCommand takes apart "/name@bot args". The name is as Telegram takes one,
// of Latin letters, digits and underscores, and comes back in lower case. What nobody
// sees in front of it and in it counts for nothing: such marks come along when a command
// is copied out of a message in which it was inert.
func parseCommand(s string) (name, bot, args string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimLeftFunc(s, unseen), "/")
	if !ok {
		return "", "", "", false
	}
	head := rest
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		head, args = rest[:i], strings.TrimSpace(rest[i:])
	}
	name, bot, addressed := strings.Cut(withoutUnseen(head), "@")
	if name == "" || len(name) > 64 || !word(name) || (addressed && (bot == "" || !word(bot))) {
		return "", "", "", false
	}
	return strings.ToLower(name), bot, args, true
}

// unseen reports whether a rune shows as nothing wherever it stands.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector) || r == '\u034f'
}

func withoutUnseen(s string) string {
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, s)
}

func word(s string) bool {
	for _, r := range s {
		if !inName(r) {
			return false
		}
	}
	return true
}
