package discord

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// arrival is something that came and waits for its turn in its chat.
type arrival struct {
	queue   string // the channel, or the server, within which order is kept
	private bool   // it came in a private chat
	message string // of a text: its id
	at      time.Time
	// shard and sequence are where it came in the gateway; zero for what was read.
	shard    int
	sequence int64
	// event makes the event; nil means that it is of no use to the core. It may
	// ask Discord for what the event lacks.
	event func(context.Context) chat.Event
	// ix is what must be acknowledged; nil for nothing.
	ix *interaction
	// done is called once it is done with; nil for nothing.
	done func()
}

// read makes an arrival of a gateway event; nil of one that is of no use.
func (a *Adapter) read(kind, id string, raw json.RawMessage) (*arrival, error) {
	switch kind {
	case "MESSAGE_CREATE":
		return readInto(raw, a.written)
	case "MESSAGE_UPDATE":
		return readInto(raw, a.edited)
	case "MESSAGE_DELETE":
		return readInto(raw, func(d deletion) *arrival { return a.deleted(d, d.ID) })
	case "INTERACTION_CREATE":
		return readInto(raw, a.interacted)
	case "CHANNEL_DELETE", "THREAD_DELETE":
		return readInto(raw, func(c discordgo.Channel) *arrival { return a.channelGone(id, c) })
	case "CHANNEL_UPDATE", "THREAD_UPDATE":
		return readInto(raw, func(c discordgo.Channel) *arrival { return a.channelChanged(id, c) })
	case "GUILD_ROLE_UPDATE":
		return readInto(raw, func(r discordgo.GuildRole) *arrival { return a.roleChanged(id, r) })
	case "GUILD_MEMBER_UPDATE":
		return readInto(raw, func(m discordgo.Member) *arrival { return a.memberChanged(id, m) })
	}
	return nil, nil
}

func readInto[T any](raw json.RawMessage, f func(T) *arrival) (*arrival, error) {
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, errUnreadable
	}
	return f(v), nil
}

// written makes a Text of a message: of what a person wrote in private, or what
// mentions the bot in a server.
func (a *Adapter) written(m messageInfo) *arrival {
	me := a.self.Load()
	if me == nil || !m.person() || m.Author.ID == me.User || !isID(m.ID) || !isID(m.Channel) {
		return nil
	}
	if m.Guild != "" && !m.mentions(me.User) {
		return nil
	}
	if m.Guild == "" {
		a.privates.know(m.Author.ID, m.Channel)
	}
	at := a.live
	if m.old {
		at = a.past
	}
	written := at(born(m.ID))
	return &arrival{
		queue: m.Channel, private: m.Guild == "", message: m.ID, at: written,
		event: func(ctx context.Context) chat.Event {
			body := a.readable(ctx, &m, me.User)
			t := chat.Text{
				Meta:    a.metaOf(&m, m.ID, written),
				Message: chat.MessageID(m.ID), Body: body, ReplyTo: m.replyTo(), Mention: m.Guild != "",
			}
			if body == "" {
				t.Medium = m.medium()
				if m.Guild != "" && len(m.Attachments)+len(m.Stickers) == 0 {
					t.Medium = chat.Words // The mention alone.
				}
			}
			return t
		},
	}
}

// edited makes an Edited of a message whose text was changed. Discord also tells
// of updates that no person made, as when a link gets its preview.
func (a *Adapter) edited(m messageInfo) *arrival {
	me := a.self.Load()
	if me == nil || m.EditedAt == nil || !m.person() || m.Author.ID == me.User || !isID(m.ID) || !isID(m.Channel) {
		return nil
	}
	if m.Guild != "" && !m.mentions(me.User) {
		return nil // What it says now isn't told.
	}
	at := a.live(m.EditedAt.Time)
	return &arrival{
		queue: m.Channel, private: m.Guild == "", at: at,
		event: func(ctx context.Context) chat.Event {
			return chat.Edited{
				Meta:    a.metaOf(&m, "e"+m.ID+"."+strconv.FormatInt(at.UnixMicro(), 36), at),
				Message: chat.MessageID(m.ID), Body: a.readable(ctx, &m, me.User),
			}
		},
	}
}

// deletion is a message that was taken away, or many at once, for which the library
// has two types, one of them a whole message.
type deletion struct {
	ID      string   `json:"id"`
	IDs     []string `json:"ids"` // of many at once
	Channel string   `json:"channel_id"`
	Guild   string   `json:"guild_id"`
}

// deleted makes a Deleted of a message that was taken away. Discord tells neither
// whose it was nor when; in a private chat it is taken for the person's, and the
// core knows its own.
func (a *Adapter) deleted(d deletion, id string) *arrival {
	if !isID(id) || !isID(d.Channel) {
		return nil
	}
	at := time.Now().UTC()
	return &arrival{
		queue: d.Channel, private: d.Guild == "", at: at,
		event: func(ctx context.Context) chat.Event {
			e := chat.Deleted{
				Meta: chat.Meta{
					ID: "d" + id, At: at,
					Space: chat.Space{Chat: encoded(d.Channel), Private: d.Guild == "", Parent: d.Guild},
				},
				Message: chat.MessageID(id),
			}
			if d.Guild == "" {
				if e.Actor.Account = a.accountIn(ctx, d.Channel); e.Actor.Account == "" {
					return nil
				}
			}
			return e
		},
	}
}

// metaOf is what every event about a message carries.
func (a *Adapter) metaOf(m *messageInfo, id string, at time.Time) chat.Meta {
	name := m.Author.DisplayName()
	if m.Member != nil && m.Member.Nick != "" {
		name = m.Member.Nick
	}
	return chat.Meta{
		ID:    id,
		Space: chat.Space{Chat: encoded(m.Channel), Private: m.Guild == "", Parent: m.Guild},
		Actor: chat.Actor{Account: m.Author.ID, Name: name},
		At:    at,
	}
}
