package chattest

import "stillpoint/internal/chat"

// Channel is a community channel, seen from its server's or group's side.
type Channel struct {
	p    *Platform
	chat chat.Chat
}

// Channel returns the community channel of that name, of one server for all,
// with the bot in it; the same for the same name.
func (p *Platform) Channel(name string) *Channel {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := chat.Chat{Platform: p.name, ID: "#" + name}
	if p.rooms[c] == nil {
		p.addRoom(chat.Space{Chat: c, Title: name, Parent: "server"}, "", true)
	}
	return &Channel{p: p, chat: c}
}

// Chat returns the channel's chat.
func (c *Channel) Chat() chat.Chat { return c.chat }

// Add brings the bot into the channel; by is who did it.
func (c *Channel) Add(by *Person) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.open = true
		return chat.Joined{Meta: m}
	})
}

// Remove takes the bot out of it.
func (c *Channel) Remove(by *Person) {
	c.change(by, func(r *room, m chat.Meta) chat.Event {
		r.open = false
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

// Migrate gives the channel another id, as a group gets when it is upgraded,
// and returns it. Requests to the old one answer Moved.
func (c *Channel) Migrate(name string) *Channel {
	to := c.p.Channel(name)
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	c.p.rooms[c.chat].movedTo = to.chat
	return to
}

func (c *Channel) change(by *Person, f func(*room, chat.Meta) chat.Event) {
	c.p.mu.Lock()
	defer c.p.mu.Unlock()
	c.p.intake.add(f(c.p.rooms[c.chat], by.In(c).meta()))
}
