package telegramtest

// Pinned returns the ids of the group's messages that are pinned, oldest first.
func (g *Group) Pinned() (ids []int) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, m := range g.room.messages {
		if m.pinned && !m.deleted {
			ids = append(ids, m.id)
		}
	}
	return ids
}

// PromoteWithout makes the bot an admin that lacks some rights, by their official
// names.
func (g *Group) PromoteWithout(by *User, rights ...string) {
	g.bot(by, member{status: "administrator", lacks: rights})
}

// pinner resolves the group of a request about a pin. That members may pin is no help
// to a bot: it must be an administrator with that right.
func (s *Server) pinner(p params) (*room, *apiError) {
	r, failed := s.target(p)
	if failed == nil {
		failed = r.reachable()
	}
	if failed == nil && r.kind != "private" && (!r.bot.admin() || contains(r.bot.lacks, "can_pin_messages")) {
		failed = bad("not enough rights to manage pinned messages in the chat")
	}
	return r, failed
}

// pinChatMessage pins a message, of which a line in the group tells. A bot that pins
// what nobody has to see at once leaves the members alone.
func (s *Server) pinChatMessage(p params) (any, *apiError) {
	r, failed := s.pinner(p)
	if failed != nil {
		return nil, failed
	}
	m := r.find(int(p.num("message_id")))
	switch {
	case m == nil || m.text == "" && m.media == nil:
		return nil, bad("message to pin not found")
	case !p.flag("disable_notification"):
		return nil, bad("MESSAGE_ID_INVALID").ours("disable_notification", "is not true: everybody would be notified")
	case m.pinned:
		return nil, bad("CHAT_NOT_MODIFIED")
	}
	m.pinned = true
	s.post(r, nil, &message{from: s.accounts[botID], thread: m.thread, inTopic: m.inTopic, extra: object{"pinned_message": m.json(s, true)}})
	return true, nil
}

// unpinChatMessage takes the pin from the message that is named.
func (s *Server) unpinChatMessage(p params) (any, *apiError) {
	r, failed := s.pinner(p)
	if failed != nil {
		return nil, failed
	}
	if p.num("message_id") == 0 {
		return nil, bad("message to unpin not found").ours("message_id", "is missing: the latest pin may be somebody else's")
	}
	m := r.find(int(p.num("message_id")))
	if m == nil || !m.pinned {
		return nil, bad("message to unpin not found")
	}
	m.pinned = false
	return true, nil
}
