package telegram

import (
	"context"
	"strings"
	"unicode"

	"stillpoint/internal/chat"
)

// commandEvent makes a Command of a message that is one. In a group it must be
// addressed to this bot, or to nobody. What was forwarded is words, not orders.
// An anonymous admin's commands are an admin's, of no account; those of somebody
// who writes as a channel are nobody's. Ok says that the message is settled.
func (a *Adapter) commandEvent(ctx context.Context, u *update) (e chat.Event, ok bool) {
	m := u.Message
	if m.forwarded() {
		return nil, false
	}
	name, bot, args, ok := parseCommand(m.Text)
	if !ok {
		return nil, false
	}
	private := m.Chat.Type == "private"
	if self := a.self.Load(); bot != "" && !private && (self == nil || !strings.EqualFold(bot, self.Username)) {
		return nil, true
	}
	var by chat.Actor
	switch {
	case m.SenderChat != nil && m.SenderChat.ID == m.Chat.ID:
		by.Admin = true
	case m.SenderChat != nil || !m.From.person():
		return nil, true
	default:
		by = actor(m.From)
		by.Admin = !private && a.admins.has(ctx, a.api, m.Chat.ID, m.From.ID)
	}
	return chat.Command{
		Meta:    meta(u, m.Chat, m.topic(), by, unix(m.Date)),
		Message: messageID(m.ID), Name: name, Args: args,
	}, true
}

// parseCommand takes apart "/name@bot args". The name is as Telegram takes one,
// of Latin letters, digits and underscores, and comes back in lower case.
func parseCommand(s string) (name, bot, args string, ok bool) {
	rest, ok := strings.CutPrefix(s, "/")
	if !ok {
		return "", "", "", false
	}
	head := rest
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		head, args = rest[:i], strings.TrimSpace(rest[i:])
	}
	name, bot, addressed := strings.Cut(head, "@")
	if name == "" || len(name) > 64 || !word(name) || (addressed && (bot == "" || !word(bot))) {
		return "", "", "", false
	}
	return strings.ToLower(name), bot, args, true
}

func word(s string) bool {
	for _, r := range s {
		if r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return true
}
