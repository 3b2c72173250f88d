package telegram

import (
	"context"

	"stillpoint/internal/chat"
)

// noticeEvent takes Telegram's own notices in a group: that it has another id
// from now on, that it or a topic has another name, and that a topic is closed, or
// open again. All bots get them, whatever they may read. Ok says that the
// message needs no more. The new group's notice of the old one says nothing more;
// and of the General topic a notice would seem to be about the whole group.
func (a *Adapter) noticeEvent(ctx context.Context, u *update) (e chat.Event, ok bool) {
	m := u.Message
	if m.Chat.Type == "private" {
		return nil, false
	}
	var by chat.Actor
	if m.From.person() {
		by = actor(m.From)
	}
	topic := place{chat: m.Chat.ID, topic: m.topic()}
	about := a.meta(u, m.Chat, topic.topic, by, unix(m.Date))
	switch {
	case m.MigrateTo != 0:
		about.Actor.Admin = true // Its owner alone can do this.
		return chat.Migrated{Meta: about, To: place{chat: m.MigrateTo}.encoded()}, true
	case m.NewTitle != "":
		about.Space = a.space(chatInfo{ID: m.Chat.ID, Type: m.Chat.Type, Title: m.NewTitle}, 0)
		return chat.Renamed{Meta: about}, true
	case m.TopicEdited != nil:
		if topic.topic == 0 || m.TopicEdited.Name == "" {
			return nil, true // General is called by its group's name; else the icon changed.
		}
		return chat.Renamed{Meta: about}, true
	case bool(!m.TopicClosed && !m.TopicReopened):
		return nil, false
	}
	a.topics.note(topic, bool(m.TopicClosed))
	switch {
	case topic.topic == 0:
		return nil, true
	case bool(m.TopicReopened):
		return chat.Allowed{Meta: about}, true
	}
	if self := a.self.Load(); self != nil && a.admins.of(ctx, a.api, m.Chat.ID)[self.ID].managesTopics() {
		return nil, true // It may go on writing there.
	}
	return chat.Barred{Meta: about}, true
}
