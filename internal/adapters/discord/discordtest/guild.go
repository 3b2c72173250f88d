package discordtest

import (
	"slices"
	"time"
)

// guild is a server with its members and channels.
type guild struct {
	id      snowflake
	name    string
	owner   *account
	roles   []*role // the first is everyone's, and has the guild's id
	members map[snowflake]*member
	crowd   int // members that nobody knows by name
	outage  bool
	blocked []string  // words that AutoMod keeps from being written
	joined  time.Time // the bot
	system  *place    // where Discord itself says who joined
}

func (g *guild) systemChannel() any {
	if g.system == nil || g.system.deleted {
		return nil
	}
	return g.system.id
}

type role struct {
	id          snowflake
	name        string
	permissions uint64
	managed     bool
	mentionable bool
}

type member struct {
	account *account
	roles   []snowflake
	joined  time.Time
}

func (m *member) has(r *role) bool { return slices.Contains(m.roles, r.id) }

func (r *role) json() object {
	return object{
		"id": r.id, "name": r.name, "permissions": permissionString(r.permissions), "color": 0, "hoist": false,
		"position": 0, "managed": r.managed, "mentionable": r.mentionable, "icon": nil, "unicode_emoji": nil, "flags": 0,
		"description": nil, "colors": object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
	}
}

// json is the member as the bot gets it; nested in a message or an interaction
// without its user, as Discord does in messages.
func (m *member) json(withUser bool) object {
	o := object{
		"roles": m.roles, "nick": nil, "avatar": nil, "banner": nil, "joined_at": stamp(m.joined), "premium_since": nil,
		"deaf": false, "mute": false, "pending": false, "flags": 0, "communication_disabled_until": nil,
	}
	if m.roles == nil {
		o["roles"] = []any{}
	}
	if withUser {
		o["user"] = m.account.json()
	}
	return o
}

// json is the guild as REST gives it.
func (g *guild) json() object {
	roles := []any{}
	for _, r := range g.roles {
		roles = append(roles, r.json())
	}
	return object{
		"id": g.id, "name": g.name, "owner_id": g.owner.id, "roles": roles, "icon": nil, "splash": nil, "banner": nil,
		"discovery_splash": nil, "home_header": nil, "description": nil, "region": "", "afk_channel_id": nil,
		"afk_timeout": 300, "widget_enabled": false, "widget_channel_id": nil, "verification_level": 1,
		"default_message_notifications": 1, "mfa_level": 0, "explicit_content_filter": 0, "features": []any{},
		"emojis": []any{}, "stickers": []any{}, "premium_tier": 0, "premium_subscription_count": 0,
		"premium_progress_bar_enabled": false, "system_channel_id": g.systemChannel(), "system_channel_flags": 0,
		"rules_channel_id": nil, "public_updates_channel_id": nil, "safety_alerts_channel_id": nil,
		"preferred_locale": "en-US", "vanity_url_code": nil, "nsfw": false, "nsfw_level": 0, "application_id": nil,
		"max_members": 500000, "max_presences": nil, "max_video_channel_users": 25,
		"max_stage_video_channel_users": 50, "incidents_data": nil,
	}
}

// placesOf returns the guild's channels or its open threads, oldest first.
func (s *Server) placesOf(g *guild, threads bool) []*place {
	var all []*place
	for _, p := range s.places {
		if p.guild == g && !p.deleted && (p.kind == kindThread) == threads && !(threads && p.archived) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b *place) int { return int(int64(a.id) - int64(b.id)) })
	return all
}

// guildCreate is the guild as GUILD_CREATE tells it: of the members only the bot,
// because the bot may not know the others.
func (s *Server) guildCreate(g *guild) object {
	o := g.json()
	channels, threads := []any{}, []any{}
	for _, p := range s.placesOf(g, false) {
		channels = append(channels, p.json())
	}
	for _, p := range s.placesOf(g, true) {
		threads = append(threads, p.json())
	}
	o["channels"], o["threads"], o["presences"] = channels, threads, []any{}
	o["members"] = []any{g.members[s.bot.id].json(true)}
	o["member_count"], o["large"] = len(g.members)+g.crowd, len(g.members)+g.crowd > 250
	o["joined_at"], o["unavailable"] = stamp(g.joined), false
	o["voice_states"], o["stage_instances"], o["guild_scheduled_events"] = []any{}, []any{}, []any{}
	return o
}

// guildOf returns a guild that the bot is in.
func (s *Server) guildOf(id snowflake) (*guild, *apiError) {
	for _, g := range s.guilds {
		if g.id == id && g.members[s.bot.id] != nil {
			return g, nil
		}
	}
	return nil, errGuild
}

// invite puts the bot into a guild, with a role of its own.
func (s *Server) invite(g *guild) {
	own := s.role(g, botName)
	own.managed = true
	g.members[s.bot.id] = &member{account: s.bot, roles: []snowflake{own.id}, joined: time.Now()}
	g.joined = time.Now()
}

// role returns the guild's role of that name, and makes it if need be.
func (s *Server) role(g *guild, name string) *role {
	for _, r := range g.roles {
		if r.name == name {
			return r
		}
	}
	r := &role{id: s.newID(), name: name}
	g.roles = append(g.roles, r)
	return r
}
