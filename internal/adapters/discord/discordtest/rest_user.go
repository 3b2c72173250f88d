package discordtest

func (s *Server) getGateway(*call) (any, *apiError) {
	return object{"url": s.GatewayURL()}, nil
}

func (s *Server) getGatewayBot(*call) (any, *apiError) {
	return object{
		"url": s.GatewayURL(), "shards": s.shards, "session_start_limit": s.gateway.startLimit(s.concurrency),
	}, nil
}

func (s *Server) getMe(*call) (any, *apiError) {
	me := s.bot.json()
	defaults(me, "verified", true, "mfa_enabled", false, "locale", "en-US", "premium_type", 0, "email", nil)
	return me, nil
}

// openPrivate returns the chat with a person, the same one each time. Whether
// they take messages shows only when one is sent.
func (s *Server) openPrivate(c *call) (any, *apiError) {
	id := parseID(stringOf(c.form()["recipient_id"]))
	a := s.accounts[id]
	switch {
	case a == s.bot:
		return nil, errSelfDM
	case a == nil:
		return nil, invalid(wrong("recipient_id", notChoice, "is nobody")).world()
	}
	s.opened = append(s.opened, id)
	return s.privateChat(a).json(), nil
}

// world takes back that a fault is the bot's.
func (e *apiError) world() *apiError {
	c := *e
	c.fault = ""
	return &c
}

// Opened returns the people to whom the bot opened a private chat by request,
// in order; often, if it asked often.
func (s *Server) Opened() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, id := range s.opened {
		all = append(all, id.String())
	}
	return all
}

func (s *Server) listGuilds(*call) (any, *apiError) {
	list := []any{}
	for _, g := range s.guilds {
		if g.members[s.bot.id] != nil {
			list = append(list, object{
				"id": g.id, "name": g.name, "icon": nil, "banner": nil, "owner": false, "features": []any{},
				"permissions": permissionString(g.permissions(s.bot)),
			})
		}
	}
	return list, nil
}

func (s *Server) leaveGuild(c *call) (any, *apiError) {
	g, failed := s.guildOf(c.id("guild_id"))
	if failed != nil {
		return nil, failed
	}
	s.kick(g)
	return nil, nil
}

func (s *Server) getApplication(*call) (any, *apiError) {
	return object{
		"id": s.app, "name": botName, "icon": nil, "description": "", "type": nil, "bot_public": true,
		"bot_require_code_grant": false, "verify_key": "00", "flags": 0, "flags_new": "0", "owner": s.bot.json(), "team": nil,
		"bot": s.bot.json(), "summary": "", "redirect_uris": []any{}, "interactions_endpoint_url": nil,
		"role_connections_verification_url": nil, "approximate_guild_count": len(s.guilds),
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0, "integration_types_config": object{"0": object{}, "1": object{}},
		"event_webhooks_status": 1, "eligible_oauth2_scopes": []any{}, "explicit_content_filter": 0,
	}, nil
}
