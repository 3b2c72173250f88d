package telegramtest

func (s *Server) getChat(p params) (any, *apiError) {
	r, failed := s.target(p)
	if failed != nil {
		return nil, failed
	}
	if r.kind != "private" {
		if failed := r.reachable(); failed != nil {
			return nil, failed
		}
	}
	o := r.json()
	o["accent_color_id"], o["max_reaction_count"] = 0, 11
	gifts := object{}
	for _, kind := range []string{
		"unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels",
	} {
		gifts[kind] = r.kind == "private"
	}
	o["accepted_gift_types"] = gifts
	if r.kind != "private" {
		permissions := object{}
		for _, right := range memberRights {
			permissions[right] = !r.forbids[right]
		}
		o["permissions"] = permissions
	}
	return o, nil
}

// group resolves a group that the bot is in.
func (s *Server) group(p params) (*room, *apiError) {
	r, failed := s.target(p)
	if failed == nil && r.kind != "private" {
		failed = r.reachable()
	}
	return r, failed
}

func (s *Server) getChatMember(p params) (any, *apiError) {
	r, failed := s.group(p)
	if failed != nil {
		return nil, failed
	}
	a := s.accounts[p.num("user_id")]
	if a == nil {
		return nil, bad("member not found")
	}
	if r.kind == "private" {
		return member{account: a, status: "member"}.json(), nil
	}
	return r.member(a).json(), nil
}

func (s *Server) getChatAdministrators(p params) (any, *apiError) {
	r, failed := s.group(p)
	if failed != nil {
		return nil, failed
	}
	if r.kind == "private" {
		return nil, bad("there are no administrators in the private chat")
	}
	list := []object{}
	for _, m := range r.sortedMembers() {
		if m.admin() && (!m.account.bot || p.flag("return_bots")) {
			list = append(list, m.json())
		}
	}
	if r.bot.admin() {
		list = append(list, r.member(s.accounts[botID]).json())
	}
	return list, nil
}

func (s *Server) leaveChat(p params) (any, *apiError) {
	r, failed := s.group(p)
	if failed != nil {
		return nil, failed
	}
	if r.kind == "private" {
		return nil, bad("chat member status can't be changed in private chats")
	}
	old := r.bot
	r.bot.status = "left"
	s.changed(r, s.accounts[botID], old, r.bot)
	return true, nil
}
