package discord

import (
	"context"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// aboutGuild is what an event about a whole server carries. The id is of the
// packet that brought it, since Discord gives such events none.
func aboutGuild(id, guild, name string) chat.Meta {
	return chat.Meta{
		ID: "g" + id, At: time.Now().UTC(),
		Space: chat.Space{Chat: encoded(guild), Parent: guild, Title: name},
	}
}

// awayFor is how long after the bot was added to a server while it was away that is
// told.
const awayFor = 24 * time.Hour

// joins reports whether a server that came is one that the bot was added to: since the
// session began, or while it was away, a little before. Every other has only been
// loaded again.
func (g guildInfo) joins(known bool) bool {
	return !known || time.Since(g.Joined.Time) < awayFor
}

// guildJoined makes a Joined of a server that the bot was added to. Its id is the
// joining's, which a later connection may tell again. Discord doesn't tell who added
// the bot; to all it speaks in the system channel, if it may write there.
func (a *Adapter) guildJoined(id string, g guildInfo) *arrival {
	m := aboutGuild(id, g.ID, g.Name)
	if !g.Joined.IsZero() {
		m.ID = "joined " + g.ID + " " + strconv.FormatInt(g.Joined.UnixMicro(), 10)
	}
	return &arrival{queue: g.ID, at: m.At, event: func(ctx context.Context) chat.Event {
		return chat.Joined{Meta: m, Welcome: a.welcome(ctx, g)}
	}}
}

// welcome is the system channel of a server, if the bot may write there.
func (a *Adapter) welcome(ctx context.Context, g guildInfo) chat.Chat {
	me := a.self.Load()
	if me == nil || !isID(g.System) || a.looking.await(ctx) != nil {
		return chat.Chat{}
	}
	if s, err := a.look(ctx, g.System, me.User); err != nil || !s.writes() {
		return chat.Chat{}
	}
	return encoded(g.System)
}

// guildLeft makes a Left of a server that the bot was removed from.
func guildLeft(id, guild string) *arrival {
	m := aboutGuild(id, guild, "")
	return &arrival{queue: guild, at: m.At, event: func(context.Context) chat.Event { return chat.Left{Meta: m} }}
}

// aboutChannel is what an event about a channel carries.
func aboutChannel(id string, c discordgo.Channel) chat.Meta {
	return chat.Meta{
		ID: "g" + id, At: time.Now().UTC(),
		Space: chat.Space{Chat: encoded(c.ID), Parent: c.GuildID, Title: c.Name},
	}
}

// channelGone makes a Left of a channel or a thread that was deleted.
func (a *Adapter) channelGone(id string, c discordgo.Channel) *arrival {
	if !isID(c.ID) || c.GuildID == "" {
		return nil
	}
	a.reaches.drop(c.ID)
	a.names.drop(c.ID)
	m := aboutChannel(id, c)
	return &arrival{queue: c.ID, at: m.At, event: func(context.Context) chat.Event { return chat.Left{Meta: m} }}
}

// lookEvery is the pace at which changed channels are looked at: somebody may
// change hundreds at once.
const lookEvery = 250 * time.Millisecond

// channelChanged makes an Allowed or a Barred of a channel that was changed, if
// whether the bot may write there did, as far as is known. Of threads, which
// change whenever they fall asleep, only those count that the bot wrote in.
func (a *Adapter) channelChanged(id string, c discordgo.Channel) *arrival {
	if !isID(c.ID) || c.GuildID == "" {
		return nil
	}
	a.names.drop(c.ID)
	if _, known := a.reaches.get(c.ID); c.IsThread() && !known {
		return nil
	}
	m := aboutChannel(id, c)
	return &arrival{queue: c.ID, at: m.At, event: func(ctx context.Context) chat.Event {
		me := a.self.Load()
		if me == nil || a.looking.await(ctx) != nil {
			return nil
		}
		s, err := a.look(ctx, c.ID, me.User)
		writes := err == nil && s.writes()
		if err != nil && !says(err, discordgo.ErrCodeMissingAccess) {
			return nil
		}
		was, known := a.reaches.get(c.ID)
		a.reaches.put(c.ID, writes)
		switch {
		case known && was == writes:
			return nil
		case writes:
			return chat.Allowed{Meta: m}
		}
		return chat.Barred{Meta: m}
	}}
}

// roleChanged makes an Allowed of a server in which a role of the bot's was
// changed, and with which it may write. Where it may not, a sending will tell.
func (a *Adapter) roleChanged(id string, r discordgo.GuildRole) *arrival {
	if !isID(r.GuildID) || r.Role == nil {
		return nil
	}
	a.names.drop(r.Role.ID)
	return a.rolesChanged(id, r.GuildID, r.Role.ID)
}

// memberChanged does so where the bot was given a role, or lost one. Discord tells
// of its own roles without a privileged intent.
func (a *Adapter) memberChanged(id string, m discordgo.Member) *arrival {
	me := a.self.Load()
	if me == nil || m.User == nil || m.User.ID != me.User || !isID(m.GuildID) {
		return nil
	}
	return a.rolesChanged(id, m.GuildID, "")
}

// rolesChanged looks at the bot's permissions in a server; only, unless it is
// empty, if the bot has this role.
func (a *Adapter) rolesChanged(id, guild, only string) *arrival {
	m := aboutGuild(id, guild, "")
	return &arrival{queue: guild, at: m.At, event: func(ctx context.Context) chat.Event {
		me := a.self.Load()
		if me == nil || a.looking.await(ctx) != nil {
			return nil
		}
		self, err := a.member(ctx, guild, me.User)
		if err != nil || (only != "" && only != guild && !hasRole(&self, only)) {
			return nil
		}
		var g guildInfo
		if a.get(ctx, discordgo.EndpointGuild(guild), "guild "+guild, &g) != nil {
			return nil
		}
		const need = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages
		if inGuild(&g, &self)&need != need {
			return nil
		}
		m.Space.Title = g.Name
		return chat.Allowed{Meta: m}
	}}
}
