package discord

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// TestRolesOfAMember: what roles somebody has comes with each command and each press,
// and is told when it is asked. One that was taken from them, or deleted, counts no
// more from the next thing on that they do.
func TestRolesOfAMember(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		room, crew, keepers := g.Channel("room"), g.Role("crew"), g.Role("keepers")
		ada := r.server.Person("ada")
		g.Member(ada)
		r.run()
		post := r.send(chat.Message{
			To: encoded(room.ID()), Blocks: []chat.Block{chat.P("Who may?")},
			Actions: []chat.Action{{Label: "Go", Ref: chat.Ref{Verb: "go"}, Follow: chat.Alert}},
		})
		wants := func(when string, want ...string) {
			t.Helper()
			roles := chat.RolesOf(want...)
			m, err := r.adapter.Member(r.Context(), encoded(room.ID()), ada.ID())
			if err != nil || m != (chat.Membership{Member: true, Roles: roles}) {
				t.Errorf("%s: a member %+v, %v", when, m, err)
			}
			ada.In(room).Press(string(post.Message), "Go")
			r.pass(time.Second)
			all := r.in.seen()
			e, ok := all[len(all)-1].(chat.Pressed)
			if !ok || e.Actor.Roles != roles || e.Actor.Admin {
				t.Errorf("%s: pressed by %+v", when, e.Actor)
			}
			r.adapter.Answered(e.Answer)
		}
		wants("at first")
		crew.Give(ada)
		keepers.Give(ada)
		wants("given two", crew.ID(), keepers.ID())
		crew.Take(ada)
		wants("one was taken", keepers.ID())
		keepers.Delete()
		wants("the other was deleted")
	})
}

// TestManagerRoleStands: a role can stand beside the admins if it is there and isn't
// everybody's; where it is let use their commands is said.
func TestManagerRoleStands(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		room, keepers := g.Channel("room"), g.Role("keepers")
		r.run()
		for _, c := range []struct {
			role   string
			before func()
			none   bool
		}{
			{keepers.ID(), func() {}, false},
			{g.ID(), func() {}, true},
			{"4242", func() {}, true},
			{keepers.ID(), keepers.Delete, true},
		} {
			c.before()
			s, err := r.adapter.Inspect(r.Context(), encoded(room.ID()), chat.Need{Manager: c.role})
			if err != nil || s.NoManager != c.none || s.WhereManager == "" {
				t.Errorf("role %s: %+v, %v", c.role, s, err)
			}
		}
	})
}

// TestOpenToEverybody: whether all of a server read a channel follows from what
// everybody may there, not from what the bot may.
func TestOpenToEverybody(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		room := g.Channel("room")
		r.run()
		open := func(want bool) {
			t.Helper()
			s, err := r.adapter.Inspect(r.Context(), encoded(room.ID()), chat.Need{})
			if err != nil || s.Open != want {
				t.Errorf("open %v, %v, want %v", s.Open, err, want)
			}
		}
		open(true)
		room.Overwrite(g.ID(), nil, []string{"VIEW_CHANNEL"})
		room.Allow("VIEW_CHANNEL", "SEND_MESSAGES")
		open(false)
		room.Overwrite(g.ID(), []string{"VIEW_CHANNEL"}, nil)
		open(true)
	})
}
