package discordtest

import (
	"slices"
	"time"
)

// Guild is a server of Discord's, seen by its owner. What the owner does becomes
// events.
type Guild struct {
	s *Server
	*guild
}

// Guild returns the guild of that name, and makes it if there is none: with the
// bot in it, and with the permissions that members usually have.
func (s *Server) Guild(name string) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.guilds {
		if g.name == name {
			return &Guild{s, g}
		}
	}
	g := &guild{id: s.newID(), name: name, members: map[snowflake]*member{}, owner: s.newAccount("owner of " + name)}
	g.roles = []*role{{id: g.id, name: "@everyone", permissions: everyone}}
	g.members[g.owner.id] = &member{account: g.owner, joined: time.Now()}
	s.guilds = append(s.guilds, g)
	s.invite(g)
	if len(s.requests) == 0 { // The bot was there long before the test.
		g.joined = g.joined.AddDate(0, -1, 0)
	}
	s.dispatch("GUILD_CREATE", intentGuilds, g, s.guildCreate(g))
	return &Guild{s, g}
}

// SystemChannel makes a channel the one in which Discord says who joined.
func (g *Guild) SystemChannel(c *Channel) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.system = c.place
}

// ID is the guild's.
func (g *Guild) ID() string { return g.id.String() }

// Channel returns the guild's text channel of that name, and makes it if need be.
func (g *Guild) Channel(name string) *Channel {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, p := range g.s.placesOf(g.guild, false) {
		if p.name == name {
			return &Channel{g.s, p}
		}
	}
	return &Channel{g.s, g.newChannel(kindText, name)}
}

// ChannelOf makes a channel of a type by its official name, such as GUILD_FORUM.
func (g *Guild) ChannelOf(kind, name string) *Channel {
	g.s.tb.Helper()
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	k, ok := kinds[kind]
	if !ok {
		g.s.tb.Fatalf("discordtest: there is no type of channel %q", kind)
	}
	return &Channel{g.s, g.newChannel(k, name)}
}

func (g *Guild) newChannel(kind int, name string) *place {
	p := g.s.newPlace(kind, name, g.guild)
	g.s.tellChannel("CREATE", p)
	return p
}

// Role returns the guild's role of that name, and makes it if need be.
func (g *Guild) Role(name string) *Role {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	had := len(g.roles)
	r := g.s.role(g.guild, name)
	if len(g.roles) > had {
		g.s.tellRole("CREATE", g.guild, r)
	}
	return &Role{g.s, g.guild, r}
}

// Member has a person join, and gives them permissions beside everyone's.
func (g *Guild) Member(p *Person, names ...string) {
	g.s.tb.Helper()
	bits := g.s.bits(names)
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	m := g.s.join(g.guild, p.account)
	if bits != 0 {
		r := g.s.role(g.guild, "role of "+p.account.name)
		r.permissions = bits
		m.roles = []snowflake{r.id}
	}
}

// join makes an account a member.
func (s *Server) join(g *guild, a *account) *member {
	if g.members[a.id] == nil {
		g.members[a.id] = &member{account: a, joined: time.Now()}
		a.joined = true
	}
	return g.members[a.id]
}

// Remove has a person leave.
func (g *Guild) Remove(p *Person) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	delete(g.members, p.account.id)
}

// Crowd adds members without names.
func (g *Guild) Crowd(members int) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.crowd = members
}

// Kick throws the bot out.
func (g *Guild) Kick() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.kick(g.guild)
}

func (s *Server) kick(g *guild) {
	delete(g.members, s.bot.id)
	g.roles = slices.DeleteFunc(g.roles, func(r *role) bool { return r.managed })
	s.dispatch("GUILD_DELETE", intentGuilds, g, object{"id": g.id})
}

// Invite takes the bot in again.
func (g *Guild) Invite() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.invite(g.guild)
	g.s.dispatch("GUILD_CREATE", intentGuilds, g.guild, g.s.guildCreate(g.guild))
}

// Outage makes the guild unavailable, as when Discord itself is in trouble.
func (g *Guild) Outage() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.outage = true
	g.s.dispatch("GUILD_DELETE", intentGuilds, g.guild, object{"id": g.id, "unavailable": true})
}

// Restore ends an outage.
func (g *Guild) Restore() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.outage = false
	g.s.dispatch("GUILD_CREATE", intentGuilds, g.guild, g.s.guildCreate(g.guild))
}

// Allow gives everyone in the guild, and so the bot, permissions.
func (g *Guild) Allow(names ...string) { g.change(names, nil) }

// Deny takes permissions from everyone in the guild, and so from the bot.
func (g *Guild) Deny(names ...string) { g.change(nil, names) }

func (g *Guild) change(allow, deny []string) {
	g.s.tb.Helper()
	on, off := g.s.bits(allow), g.s.bits(deny)
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	r := g.roles[0]
	r.permissions = r.permissions&^off | on
	g.s.tellRole("UPDATE", g.guild, r)
}

// AllowBot gives the bot's own role permissions, such as ADMINISTRATOR.
func (g *Guild) AllowBot(names ...string) {
	g.s.tb.Helper()
	bits := g.s.bits(names)
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	r := g.s.role(g.guild, botName)
	r.permissions |= bits
	g.s.tellRole("UPDATE", g.guild, r)
}

func (s *Server) tellRole(what string, g *guild, r *role) {
	data := object{"guild_id": g.id, "role": r.json()}
	if what == "DELETE" {
		data = object{"guild_id": g.id, "role_id": r.id}
	}
	s.dispatch("GUILD_ROLE_"+what, intentGuilds, g, data)
}

// Role is a role of a guild's.
type Role struct {
	s     *Server
	guild *guild
	role  *role
}

// ID is the role's.
func (r *Role) ID() string { return r.role.id.String() }

// Give gives a member the role.
func (r *Role) Give(p *Person) {
	r.s.mu.Lock()
	defer r.s.mu.Unlock()
	m := r.s.join(r.guild, p.account)
	if !m.has(r.role) {
		m.roles = append(m.roles, r.role.id)
	}
}

// Take takes the role from a member.
func (r *Role) Take(p *Person) {
	r.s.mu.Lock()
	defer r.s.mu.Unlock()
	m := r.guild.members[p.account.id]
	m.roles = slices.DeleteFunc(m.roles, func(id snowflake) bool { return id == r.role.id })
}

// Mentionable has everybody be allowed to mention the role.
func (r *Role) Mentionable() {
	r.s.mu.Lock()
	defer r.s.mu.Unlock()
	r.role.mentionable = true
	r.s.tellRole("UPDATE", r.guild, r.role)
}

// Delete takes the role from everybody.
func (r *Role) Delete() {
	r.s.mu.Lock()
	defer r.s.mu.Unlock()
	r.guild.roles = slices.DeleteFunc(r.guild.roles, func(o *role) bool { return o == r.role })
	for _, m := range r.guild.members {
		m.roles = slices.DeleteFunc(m.roles, func(id snowflake) bool { return id == r.role.id })
	}
	r.s.tellRole("DELETE", r.guild, r.role)
}
