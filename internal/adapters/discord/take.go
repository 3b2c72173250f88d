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
	case "GUILD_CREATE", "GUILD_DELETE":
		s.guild(id, e.Type == "GUILD_CREATE", e.RawData)
	case "MESSAGE_DELETE_BULK":
		var d deletion
		if json.Unmarshal(e.RawData, &d) != nil {
			return
		}
		for _, m := range d.IDs {
			if u := g.adapter.deleted(d, m); u != nil {
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
		s.gateway.intake.admit(u)
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
	s.session, s.resume, s.guilds = r.Session, r.Resume, guilds
	s.mu.Unlock()
	if s.id == 0 {
		s.gateway.missed()
	}
}

// guild takes note of a server that came or went. A server that is merely
// unavailable, for an outage of Discord's, did neither.
func (s *shard) guild(id string, came bool, raw json.RawMessage) {
	var g guildInfo
	if json.Unmarshal(raw, &g) != nil || !isID(g.ID) || g.Unavailable {
		return
	}
	s.mu.Lock()
	was := s.guilds[g.ID]
	if came {
		s.guilds[g.ID] = true
	} else {
		delete(s.guilds, g.ID)
	}
	s.mu.Unlock()
	switch {
	case came && g.joins(was):
		s.gateway.intake.admit(s.gateway.adapter.guildJoined(id, g))
	case !came:
		s.gateway.intake.admit(guildLeft(id, g.ID))
	}
}
