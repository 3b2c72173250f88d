package discordtest

import (
	"encoding/json"
	"strconv"
	"time"
)

// identify starts a session, or says why not. With the server's lock held, as
// all in this file.
func (s *Server) identify(l *link, data json.RawMessage) {
	var d struct {
		Token      string
		Compress   bool
		Intents    *int
		Shard      *[2]int
		Properties map[string]any
	}
	now := time.Now()
	if json.Unmarshal(data, &d) != nil || d.Intents == nil || d.Properties == nil {
		s.violation("gateway identify", "lacks token, intents or properties")
		l.close(4002)
		return
	}
	shard, shards := 0, 1
	if d.Shard != nil {
		shard, shards = d.Shard[0], d.Shard[1]
	}
	group := shard % max(1, s.concurrency)
	s.gateway.starts = append(within(s.gateway.starts, now, 24*time.Hour), now)
	recent := within(s.gateway.recent[group], now, identifyWithin)
	switch {
	case l.trouble == SilentAfterHello:
	case l.session != nil:
		l.close(4005)
	case l.trouble == AuthenticationFailed, d.Token != "Bot "+token && d.Token != token:
		l.close(4004)
	case *d.Intents&^knownIntents != 0:
		s.violation("gateway identify", "intents: hold undefined bits")
		l.close(4013)
	case l.trouble == DisallowedIntents, *d.Intents&privilegedIntents != 0:
		l.close(4014)
	case shard < 0 || shards < 1 || shard >= shards:
		s.violation("gateway identify", "shard: is out of bounds")
		l.close(4010)
	case s.mustShard && shards < s.shards:
		l.close(4011)
	case l.trouble == ReconnectAfterHello:
		l.send(opReconnect, nil)
	case l.trouble == InvalidSession, len(recent) > 0:
		l.trouble = NoTrouble
		l.send(opInvalid, false)
	case len(s.gateway.starts) > startsADay:
		l.close(4004) // the token is reset
	default:
		s.gateway.recent[group] = append(recent, now)
		l.deflate = d.Compress
		s.start(l, Session{Shard: shard, Shards: shards, Intents: *d.Intents, Identified: now})
		s.storm(l)
	}
}

// start makes a session, and tells it what there is.
func (s *Server) start(l *link, as Session) {
	s.gateway.used++
	as.ID = "5e551014" + strconv.Itoa(1_000_000+s.gateway.used)
	one := &session{Session: as, link: l}
	l.session = one
	s.gateway.sessions = append(s.gateway.sessions, one)
	var guilds []*guild
	unavailable := []any{}
	for _, g := range s.guilds {
		if g.members[s.bot.id] != nil && int(uint64(g.id>>22)%uint64(as.Shards)) == as.Shard {
			guilds = append(guilds, g)
			unavailable = append(unavailable, object{"id": g.id, "unavailable": true})
		}
	}
	me := s.bot.json()
	defaults(me, "verified", true, "mfa_enabled", false, "email", nil)
	one.dispatch("READY", object{
		"v": 9, "user": me, "guilds": unavailable, "session_id": as.ID, "resume_gateway_url": s.GatewayURL(),
		"shard": [2]int{as.Shard, as.Shards}, "application": object{"id": s.app, "flags": 0}, "private_channels": []any{},
		"session_type": "normal", "relationships": []any{}, "presences": []any{}, "guild_join_requests": []any{},
		"user_settings": object{}, "_trace": []any{},
	})
	for _, g := range guilds {
		if !g.outage && as.Intents&intentGuilds != 0 {
			one.dispatch("GUILD_CREATE", s.guildCreate(g))
		}
	}
}

// resume sends what a session has missed, or says that it is over.
func (s *Server) resume(l *link, data json.RawMessage) {
	var d struct {
		Token     string
		SessionID string `json:"session_id"`
		Seq       int64
	}
	switch err := json.Unmarshal(data, &d); {
	case err != nil:
		s.violation("gateway resume", "lacks token, session_id or seq")
		l.close(4002)
		return
	case l.trouble == SilentAfterHello:
		return
	case l.trouble == AuthenticationFailed, d.Token != "Bot "+token && d.Token != token:
		l.close(4004)
		return
	case l.trouble == DisallowedIntents:
		l.close(4014)
		return
	case l.trouble == ReconnectAfterHello:
		l.send(opReconnect, nil)
		return
	case l.trouble == InvalidSession, l.trouble == InvalidResumable:
		l.send(opInvalid, l.trouble == InvalidResumable)
		l.trouble = NoTrouble
		return
	}
	one := s.resumable(d.SessionID, d.Seq)
	if one == nil {
		l.send(opInvalid, false)
		return
	}
	if d.Seq > one.Sequence {
		one.ended = true
		l.close(4007)
		return
	}
	if one.link != nil {
		one.link.cut()
	}
	one.link, l.session = l, one
	one.Resumed = append(one.Resumed, time.Now())
	for _, p := range one.log {
		if p.seq > d.Seq {
			l.push(p.body)
		}
	}
	one.dispatch("RESUMED", object{"_trace": []any{}})
}
