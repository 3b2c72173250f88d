package discordtest

import (
	"maps"
	"slices"
	"time"
)

// The kinds of channels, by their official numbers.
const (
	kindText     = 0
	kindPrivate  = 1
	kindVoice    = 2
	kindAnnounce = 5
	kindThread   = 11
	kindStage    = 13
	kindForum    = 15
	kindMedia    = 16
)

// kinds are those of a guild's channels, by the official names of their types.
var kinds = map[string]int{
	"GUILD_TEXT": kindText, "GUILD_VOICE": kindVoice, "GUILD_ANNOUNCEMENT": kindAnnounce,
	"GUILD_STAGE_VOICE": kindStage, "GUILD_FORUM": kindForum, "GUILD_MEDIA": kindMedia,
}

// silent reports whether nobody can write in a channel itself, but in its posts.
func (p *place) silent() bool { return p.kind == kindForum || p.kind == kindMedia }

// forumTag sorts a forum's posts; one that is moderated is set by those who manage
// threads.
type forumTag struct {
	id        snowflake
	name      string
	moderated bool
}

// threads reports whether a message there can have a thread.
func (p *place) threads() bool { return p.kind == kindText || p.kind == kindAnnounce }

// place is a channel of any kind: a guild's, a thread, or a private chat.
type place struct {
	id         snowflake
	kind       int
	name       string
	guild      *guild   // nil for private chats
	parent     *place   // of a thread
	owner      *account // whose private chat; who started the thread
	overwrites map[snowflake]overwrite
	messages   []*message // oldest first; deleted and ephemeral ones too
	byID       map[snowflake]*message
	deleted    bool

	tags      []forumTag // of a forum
	tagNeeded bool       // each of its posts must have one
	applied   []snowflake
	announced []time.Time // messages that were published, of the last hour

	archived, locked bool
	archivedAt       time.Time
	typed            []time.Time // when the bot was seen typing
}

// newPlace makes a channel. With the lock held.
func (s *Server) newPlace(kind int, name string, g *guild) *place {
	p := &place{
		id: s.newID(), kind: kind, name: name, guild: g,
		overwrites: map[snowflake]overwrite{}, byID: map[snowflake]*message{},
	}
	s.places[p.id] = p
	return p
}

// place returns a channel that the bot may know of: of a guild it must be in.
func (s *Server) place(id snowflake) (*place, *apiError) {
	p := s.places[id]
	if p == nil || p.deleted {
		return nil, errChannel
	}
	if p.guild != nil && (p.guild.members[s.bot.id] == nil || p.guild.outage) {
		return nil, errAccess
	}
	return p, nil
}

// sighted is place, for channels that the bot can see.
func (s *Server) sighted(id snowflake, names ...string) (*place, *apiError) {
	p, failed := s.place(id)
	if failed == nil {
		failed = s.may(p, names...)
	}
	return p, failed
}

// json is the channel as the bot gets it.
func (p *place) json() object {
	o := object{"id": p.id, "type": p.kind, "flags": 0, "last_message_id": nil}
	if n := len(p.messages); n > 0 {
		o["last_message_id"] = p.messages[n-1].id
	}
	switch p.kind {
	case kindPrivate:
		o["recipients"] = []any{p.owner.json()}
		return o
	case kindThread:
		o["parent_id"], o["owner_id"] = p.parent.id, p.owner.id
		o["message_count"], o["total_message_sent"], o["member_count"] = len(p.messages), len(p.messages), 1
		o["thread_metadata"] = object{
			"archived": p.archived, "locked": p.locked, "auto_archive_duration": 1440,
			"archive_timestamp": stamp(p.archivedAt), "create_timestamp": stamp(p.id.at()),
		}
		if p.applied != nil {
			o["applied_tags"] = p.applied
		}
	default:
		overwrites := []any{}
		for _, id := range slices.Sorted(maps.Keys(p.overwrites)) {
			w := p.overwrites[id]
			kind := 0
			if w.member {
				kind = 1
			}
			overwrites = append(overwrites, object{
				"id": id, "type": kind, "allow": permissionString(w.allow), "deny": permissionString(w.deny),
			})
		}
		o["permission_overwrites"], o["position"], o["parent_id"], o["topic"] = overwrites, 0, nil, nil
		o["nsfw"] = false
		if p.silent() {
			p.describePosts(o)
		}
	}
	o["guild_id"], o["name"], o["rate_limit_per_user"] = p.guild.id, p.name, 0
	return o
}

// tellChannel dispatches a change of a channel or thread.
func (s *Server) tellChannel(what string, p *place) {
	kind := "CHANNEL_"
	if p.kind == kindThread {
		kind = "THREAD_"
	}
	data := p.json()
	if kind+what == "THREAD_CREATE" {
		data["newly_created"] = true
	}
	if kind+what == "THREAD_DELETE" {
		data = object{"id": p.id, "guild_id": p.guild.id, "parent_id": p.parent.id, "type": p.kind}
	}
	s.dispatch(kind+what, intentGuilds, p.guild, data)
}

// newThread starts a thread. From a message it takes the message's id.
func (s *Server) newThread(in *place, by *account, name string, from *message) *place {
	t := s.newPlace(kindThread, name, in.guild)
	if from != nil {
		delete(s.places, t.id)
		t.id = from.id
		s.places[t.id] = t
		from.thread = t
	}
	t.parent, t.owner, t.archivedAt = in, by, time.Now()
	s.tellChannel("CREATE", t)
	return t
}

// remove deletes a channel and its threads.
func (s *Server) remove(p *place) {
	p.deleted = true
	for _, t := range s.places {
		if t.parent == p {
			t.deleted = true
		}
	}
	s.tellChannel("DELETE", p)
}

// archive opens or closes a thread.
func (s *Server) archive(p *place, archived, locked bool) {
	if p.archived != archived {
		p.archivedAt = time.Now()
	}
	p.archived, p.locked = archived, locked
	s.tellChannel("UPDATE", p)
}
