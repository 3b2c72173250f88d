package discordtest

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestIdentify goes through what an identification can meet.
func TestIdentify(t *testing.T) {
	for name, c := range map[string]struct {
		opts    []Option
		trouble Trouble
		send    func(*client)
		code    int
	}{
		"nothing first":        {nil, 0, func(c *client) { c.send(opPresence, object{}) }, 4003},
		"no such opcode":       {[]Option{Tolerant()}, 0, func(c *client) { c.send(99, nil) }, 4001},
		"wrong token":          {nil, 0, func(c *client) { c.send(opIdentify, object{"token": "x", "intents": 1, "properties": object{}}) }, 4004},
		"authentication fails": {nil, AuthenticationFailed, func(c *client) { c.identify(usual, 0, 1) }, 4004},
		"no intents":           {[]Option{Tolerant()}, 0, func(c *client) { c.send(opIdentify, object{"token": token, "properties": object{}}) }, 4002},
		"undefined intents":    {[]Option{Tolerant()}, 0, func(c *client) { c.identify(1<<18, 0, 1) }, 4013},
		"message content":      {nil, 0, func(c *client) { c.identify(usual|1<<15, 0, 1) }, 4014},
		"disallowed":           {nil, DisallowedIntents, func(c *client) { c.identify(usual, 0, 1) }, 4014},
		"shard out of bounds":  {[]Option{Tolerant()}, 0, func(c *client) { c.identify(usual, 2, 2) }, 4010},
		"too few shards":       {[]Option{WithShards(2), RequireShards()}, 0, func(c *client) { c.identify(usual, 0, 1) }, 4011},
		"twice": {nil, 0, func(c *client) {
			c.identify(usual, 0, 1)
			c.identify(usual, 0, 1)
		}, 4005},
		"too much": {nil, 0, func(c *client) {
			for range packetsAMinute {
				c.send(opHeartbeat, nil)
				c.want(opAck)
			}
			c.send(opHeartbeat, nil)
		}, 4008},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := New(t, append(c.opts, InMemory())...)
				s.GatewayNext(c.trouble)
				g := connect(t, s)
				g.want(opHello)
				c.send(g)
				if got := g.closed(); got != c.code {
					t.Errorf("closed with %d, want %d", got, c.code)
				}
			})
		})
	}
}

func TestReady(t *testing.T) {
	s := New(t)
	g := s.Guild("g")
	g.Crowd(5000)
	g.Channel("general").Thread("talk")
	c := connect(t, s)
	if got := intOf(c.want(opHello).object()["heartbeat_interval"]); got != 41250 {
		t.Errorf("heartbeat_interval %d", got)
	}
	c.identify(usual, 0, 1)
	ready := c.event("READY").object()
	if objectOf(ready["user"])["id"] != s.BotID() || objectOf(ready["application"])["id"] != s.Application() ||
		ready["resume_gateway_url"] != s.GatewayURL() || len(listOf(ready["guilds"])) != 1 {
		t.Errorf("ready: %v", ready)
	}
	created := c.event("GUILD_CREATE").object()
	if intOf(created["member_count"]) != 5002 || len(listOf(created["members"])) != 1 ||
		len(listOf(created["channels"])) != 1 || len(listOf(created["threads"])) != 1 {
		t.Errorf("guild: %v", created)
	}
	c.send(opHeartbeat, c.seq)
	c.want(opAck)
	got := s.Sessions()
	if len(got) != 1 || !got[0].Connected || got[0].Intents != usual || len(got[0].Heartbeats) != 1 || got[0].Sequence != 2 {
		t.Errorf("sessions: %+v", got)
	}
}

// TestEvents checks what a bot is told of a guild, by intents.
func TestEvents(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, c *client) {
		g := s.Guild("g")
		ch := g.Channel("general")
		ada := s.Person("ada").In(ch)
		id := ada.Write("words")
		ada.Edit(id, "other words")
		ada.Touch(id)
		ada.Delete(id)
		hidden := g.Channel("hidden")
		hidden.Deny("VIEW_CHANNEL")
		s.Person("ada").In(hidden).Write("words")
		ch.Rename("lounge")
		r := g.Role("readers")
		g.Deny("EMBED_LINKS")
		r.Delete()
		th := ch.Thread("talk")
		th.Archive()
		th.Delete()
		ch.Delete()
		g.Outage()
		g.Restore()
		g.Kick()
		g.Invite()
		want := []string{
			"GUILD_CREATE", "CHANNEL_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_UPDATE", "MESSAGE_DELETE",
			"CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_UPDATE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE",
			"GUILD_ROLE_DELETE", "THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "CHANNEL_DELETE",
			"GUILD_DELETE", "GUILD_CREATE", "GUILD_DELETE", "GUILD_CREATE", "MESSAGE_CREATE",
		}
		s.Person("eve").Write("the end")
		var got []string
		for range want {
			p := c.want(opDispatch)
			got = append(got, p.Type)
			if o := p.object(); p.Type == "MESSAGE_CREATE" && o["guild_id"] != nil && o["content"] != "" {
				t.Errorf("content without the intent: %v", o)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("told %v\nwant %v", got, want)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory())
		c := online(t, s, intentPrivate)
		ada := s.Person("ada").In(s.Guild("g").Channel("general"))
		ada.Mention("hello")
		s.Person("ada").Write("private")
		if p := c.want(opDispatch); p.Type != "MESSAGE_CREATE" || p.object()["content"] != "private" {
			t.Errorf("told %s without its intent", p.Type)
		}
	})
}

func TestShards(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, _ *client) {
		var guilds []*Guild
		var channels []*Channel
		for i := range 4 {
			guilds = append(guilds, s.Guild("g"+long(i)))
			channels = append(channels, guilds[i].Channel("general"))
			time.Sleep(time.Millisecond)
		}
		time.Sleep(identifyWithin)
		var shards []*client
		for i := range 2 {
			c := connect(t, s)
			c.want(opHello)
			c.identify(usual, i, 2)
			c.event("READY")
			shards = append(shards, c)
			time.Sleep(identifyWithin)
		}
		for i, g := range guilds {
			shard := int(uint64(g.id>>22) % 2)
			text := "<@" + s.BotID() + "> " + long(i+1)
			s.Person("ada").In(channels[i]).Write(text)
			if got := shards[shard].event("MESSAGE_CREATE").object(); got["content"] != text {
				t.Errorf("shard %d is told %v", shard, got)
			}
		}
		s.Person("ada").Write("private")
		if got := shards[0].event("MESSAGE_CREATE").object(); got["content"] != "private" {
			t.Errorf("the first shard is told %v", got)
		}
	})
}

// TestConcurrency checks that sessions may start only so often.
func TestConcurrency(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, _ *client) {
		c := connect(t, s)
		c.want(opHello)
		c.identify(usual, 0, 1)
		if p := c.want(opInvalid); string(p.Data) != "false" {
			t.Errorf("told %s", p.Data)
		}
		time.Sleep(identifyWithin)
		c.identify(usual, 0, 1)
		c.event("READY")
	})
}

// TestResume goes through the ways to lose a connection, and what a resume
// brings back of what was written meanwhile.
func TestResume(t *testing.T) {
	for name, c := range map[string]struct {
		lose    func(*Server, *client)
		resumes bool
	}{
		"cut":                  {func(s *Server, _ *client) { s.CutGateway() }, true},
		"closed with 4000":     {func(s *Server, c *client) { s.CloseGateway(4000); c.closed() }, true},
		"closed with 4009":     {func(s *Server, c *client) { s.CloseGateway(4009); c.closed() }, false},
		"asked to reconnect":   {func(s *Server, c *client) { s.Reconnect(); c.want(opReconnect) }, true},
		"invalid":              {func(s *Server, c *client) { s.Invalidate(false); c.want(opInvalid) }, false},
		"invalid, resumable":   {func(s *Server, c *client) { s.Invalidate(true); c.want(opInvalid) }, true},
		"down":                 {func(s *Server, _ *client) { s.Down(); s.Up() }, true},
		"forgotten":            {func(s *Server, _ *client) { s.CutGateway(); s.Expire() }, false},
		"too late":             {func(s *Server, _ *client) { s.CutGateway(); time.Sleep(4 * time.Minute) }, false},
		"zombie":               {func(s *Server, _ *client) { s.Zombie() }, true},
		"left by the bot":      {func(_ *Server, c *client) { c.leave(1000) }, false},
		"left to come again":   {func(_ *Server, c *client) { c.leave(4999) }, true},
		"a wrong sequence":     {func(s *Server, c *client) { s.CutGateway(); c.seq += 100 }, false},
		"the heartbeat stops":  {func(_ *Server, c *client) { c.closed() }, false},
		"resume invalid":       {func(s *Server, _ *client) { s.CutGateway(); s.GatewayNext(InvalidSession) }, false},
		"resume, another time": {func(s *Server, _ *client) { s.CutGateway(); s.GatewayNext(ReconnectAfterHello) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *Server, old *client) {
				ada := s.Person("ada")
				ada.Write("before")
				old.event("MESSAGE_CREATE")
				c.lose(s, old)
				synctest.Wait()
				ada.Write("meanwhile")
				again := connect(t, s)
				again.want(opHello)
				again.resume(old.id, old.seq)
				if !c.resumes {
					if p, err := again.next(); err == nil && p.Op != opInvalid && p.Op != opReconnect {
						t.Errorf("told %+v", p)
					}
					return
				}
				if got := again.event("MESSAGE_CREATE").object(); got["content"] != "meanwhile" {
					t.Errorf("told %v", got)
				}
				again.event("RESUMED")
				ada.Write("after")
				if got := again.event("MESSAGE_CREATE").object(); got["content"] != "after" {
					t.Errorf("told %v", got)
				}
				if got := s.Sessions(); len(got) != 1 || len(got[0].Resumed) != 1 {
					t.Errorf("sessions: %+v", got)
				}
			})
		})
	}
}
