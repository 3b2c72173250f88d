package telegram

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"stillpoint/internal/chat"
)

// event makes an event of an update; nil for one that the core has no use for.
// At is when it happened, as far as that is known: Telegram doesn't date presses.
func (a *Adapter) event(ctx context.Context, u *update, at time.Time) chat.Event {
	switch {
	case u.Message != nil:
		return a.messageEvent(ctx, u)
	case u.Edited != nil:
		return a.editEvent(ctx, u)
	case u.Callback != nil:
		return a.pressEvent(ctx, u, at)
	case u.Member != nil:
		return a.memberEvent(ctx, u)
	}
	return nil
}

// meta is what an update's event carries. The id of the update is the event's.
func (a *Adapter) meta(u *update, c chatInfo, topic int64, by chat.Actor, at time.Time) chat.Meta {
	return chat.Meta{ID: strconv.FormatInt(u.ID, 10), Space: a.space(c, topic), Actor: by, At: at}
}

// space is a chat, or a topic of it, with its surroundings. A group is its own
// parent, and that of its topics. A topic is called by its own name once that was heard,
// and by its group's before; only a renaming tells for sure.
func (a *Adapter) space(c chatInfo, topic int64) chat.Space {
	if c.Type == "private" {
		return chat.Space{Chat: place{chat: c.ID}.encoded(), Private: true}
	}
	in := place{chat: c.ID, topic: topic}
	s := chat.Space{Chat: in.encoded(), Title: c.Title, Parent: place{chat: c.ID}.encoded().ID}
	if topic != 0 {
		heard := a.topics.called(in)
		s.Title, s.Guessed = cmp.Or(heard.name, c.Title), !heard.renamed
	}
	return s
}

func actor(u *user) chat.Actor {
	return chat.Actor{Account: strconv.FormatInt(u.ID, 10), Name: u.name(), Locale: u.Language}
}

func unix(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }

// topic is the forum topic that a message is in; 0 for General, and for none.
func (m *message) topic() int64 {
	if m.InTopic {
		return m.Topic
	}
	return 0
}

// replyTo is the message that one answers by the reply function. The first
// message of a topic is what everything in the topic formally replies to.
func (m *message) replyTo() chat.MessageID {
	if m.ReplyTo == nil || m.ReplyTo.TopicCreated != nil {
		return ""
	}
	return messageID(m.ReplyTo.ID)
}

// elsewhere reports whether a message is none that the bot serves: a channel's,
// or a business account's, or one from a chat that the bot is only a guest in.
func (m *message) elsewhere() bool {
	switch m.Chat.Type {
	case "private", "group", "supergroup":
		return m.Business != "" || m.Guest != ""
	}
	return true
}

// repliesToUs reports whether a message answers one of the bot's.
func (a *Adapter) repliesToUs(m *message) bool {
	self := a.self.Load()
	return self != nil && m.replyTo() != "" && m.ReplyTo.From != nil && m.ReplyTo.From.ID == self.ID
}

// messageEvent takes, in a private chat, everything; in a group, commands, and
// people's replies to the bot.
func (a *Adapter) messageEvent(ctx context.Context, u *update) chat.Event {
	m := u.Message
	if m.elsewhere() || m.AutoForwarded {
		return nil
	}
	a.topics.hear(m)
	if e, ok := a.noticeEvent(ctx, u); ok {
		return e
	}
	if e, ok := a.commandEvent(ctx, u); ok {
		return e
	}
	private := m.Chat.Type == "private"
	if !m.From.person() || m.SenderChat != nil || (!private && !a.repliesToUs(m)) {
		return nil
	}
	about := a.meta(u, m.Chat, m.topic(), actor(m.From), unix(m.Date))
	if m.Location != nil {
		if !private {
			return nil
		}
		return chat.Located{
			Meta: about, Message: messageID(m.ID),
			Latitude: m.Location.Latitude, Longitude: m.Location.Longitude,
		}
	}
	body, medium, ok := m.content()
	if !ok {
		return nil
	}
	if follows := m.Album != "" && a.albums.seen(m.Album); follows && medium != chat.Words {
		return nil // One picture of an album was spoken of already.
	}
	return chat.Text{
		Meta: about, Message: messageID(m.ID), Medium: medium, Body: body, File: a.fileOf(ctx, m),
		ReplyTo: m.replyTo(), Elsewhere: m.answersElsewhere(), Mention: !private,
	}
}

// answersElsewhere is the message in another chat that a message answers. Of a
// forum the chat is the group: its messages have ids of their own in all topics.
func (m *message) answersElsewhere() chat.Reference {
	e := m.External
	if e == nil || e.Chat == nil || e.ID == 0 {
		return chat.Reference{}
	}
	return chat.Reference{Chat: place{chat: e.Chat.ID}.encoded(), Message: messageID(e.ID)}
}

// content is what a message consists of; ok is false for a notice of Telegram's
// own, such as a pinned message.
func (m *message) content() (body string, medium chat.Medium, ok bool) {
	switch {
	case m.Text != "":
		return m.Text, chat.Words, true
	case m.Caption != "":
		return m.Caption, chat.Words, true
	case bool(m.Voice || m.VideoNote):
		return "", chat.Voice, true
	case bool(m.Photo || m.LivePhoto):
		return "", chat.Image, true
	case bool(m.Sticker):
		return "", chat.Sticker, true
	case m.Document != nil, bool(m.Animation || m.Audio || m.PaidMedia || m.Rich || m.Story || m.Video ||
		m.Checklist || m.Contact || m.Dice || m.Game || m.Poll || m.Venue):
		return "", chat.OtherMedium, true
	}
	return "", chat.Words, false
}

// editEvent takes edits of what people wrote; others, such as a place that
// moves, change no words. In a group it takes those of replies to the bot and of
// commands.
func (a *Adapter) editEvent(ctx context.Context, u *update) chat.Event {
	m := u.Edited
	if m.elsewhere() || !m.From.person() || m.SenderChat != nil {
		return nil
	}
	body, medium, ok := m.content()
	if !ok || medium != chat.Words || m.Location != nil {
		return nil
	}
	e := chat.Edited{
		Meta:    a.meta(u, m.Chat, m.topic(), actor(m.From), unix(max(m.EditDate, m.Date))),
		Message: messageID(m.ID), Body: body,
	}
	command, isCommand := a.commandOf(ctx, u, m)
	if c, ours := command.(chat.Command); ours {
		e.Actor.Admin = c.Actor.Admin
		e.Command, e.Args = c.Name, c.Args
		return e
	}
	if private := m.Chat.Type == "private"; isCommand || (!private && !a.repliesToUs(m)) {
		return nil
	}
	return e
}

// memberEvent takes what becomes of the bot's own membership: a person who
// blocks it, a group that adds, removes, silences or allows it, and a channel that adds
// it. Where a group lets its members add others, any of them can add the bot.
func (a *Adapter) memberEvent(ctx context.Context, u *update) chat.Event {
	c := u.Member
	by := chat.Actor{}
	if c.From.person() {
		by = actor(c.From)
	} else if c.Chat.Type == "private" {
		return nil
	}
	about := a.meta(u, c.Chat, 0, by, unix(c.Date))
	switch c.Chat.Type {
	case "private":
		if !c.New.in() {
			return chat.Left{Meta: about}
		}
		return chat.Allowed{Meta: about}
	case "channel":
		if about.Space.Announces = true; c.Old.in() || !c.New.in() || !c.From.person() {
			return nil
		}
		about.Actor.Admin = true
		return chat.Joined{Meta: about}
	case "group", "supergroup":
	default:
		return nil
	}
	about.Actor.Admin = true // Nobody else can do this.
	switch {
	case !c.New.in():
		return chat.Left{Meta: about}
	case !c.Old.in():
		if c.From.person() {
			about.Actor.Admin = a.admins.has(ctx, a.api, c.Chat.ID, c.From.ID)
		}
		joined := chat.Joined{Meta: about}
		if c.New.writes() {
			joined.Welcome = about.Space.Chat
		}
		return joined
	case !c.New.writes():
		return chat.Barred{Meta: about}
	case !c.Old.writes(), c.New.Status == "administrator":
		return chat.Allowed{Meta: about}
	}
	return nil // An admin no more, say: a member may be allowed as much, or not.
}
