package telegram

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// What is missing in a group is named as Telegram names it, with where to grant it.
func TestInspect(t *testing.T) {
	texts, photos := "can_send_messages", "can_send_photos"
	for name, c := range map[string]struct {
		does    func(g *telegramtest.Group, ada *telegramtest.User)
		missing []string
		where   string
		fails   chat.SendKind // -1 for not
	}{
		"nothing": {func(*telegramtest.Group, *telegramtest.User) {}, nil, inPermissions, -1},
		"texts": {func(g *telegramtest.Group, _ *telegramtest.User) { g.Forbid(texts) },
			[]string{"Send text messages"}, inPermissions, -1},
		"both": {func(g *telegramtest.Group, _ *telegramtest.User) { g.Forbid(texts, photos) },
			[]string{"Send text messages", "Send photos"}, inPermissions, -1},
		"both, of members": {func(g *telegramtest.Group, ada *telegramtest.User) { g.Forbid(texts, photos); g.Promote(ada) },
			nil, inPermissions, -1},
		"both, for the bot alone": {func(g *telegramtest.Group, ada *telegramtest.User) { g.Restrict(ada) },
			[]string{"Send text messages", "Send photos"}, inExceptions, -1},
		"one that doesn't matter": {func(g *telegramtest.Group, _ *telegramtest.User) { g.Forbid("can_pin_messages") },
			nil, inPermissions, -1},
		"the bot itself":  {func(g *telegramtest.Group, ada *telegramtest.User) { g.Remove(ada) }, nil, "", chat.Gone},
		"the group's id":  {func(g *telegramtest.Group, ada *telegramtest.User) { g.Migrate(ada) }, nil, "", chat.Moved},
		"nothing, before": {func(g *telegramtest.Group, _ *telegramtest.User) { g.Forbid(texts); g.Permit(texts) }, nil, inPermissions, -1},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				g := r.server.Group("walkers")
				at := place{chat: g.ID()}.encoded()
				c.does(g, r.server.User("ada"))
				s, err := r.adapter.Inspect(r.Context(), at, chat.Need{Threads: true, PingRole: "7"})
				if c.fails >= 0 {
					if chat.KindOf(err) != c.fails {
						r.Errorf("%v, want %v", err, c.fails)
					}
					return
				}
				if err != nil || !slices.Equal(s.Missing, c.missing) || s.Where != c.where {
					r.Errorf("missing %q in %q, %v; want %q in %q", s.Missing, s.Where, err, c.missing, c.where)
				}
				if s.Space != (chat.Space{Chat: at, Title: "walkers", Parent: at.ID}) {
					r.Errorf("in %+v", s.Space)
				}
			})
		})
	}
}

// A closed topic is known by the notice, by the refusal of a message, and no
// more once one is shown there again; one that is deleted is gone.
func TestInspectATopic(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		g := r.server.Forum("walkers")
		topic := g.Topic(ada, "Questions")
		at := place{chat: g.ID(), topic: int64(topic.ID())}.encoded()
		closed := func(what string, want bool) {
			r.Helper()
			s, err := r.adapter.Inspect(r.Context(), at, chat.Need{})
			if err != nil || s.Space.Chat != at || (len(s.Missing) == 1 && s.Where == inTopicMenu) != want {
				r.Errorf("%s: %+v, %v", what, s, err)
			}
		}
		closed("open", false)
		topic.Close(ada) // Unheard: nothing runs.
		if failed := r.fails(said(at, "hello")); failed.Kind != chat.NotAllowed || failed.Missing != openTopic {
			r.Errorf("in a closed topic: %+v", failed)
		}
		closed("by the refusal", true)
		g.Promote(ada)
		closed("for an admin", false)
		r.send(said(at, "hello"))
		g.Allow(ada)
		closed("after a message", false)
		r.run()
		closed("by the notice", true)
		topic.Reopen(ada)
		r.pass(5 * time.Second)
		closed("reopened", false)
		topic.Delete()
		if _, err := r.adapter.Inspect(r.Context(), at, chat.Need{}); chat.KindOf(err) != chat.Gone {
			r.Errorf("deleted: %v, want gone", err)
		}
	})
}

func TestMembers(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Supergroup("walkers")
		at := place{chat: g.ID()}.encoded()
		owner, hidden, bob, eve := r.server.User("owner"), r.server.User("hidden"), r.server.User("bob"), r.server.User("eve")
		g.MakeCreator(owner)
		g.MakeAnonymousAdmin(hidden)
		bob.In(g)
		g.Leave(eve)
		admin := chat.Membership{Member: true, Admin: true}
		for account, want := range map[string]chat.Membership{
			fmt.Sprint(owner.ID()): admin, fmt.Sprint(hidden.ID()): admin, fmt.Sprint(bob.ID()): {Member: true},
			fmt.Sprint(eve.ID()): {}, "12": {}, "": {}, "x": {}, "-5": {},
		} {
			if got, err := r.adapter.Member(r.Context(), at, account); err != nil || got != want {
				r.Errorf("%q: %+v, %v, want %+v", account, got, err, want)
			}
		}
		for says, want := range map[string]chat.SendKind{
			"Bad Request: PARTICIPANT_ID_INVALID": -1, "Bad Request: user not found": -1,
			"Bad Request: chat not found": chat.Gone,
		} {
			r.server.FaultNext(telegramtest.Refusal(400, says), "getChatMember")
			m, err := r.adapter.Member(r.Context(), at, "12")
			if m != (chat.Membership{}) || (want < 0) != (err == nil) || (err != nil && chat.KindOf(err) != want) {
				r.Errorf("%s: %+v, %v", says, m, err)
			}
		}
		g.Remove(owner)
		if _, err := r.adapter.Member(r.Context(), at, "12"); chat.KindOf(err) != chat.Gone {
			r.Errorf("in a group that has thrown it out: %v, want gone", err)
		}
	})
}

// Questions that can't be right aren't asked.
func TestStandingNowhere(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada").Opened()
		for c, want := range map[chat.Chat]chat.SendKind{
			chatOf(ada): chat.Gone, {Platform: "discord", ID: "-5"}: chat.Rejected, {Platform: Platform, ID: "x"}: chat.Rejected,
		} {
			if _, err := r.adapter.Inspect(r.Context(), c, chat.Need{}); chat.KindOf(err) != want {
				r.Errorf("Inspect %v: %v, want %v", c, err, want)
			}
			if _, err := r.adapter.Member(r.Context(), c, "12"); chat.KindOf(err) != want {
				r.Errorf("Member %v: %v, want %v", c, err, want)
			}
		}
		for _, account := range []string{"", "x", "0", "-5"} {
			if c, err := r.adapter.Private(r.Context(), account); chat.KindOf(err) != chat.Gone {
				r.Errorf("a private chat with %q: %v, %v", account, c, err)
			}
		}
		if n := len(r.server.Requests()); n != 0 {
			r.Errorf("%d requests were made", n)
		}
	})
}
