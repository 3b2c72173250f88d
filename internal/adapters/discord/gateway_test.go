package discord

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

// What is written while the gateway is in trouble is taken in once, in order, and
// the bot is back by itself.
func TestGatewayTroubles(t *testing.T) {
	const beat = 10 * time.Second
	down := func(r *rig) {
		r.server.Down()
		r.pass(time.Minute)
	}
	for name, c := range map[string]struct {
		begin, after func(*rig)
		within       time.Duration
	}{
		"a cut connection":       {begin: func(r *rig) { r.server.CutGateway() }},
		"op 7":                   {begin: func(r *rig) { r.server.Reconnect() }},
		"op 9, resumable":        {begin: func(r *rig) { r.server.Invalidate(true) }},
		"op 9, not resumable":    {begin: func(r *rig) { r.server.Invalidate(false) }, within: 15 * time.Second},
		"a session that is lost": {begin: func(r *rig) { r.server.Expire(); r.server.CutGateway() }, within: 30 * time.Second},
		"a zombie":               {begin: func(r *rig) { r.server.Zombie() }, within: 3 * beat},
		"close code 4000":        {begin: func(r *rig) { r.server.CloseGateway(4000) }},
		"close code 4009":        {begin: func(r *rig) { r.server.CloseGateway(4009) }, within: 15 * time.Second},
		"Discord is away":        {begin: down, after: func(r *rig) { r.server.Up() }, within: time.Minute},
		"a socket without a byte": {begin: func(r *rig) {
			r.server.GatewayNext(discordtest.SilentSocket)
			r.server.CutGateway()
		}, within: time.Minute},
		"no Hello": {begin: func(r *rig) {
			r.server.GatewayNext(discordtest.SilentHello)
			r.server.CutGateway()
		}, within: time.Minute},
		"nothing after Hello": {begin: func(r *rig) {
			r.server.GatewayNext(discordtest.SilentAfterHello)
			r.server.CutGateway()
		}, within: time.Minute},
		"op 7 as the first packet": {begin: func(r *rig) {
			r.server.GatewayNext(discordtest.ReconnectFirst)
			r.server.CutGateway()
		}, within: 15 * time.Second},
		"op 7 instead of RESUMED": {begin: func(r *rig) {
			r.server.GatewayNext(discordtest.ReconnectAfterHello)
			r.server.CutGateway()
		}, within: 15 * time.Second},
		"op 9 instead of RESUMED": {begin: func(r *rig) {
			r.server.GatewayNext(discordtest.InvalidSession)
			r.server.CutGateway()
		}, within: 30 * time.Second},
		"op 9, resumable, instead of RESUMED": {begin: func(r *rig) {
			r.server.GatewayNext(discordtest.InvalidResumable)
			r.server.CutGateway()
		}, within: 30 * time.Second},
		"503, three times": {begin: func(r *rig) {
			r.server.GatewayNext(discordtest.Refused, discordtest.Refused, discordtest.Refused)
			r.server.CutGateway()
		}, within: 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.knows(r.server.Person("ada"))
				r.run()
				ada.Write("before")
				r.pass(time.Second)
				c.begin(r)
				ada.Write("meanwhile")
				if c.after != nil {
					c.after(r)
				}
				r.pass(max(c.within, 10*time.Second))
				ada.Write("after")
				r.pass(time.Second)
				if got, want := r.in.bodies(), []string{"before", "meanwhile", "after"}; !slices.Equal(got, want) {
					t.Errorf("texts %q, want %q\n%s", got, want, r.logged)
				}
				if n := r.server.Connections(); n != 1 {
					t.Errorf("%d connections, want 1", n)
				}
			}, discordtest.WithHeartbeat(beat))
		})
	}
}

// The library would try on for ever.
func TestFatalCloses(t *testing.T) {
	for code, says := range map[int]string{
		4004: "Reset Token", 4010: "shards", 4012: "newer version", 4013: "newer version", 4014: "Privileged Gateway Intents",
	} {
		t.Run(strconv.Itoa(code), func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ended := make(chan string, 1)
				go func() { ended <- r.ends() }()
				r.pass(time.Second)
				r.knows(r.server.Person("ada")).Write("in the middle")
				r.server.CloseGateway(code)
				if line := <-ended; !strings.Contains(line, strconv.Itoa(code)) || !strings.Contains(line, says) {
					t.Errorf("it ends with %q", line)
				}
			})
		})
	}
}

// Being caught up is told at least once a minute, and not while nothing is known.
func TestReports(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		r.pass(10 * time.Minute)
		if n := len(r.in.reports); n < 10 {
			t.Errorf("%d reports in ten minutes", n)
		}
		for i := 1; i < len(r.in.reports); i++ {
			if gap := r.in.reports[i].Sub(r.in.reports[i-1]); gap > time.Minute || gap <= 0 {
				t.Errorf("report %d is %v after the one before", i, gap)
			}
			if r.in.reports[i].After(r.in.told[i]) {
				t.Errorf("report %d tells of the future", i)
			}
		}
		was := r.in.reported()
		r.server.Down()
		r.pass(10 * time.Minute)
		if n := r.in.reported(); n > was+1 {
			t.Errorf("%d reports while Discord was away", n-was)
		}
		r.server.Up()
		r.pass(2 * time.Minute)
		if r.in.reported() < was+1 {
			t.Error("no report once Discord was back")
		}
	})
}

// A component that nobody knows makes the library forget the author, and the words.
func TestStrangePackets(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		r.server.StrangeComponents(ada)
		r.server.SendRaw([]byte(`{"op":0,"t":"MESSAGE_CREATE","s":999,"d":{"id":[],"author":7}}`))
		r.server.SendRaw([]byte(`{"op":0,"t":"MESSAGE_CREATE","s":999,"d":{"id":"1","channel_id":"1"}}`))
		r.server.SendRaw([]byte(`{"op":0,"t":"INTERACTION_CREATE","s":999,"d":{"id":"1","type":3}}`))
		r.server.SendRaw([]byte(`{"op":0,"t":"GUILD_CREATE","s":999,"d":[]}`))
		r.server.SendRaw([]byte(`{"op":0,"t":"NEVER_HEARD_OF","s":999,"d":{"a":1}}`))
		r.server.SendRaw([]byte(`{"op":77,"d":null}`))
		r.server.SendRaw([]byte(`no json`))
		ada.Write("words")
		r.pass(time.Second)
		if got := r.in.bodies(); !slices.Equal(got, []string{"strange", "words"}) {
			t.Errorf("texts %q\n%s", got, r.logged)
		}
		if r.logged.lines("panic") > 0 {
			t.Errorf("a panic:\n%s", r.logged)
		}
	})
}

func TestPanicsAreContained(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		r.in.handle = func(_ context.Context, e chat.Event, _ int) error {
			if e.(chat.Text).Body == private {
				panic(private)
			}
			return nil
		}
		ada.Write(private)
		ada.Write("next")
		r.pass(10 * time.Second)
		if got := r.in.bodies(); !slices.Equal(got, []string{private, private, private, "next"}) {
			t.Errorf("%d texts", len(got))
		}
	})
}

// Shards share one process; each server comes by its own, private chats by the
// first, and sessions begin no faster than Discord allows.
func TestShards(t *testing.T) {
	inBubble(t, func(r *rig) {
		var admins []*discordtest.Person
		ada := r.server.Person("ada")
		for i := range 6 {
			g := r.server.Guild("garden " + strconv.Itoa(i))
			g.Member(ada)
			admins = append(admins, ada.In(g.Channel("talk")))
		}
		r.run()
		r.pass(time.Minute)
		if n := r.server.Connections(); n != 4 {
			t.Fatalf("%d connections, want 4", n)
		}
		var starts []time.Time
		for _, s := range r.server.Sessions() {
			starts = append(starts, s.Identified)
			if s.Shards != 4 || s.Intents != int(intents) {
				t.Errorf("shard %d of %d with intents %b", s.Shard, s.Shards, s.Intents)
			}
		}
		if n := discordtest.Busiest(starts, 5*time.Second); n > 1 || len(starts) != 4 {
			t.Errorf("%d sessions, %d of them within five seconds", len(starts), n)
		}
		ada.Write("private")
		for _, a := range admins {
			a.Mention("public")
		}
		r.pass(time.Second)
		if n := len(r.in.bodies()); n != 7 {
			t.Errorf("%d texts, want 7: %q", n, r.in.bodies())
		}
	}, discordtest.WithShards(4))
}
