package chattest

import "stillpoint/internal/chat"

// homeServer is the server of the channels that name none.
const homeServer = "server"

// Channel is a community channel, or a thread, seen from its server's or group's
// side.
type Channel struct {
	p    *Platform
	chat chat.Chat
}

// Channel returns the community channel of that name, of one server for all,
// with the bot in it; the same for the same name.
func (p *Platform) Channel(name string) *Channel { return p.ChannelIn(homeServer, name) }

// ChannelIn returns the community channel of that name in a server, with the bot
// in it; the same for the same names.
func (p *Platform) ChannelIn(server, name string) *Channel {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := chat.Chat{Platform: p.name, ID: "#" + server + "/" + name}
	if server == homeServer {
		c.ID = "#" + name
	}
	if p.rooms[c] == nil {
		p.addRoom(chat.Space{Chat: c, Title: name, Parent: server}, "", true)
	}
	return &Channel{p: p, chat: c}
}

// Chat returns the channel's chat.
func (c *Channel) Chat() chat.Chat { return c.chat }

// Add brings the bot into the channel; by is who did it.
func (c *Channel) Add(by *Person) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.open = true
		return chat.Joined{Meta: m, Welcome: r.welcome()}
	})
}

// welcome is the channel, if the bot may write there.
func (r *room) welcome() chat.Chat {
	if r.lacks() != "" || r.closed || r.locked {
		return chat.Chat{}
	}
	return r.space.Chat
}

// Remove takes the bot out of it.
func (c *Channel) Remove(by *Person) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.open = false
		return chat.Left{Meta: m}
	})
}

// Delete takes the channel off the platform, for good.
func (c *Channel) Delete(by *Person) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.deleted = true
		return chat.Left{Meta: m}
	})
}

// Bar takes a permission from the bot.
func (c *Channel) Bar(by *Person, permission string) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.missing = permission
		return chat.Barred{Meta: m}
	})
}

// Allow gives it back.
func (c *Channel) Allow(by *Person) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.missing = ""
		return chat.Allowed{Meta: m}
	})
}

// Close closes a topic: the bot can't write there.
func (c *Channel) Close(by *Person) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.closed = true
		return chat.Barred{Meta: m}
	})
}

// Reopen opens it again.
func (c *Channel) Reopen(by *Person) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.closed = false
		return chat.Allowed{Meta: m}
	})
}

// Hide keeps the channel from a member's eyes.
func (c *Channel) Hide(from *Person) {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	c.p.rooms[c.chat].hidden[from.account] = true
}

// Reserve has not everybody in the server see the channel; who does is Hide's.
func (c *Channel) Reserve() *Channel {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	c.p.rooms[c.chat].reserved = true
	return c
}

// Be makes the channel one of another kind. Where messages have no place, what is
// sent is refused.
func (c *Channel) Be(kind chat.ChannelKind) *Channel {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	c.p.rooms[c.chat].kind = kind
	return c
}

// Blind keeps the channel from the bot's eyes, which is still told of commands and
// presses there; false shows it again.
func (c *Channel) Blind(on bool) *Channel {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	c.p.rooms[c.chat].unseen = on
	return c
}

// Rename gives the channel another name. The bot is told.
func (c *Channel) Rename(by *Person, title string) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.space.Title, m.Space.Title = title, title
		return chat.Renamed{Meta: m}
	})
}

// Migrate gives the channel another id, as a group gets when it is upgraded,
// and returns it. The bot is told; requests to the old one answer Moved.
func (c *Channel) Migrate(name string) *Channel {
	c.p.mu.Lock()
	parent := c.p.rooms[c.chat].space.Parent
	c.p.mu.Unlock()
	to := c.p.ChannelIn(parent, name)
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	old := c.p.rooms[c.chat]
	old.movedTo = to.chat
	c.p.intake.add(chat.Migrated{
		Meta: chat.Meta{ID: c.p.newSeq("e"), Space: old.space, At: c.p.now()},
		To:   to.chat,
	})
	return to
}

// change does something to the channel, of which the bot is told unless it isn't
// in the server.
func (c *Channel) change(by *Person, f func(*room, chat.Meta) chat.Event) {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	r := c.p.rooms[c.chat]
	if e := f(r, by.In(c).meta()); !c.p.server(r.space.Parent).away {
		c.p.intake.add(e)
	}
}
