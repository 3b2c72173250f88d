package discordtest

import "slices"

// maxPins is how many messages of one channel can be pinned.
const maxPins = 250

// Pinned returns the ids of the messages that are pinned, oldest first.
func (c *Channel) Pinned() (ids []string) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, m := range c.place.pinned() {
		ids = append(ids, m.id.String())
	}
	return ids
}

func (p *place) pinned() (all []*message) {
	for _, m := range p.messages {
		if m.pinned && !m.deleted {
			all = append(all, m)
		}
	}
	return all
}

// pinnable finds the message that a request about a pin names. Managing messages
// isn't enough: pins have a permission of their own.
func (s *Server) pinnable(c *call) (*message, *apiError) {
	p, failed := s.sighted(c.id("channel_id"), "READ_MESSAGE_HISTORY", "PIN_MESSAGES")
	if failed != nil {
		return nil, failed
	}
	m, failed := p.message(c.id("message_id"))
	if failed == nil && m.pins {
		return nil, errSystem
	}
	return m, failed
}

// createPin pins a message. Discord says so in the channel, in the name of whoever
// pinned it.
func (s *Server) createPin(c *call) (any, *apiError) {
	m, failed := s.pinnable(c)
	switch {
	case failed != nil || m.pinned:
		return nil, failed
	case len(m.place.pinned()) >= maxPins:
		return nil, errPins
	}
	m.pinned = true
	s.change(m)
	said := s.newMessage(m.place, s.bot)
	said.pins, said.reference, said.replyTo = true, true, m
	s.post(said)
	return nil, nil
}

func (s *Server) deletePin(c *call) (any, *apiError) {
	m, failed := s.pinnable(c)
	if failed != nil || !m.pinned {
		return nil, failed
	}
	m.pinned = false
	s.change(m)
	return nil, nil
}

// Said returns what people and bots wrote in the channel, oldest first, without what
// Discord itself adds.
func (c *Channel) Said() []Seen {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	var all []Seen
	for _, m := range slices.Clone(c.messages) {
		if !m.deleted && m.only == nil && !m.pins {
			all = append(all, c.s.seen(m))
		}
	}
	return all
}
