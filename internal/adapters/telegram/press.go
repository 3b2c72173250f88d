package telegram

import (
	"context"
	"time"

	"stillpoint/internal/chat"
)

// pressEvent makes a Pressed of a callback query. Under a message that can't be
// read any more (its date is 0) the button itself tells the topic.
func (a *Adapter) pressEvent(ctx context.Context, u *update, at time.Time) chat.Event {
	q := u.Callback
	if q.Message == nil || q.Message.elsewhere() || q.From == nil || q.From.ID == 0 {
		return nil
	}
	m := q.Message
	ref, topic := parseCallbackData(q.Data)
	if m.Date != 0 {
		topic = m.topic()
		a.topics.hear(m)
		if sent := unix(max(m.Date, m.EditDate)); at.Before(sent) {
			at = sent
		}
	}
	var by chat.Actor
	switch {
	case q.From.ID == anonymousAdmin && m.Chat.Type != "private":
		by.Admin = a.admins.anonymous(ctx, a.api, m.Chat.ID)
	case !q.From.person():
		return nil
	default:
		by = actor(q.From)
		by.Admin = m.Chat.Type != "private" && a.admins.has(ctx, a.api, m.Chat.ID, q.From.ID)
	}
	about := a.meta(u, m.Chat, topic, by, at)
	about.Answer = q.ID
	return chat.Pressed{Meta: about, Message: messageID(m.ID), Action: ref}
}
