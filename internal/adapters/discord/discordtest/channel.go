package discordtest

import "slices"

// Channel is a text channel or a thread, seen by the guild's owner.
type Channel struct {
	s *Server
	*place
}

// Channel returns the channel or thread with that id; without one it ends the
// test.
func (s *Server) Channel(id string) *Channel {
	s.tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.places[parseID(id)]
	if p == nil {
		s.tb.Fatalf("discordtest: no channel %s", id)
	}
	return &Channel{s, p}
}

// ID is the channel's.
func (c *Channel) ID() string { return c.id.String() }

// Name is the channel's.
func (c *Channel) Name() string {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.name
}

// Rename gives it another name.
func (c *Channel) Rename(name string) { c.change(func() { c.name = name }) }

// Deny takes permissions from the bot in this channel.
func (c *Channel) Deny(names ...string) {
	c.s.tb.Helper()
	bits := c.s.bits(names)
	c.change(func() {
		o := c.overwrites[c.s.bot.id]
		c.overwrites[c.s.bot.id] = overwrite{member: true, allow: o.allow &^ bits, deny: o.deny | bits}
	})
}

// Allow gives the bot permissions in this channel, whatever was denied.
func (c *Channel) Allow(names ...string) {
	c.s.tb.Helper()
	bits := c.s.bits(names)
	c.change(func() {
		o := c.overwrites[c.s.bot.id]
		c.overwrites[c.s.bot.id] = overwrite{member: true, allow: o.allow | bits, deny: o.deny &^ bits}
	})
}

// Overwrite sets what a role or a person may and may not in this channel.
func (c *Channel) Overwrite(id string, allow, deny []string) {
	c.s.tb.Helper()
	on, off := c.s.bits(allow), c.s.bits(deny)
	c.change(func() {
		of := parseID(id)
		c.overwrites[of] = overwrite{member: c.s.accounts[of] != nil, allow: on, deny: off}
	})
}

func (c *Channel) change(what func()) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	what()
	c.s.tellChannel("UPDATE", c.place)
}

// Delete deletes the channel or thread.
func (c *Channel) Delete() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.remove(c.place)
}

// Thread has the owner start a thread.
func (c *Channel) Thread(name string) *Channel {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return &Channel{c.s, c.s.newThread(c.place, c.guild.owner, name, nil)}
}

// Threads returns the channel's threads, archived ones too, oldest first.
func (c *Channel) Threads() []*Channel {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	var all []*Channel
	for _, p := range c.s.places {
		if p.parent == c.place && !p.deleted {
			all = append(all, &Channel{c.s, p})
		}
	}
	slices.SortFunc(all, func(a, b *Channel) int { return int(int64(a.id) - int64(b.id)) })
	return all
}

// Archive closes a thread; whoever writes in it opens it again.
func (c *Channel) Archive() { c.set(true, c.locked) }

// Unarchive opens it.
func (c *Channel) Unarchive() { c.set(false, c.locked) }

// Lock archives a thread so that only moderators can open it.
func (c *Channel) Lock() { c.set(true, true) }

// Unlock takes the lock away, and opens the thread.
func (c *Channel) Unlock() { c.set(false, false) }

func (c *Channel) set(archived, locked bool) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.archive(c.place, archived, locked)
}

// Publish has the owner publish a message of an announcement channel, which may be
// edited three times an hour from then on.
func (c *Channel) Publish(id string) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if m := c.byID[parseID(id)]; m != nil && c.kind == kindAnnounce {
		m.published = true
		c.s.change(m)
	}
}

// Messages returns what everybody in the channel sees, oldest first.
func (c *Channel) Messages() []Seen {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	var all []Seen
	for _, m := range c.messages {
		if !m.deleted && m.only == nil {
			all = append(all, c.s.seen(m))
		}
	}
	return all
}

// Typed returns how often the bot was seen typing.
func (c *Channel) Typed() int {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return len(c.typed)
}
