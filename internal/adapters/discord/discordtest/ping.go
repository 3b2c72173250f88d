package discordtest

import "slices"

// Ping is a message of the bot's that notified somebody.
type Ping struct {
	Message, Channel string
	Everyone         bool
	Users, Roles     []string
}

// Pings returns whom the bot's messages have notified so far.
func (s *Server) Pings() []Ping {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.pings)
}

// AllowRole lets messages name a role in allowed_mentions. Every other mention
// that a message allows fails the test.
func (s *Server) AllowRole(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.crew[parseID(id)] = true
}

// checkMentions asks every message for allowed_mentions that allow nobody but
// the roles that the test allows.
func (s *Server) checkMentions(path string, form object) *mismatch {
	path = join(path, "allowed_mentions")
	given, has := form["allowed_mentions"].(object)
	if !has {
		return wrong(path, required, "is missing, and every message needs it")
	}
	if parse, ok := given["parse"].([]any); !ok || len(parse) > 0 {
		return wrong(path+".parse", notChoice, "is not an empty list")
	}
	if len(listOf(given["users"])) > 0 {
		return wrong(path+".users", notChoice, "names people")
	}
	if boolOf(given["replied_user"]) {
		return wrong(path+".replied_user", notChoice, "notifies whoever is replied to")
	}
	for _, id := range listOf(given["roles"]) {
		if !s.crew[parseID(stringOf(id))] {
			return wrong(path+".roles", notChoice, "names a role that the test doesn't allow")
		}
	}
	return nil
}

// notify records whom a new message notifies, by Discord's rules.
func (s *Server) notify(m *message, form object) {
	given, limited := form["allowed_mentions"].(object)
	allows := func(kind string, id snowflake) bool {
		if !limited || slices.Contains(listOf(given["parse"]), any(kind)) {
			return true
		}
		return slices.ContainsFunc(listOf(given[kind]), func(v any) bool { return parseID(stringOf(v)) == id })
	}
	p := Ping{Message: m.id.String(), Channel: m.place.id.String()}
	m.tellAuthor = m.reference && (!limited || boolOf(given["replied_user"]))
	people, roles, everyone := s.mentions(m)
	broad := m.place.permissions(s.bot)&permissions["MENTION_EVERYONE"] != 0
	p.Everyone = everyone && broad && m.place.guild != nil && allows("everyone", 0)
	for _, a := range people {
		if a != s.bot && (allows("users", a.id) || m.tellAuthor && a == m.replyTo.author) {
			p.Users = append(p.Users, a.id.String())
		}
	}
	for _, id := range roles {
		if m.place.guild != nil && allows("roles", id) && (broad || m.place.guild.mentionable(id)) {
			p.Roles = append(p.Roles, id.String())
		}
	}
	if p.Everyone || len(p.Users)+len(p.Roles) > 0 {
		s.pings = append(s.pings, p)
	}
}

// mentionable reports whether everybody may mention a role.
func (g *guild) mentionable(id snowflake) bool {
	return slices.ContainsFunc(g.roles, func(r *role) bool { return r.id == id && r.mentionable })
}
