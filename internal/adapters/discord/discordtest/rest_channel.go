package discordtest

import "time"

func (s *Server) getChannel(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"))
	if failed != nil {
		return nil, failed
	}
	return p.json(), nil
}

// editChannel renames, and archives or locks a thread.
func (s *Server) editChannel(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"))
	if failed != nil {
		return nil, failed
	}
	form := c.form()
	if p.kind == kindPrivate {
		return nil, errDMType.ours("is a private chat, which can't be changed")
	}
	need := "MANAGE_CHANNELS"
	if p.kind == kindThread {
		need = "MANAGE_THREADS"
	}
	own := p.kind == kindThread && p.owner == s.bot && !p.locked && !has(form, "locked")
	if failed := s.may(p, need); failed != nil && !own {
		return nil, failed
	}
	if name := stringOf(form["name"]); name != "" {
		p.name = name
	}
	archived, locked := p.archived, p.locked
	if has(form, "archived") {
		archived = boolOf(form["archived"])
	}
	if has(form, "locked") {
		locked = boolOf(form["locked"])
	}
	if p.archived && archived && !has(form, "locked") {
		return nil, errArchived
	}
	if p.kind == kindThread {
		s.archive(p, archived, locked)
	} else {
		s.tellChannel("UPDATE", p)
	}
	return p.json(), nil
}

func (s *Server) deleteChannel(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"))
	if failed != nil {
		return nil, failed
	}
	need := "MANAGE_CHANNELS"
	switch p.kind {
	case kindPrivate:
		return p.json(), nil // closes it in the bot's list, which nobody sees
	case kindThread:
		need = "MANAGE_THREADS"
	}
	if failed := s.may(p, need); failed != nil {
		return nil, failed
	}
	s.remove(p)
	return p.json(), nil
}

func (s *Server) threadFromMessage(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"), "CREATE_PUBLIC_THREADS", "READ_MESSAGE_HISTORY")
	if failed != nil {
		return nil, failed
	}
	if p.kind == kindPrivate {
		return nil, errDMType.ours("is a place where no thread can be")
	}
	if !p.threads() {
		return nil, errChannelType
	}
	m, failed := p.message(c.id("message_id"))
	if failed != nil {
		return nil, failed
	}
	if m.thread != nil {
		return nil, errThreadExists
	}
	t := s.newThread(p, s.bot, stringOf(c.form()["name"]), m)
	return created{t.json()}, nil
}

func (s *Server) threadInChannel(c *call) (any, *apiError) {
	p, failed := s.sighted(c.id("channel_id"))
	if failed == nil && !p.silent() {
		failed = s.may(p, "CREATE_PUBLIC_THREADS")
	}
	if failed != nil {
		return nil, failed
	}
	form := c.form()
	if p.silent() {
		return s.openForumPost(p, c)
	}
	if has(form, "message") {
		return nil, invalid(wrong("message", unknown, "is for a forum's posts"))
	}
	if !p.threads() {
		return nil, errDMType.ours("is a place where no thread can be")
	}
	if intOf(form["type"]) != kindThread {
		return nil, invalid(wrong("type", notChoice, "is not that of a public thread, the only kind that is simulated"))
	}
	return created{s.newThread(p, s.bot, stringOf(form["name"]), nil).json()}, nil
}

func (s *Server) typing(c *call) (any, *apiError) {
	p, failed := s.writable(c.id("channel_id"), nil, nil)
	if failed != nil {
		return nil, failed
	}
	p.typed = append(p.typed, time.Now())
	return nil, nil
}

func (s *Server) getGuild(c *call) (any, *apiError) {
	g, failed := s.guildOf(c.id("guild_id"))
	if failed != nil {
		return nil, failed
	}
	return g.json(), nil
}

func (s *Server) listChannels(c *call) (any, *apiError) {
	g, failed := s.guildOf(c.id("guild_id"))
	if failed != nil {
		return nil, failed
	}
	list := []any{}
	for _, p := range s.placesOf(g, false) {
		list = append(list, p.json())
	}
	return list, nil
}

func (s *Server) listThreads(c *call) (any, *apiError) {
	g, failed := s.guildOf(c.id("guild_id"))
	if failed != nil {
		return nil, failed
	}
	list := []any{}
	for _, p := range s.placesOf(g, true) {
		if s.may(p) == nil {
			list = append(list, p.json())
		}
	}
	return object{"threads": list, "members": []any{}, "has_more": false}, nil
}

func (s *Server) listRoles(c *call) (any, *apiError) {
	g, failed := s.guildOf(c.id("guild_id"))
	if failed != nil {
		return nil, failed
	}
	list := []any{}
	for _, r := range g.roles {
		list = append(list, r.json())
	}
	return list, nil
}

func (s *Server) getMember(c *call) (any, *apiError) {
	g, failed := s.guildOf(c.id("guild_id"))
	if failed != nil {
		return nil, failed
	}
	m := g.members[c.id("user_id")]
	switch {
	case s.accounts[c.id("user_id")] == nil:
		return nil, errUser
	case m == nil:
		return nil, errMember
	}
	return m.json(true), nil
}
