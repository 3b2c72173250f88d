package discord

import (
	"encoding/json"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// ready is READY, of which the library leaves out where to resume.
type ready struct {
	Session string      `json:"session_id"`
	Resume  string      `json:"resume_gateway_url"`
	Guilds  []guildInfo `json:"guilds"`
}

// take takes in one dispatch. They come in order; nothing more is read until it
// returns.
func (s *shard) take(e *discordgo.Event) {
	g := s.gateway
	s.mu.Lock()
	s.sequence = e.Sequence
	id := s.session + "." + strconv.FormatInt(e.Sequence, 10)
	s.mu.Unlock()
	switch e.Type {
	case "READY":
		s.ready(e.RawData)
	case "RESUMED":
		s.resumed()
	case "GUILD_CREATE", "GUILD_DELETE":
		s.guild(id, e)
	case "MESSAGE_DELETE_BULK":
		var d deletion
		if json.Unmarshal(e.RawData, &d) != nil {
			return
		}
		for _, m := range d.IDs {
			if u := g.adapter.deleted(d, m); u != nil {
				u.shard, u.sequence = s.id, e.Sequence
				g.intake.admit(u)
			}
		}
	case "INTERACTION_CREATE":
		var i interactionInfo
		if json.Unmarshal(e.RawData, &i) == nil && i.Type == discordgo.InteractionApplicationCommandAutocomplete {
			g.complete(&i)
			return
		}
		s.admit(e, id)
	default:
		s.admit(e, id)
	}
}

func (s *shard) admit(e *discordgo.Event, id string) {
	u, err := s.gateway.adapter.read(e.Type, id, e.RawData)
	if err != nil {
		s.gateway.adapter.log.Error("an event can't be read; it is passed over", "event", e.Type)
		return
	}
	if u != nil {
		u.shard, u.sequence = s.id, e.Sequence
		s.gateway.intake.admit(u)
	}
}

// resumed has all that was missed be taken in: what it was told before.
func (s *shard) resumed() {
	s.mu.Lock()
	first := s.taken
	s.taken = false
	s.mu.Unlock()
	if first && s.id == 0 {
		s.gateway.reporter.caught()
	}
}

// ready begins a new session. What was written before it, since the last one, has
// to be sought.
func (s *shard) ready(raw json.RawMessage) {
	var r ready
	if json.Unmarshal(raw, &r) != nil || r.Session == "" {
		s.gateway.adapter.log.Error("the gateway's READY can't be read")
		return
	}
	guilds := map[string]bool{}
	for _, g := range r.Guilds {
		guilds[g.ID] = true
	}
	s.mu.Lock()
	s.session, s.resume, s.guilds, s.taken = r.Session, r.Resume, guilds, false
	s.mu.Unlock()
	if s.id == 0 {
		s.gateway.missed()
	}
}

// guild takes note of a server that came or went. A server that is merely
// unavailable, for an outage of Discord's, did neither.
func (s *shard) guild(id string, e *discordgo.Event) {
	var g guildInfo
	if json.Unmarshal(e.RawData, &g) != nil || !isID(g.ID) || g.Unavailable {
		return
	}
	came := e.Type == "GUILD_CREATE"
	s.mu.Lock()
	was := s.guilds[g.ID]
	if came {
		s.guilds[g.ID] = true
	} else {
		delete(s.guilds, g.ID)
	}
	s.mu.Unlock()
	var u *arrival
	switch {
	case came && g.joins(was):
		u = s.gateway.adapter.guildJoined(id, g)
	case !came:
		u = guildLeft(id, g.ID)
	default:
		return
	}
	u.shard, u.sequence = s.id, e.Sequence
	s.gateway.intake.admit(u)
}
