package discord

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// A day in which every session is closed at once: less than half of the day's
// sessions are begun, and the bot serves soon after it is over.
func TestSessionStorms(t *testing.T) {
	for name, c := range map[string]struct {
		code   int
		after  time.Duration
		shards int
	}{
		"4009, at once":        {4009, 500 * time.Millisecond, 1},
		"4007, after a minute": {4007, time.Minute, 1},
		"4009, four shards":    {4009, 500 * time.Millisecond, 4},
		"4009, after an hour":  {4009, time.Hour, 1},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.knows(r.server.Person("ada"))
				r.server.Storm(c.code, c.after)
				r.run()
				for range 24 {
					r.pass(time.Hour)
				}
				if n := r.server.Identified(); n >= 500 {
					t.Errorf("%d sessions begun in a day", n)
				} else if n < 24*c.shards && c.after < time.Hour {
					t.Errorf("%d sessions begun in a day: it hardly tries", n)
				}
				r.server.Storm(0, 0)
				ada.Write("afterwards")
				r.pass(time.Duration(c.shards) * 10 * time.Minute)
				if got := r.in.bodies(); !slices.Equal(got, []string{"afterwards"}) {
					t.Errorf("texts %q", got)
				}
				if n := r.server.Connections(); n != c.shards {
					t.Errorf("%d connections", n)
				}
				if c.after < time.Hour && r.logged.lines("gateway sessions keep ending") == 0 {
					t.Error("the log says nothing")
				}
			}, discordtest.WithShards(c.shards), discordtest.KeepRequests(1000))
		})
	}
}

// With only the reserve left no session is begun until the day's count anew, and
// the bot says so.
func TestSessionReserve(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.server.Spend(920)
		r.run()
		r.pass(time.Hour)
		if n := r.server.Identified(); n != 920 || r.adapter.Ready() == nil {
			t.Errorf("%d begun, ready: %v", n, r.adapter.Ready())
		}
		if n := r.logged.lines("few gateway sessions are left"); n != 1 {
			t.Errorf("the log says so %d times", n)
		}
		r.pass(24 * time.Hour)
		if n := r.server.Connections(); n != 1 || r.adapter.Ready() != nil {
			t.Errorf("the next day: %d connections, %v", n, r.adapter.Ready())
		}
	})
	inBubble(t, func(r *rig) {
		r.server.Spend(600)
		r.run()
		if n := r.server.Connections(); n != 1 || r.logged.lines("more than half") != 1 {
			t.Errorf("%d connections; warned %d times", n, r.logged.lines("more than half"))
		}
	})
}

// What can't be begun is no beginning: however long Discord was out of reach, the
// bot is back as soon as it looks again, and says nothing of sessions that end.
func TestAnOutageSpendsNoSessions(t *testing.T) {
	for _, lasts := range []time.Duration{10 * time.Minute, 3 * time.Hour} {
		inBubble(t, func(r *rig) {
			ada := r.knows(r.server.Person("ada"))
			r.run()
			r.server.Down()
			r.pass(lasts)
			r.server.Up()
			ada.Write("back?")
			r.pass(lastWait + 15*time.Second)
			if got := r.in.bodies(); !slices.Equal(got, []string{"back?"}) || r.server.Connections() != 1 {
				t.Errorf("after %v: texts %q, %d connections", lasts, got, r.server.Connections())
			}
			if n := r.logged.lines("gateway sessions keep ending"); n > 0 {
				t.Errorf("after %v: %d lines say that sessions keep ending", lasts, n)
			}
		})
	}
}
