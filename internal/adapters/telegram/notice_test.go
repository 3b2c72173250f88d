package telegram

import (
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// A group that becomes a supergroup is told of once, by the old one.
func TestMigrationIsTold(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		g := r.server.Group("walkers")
		old := place{chat: g.ID()}.encoded()
		r.run()
		now := place{chat: g.Migrate(ada).ID()}.encoded()
		r.pass(5 * time.Second)
		e := only[chat.Migrated](r)
		if e.Space.Chat != old || e.Space.Parent != old.ID || e.To != now || e.Actor.Account != fmt.Sprint(ada.ID()) {
			r.Errorf("%+v", e)
		}
	})
}

// A topic that is closed bars the bot there alone, unless it manages topics.
func TestTopicNotices(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		g := r.server.Forum("walkers")
		topic := g.Topic(ada, "Questions")
		in := place{chat: g.ID(), topic: int64(topic.ID())}.encoded()
		r.run()
		topic.Close(ada)
		topic.Reopen(ada)
		r.wantEvents(chat.Barred{}, chat.Allowed{})
		for i, e := range r.in.seen() {
			if m := e.About(); m.Space.Chat != in || m.Space.Parent != fmt.Sprint(g.ID()) || m.Actor.Admin {
				r.Errorf("event %d: %+v", i, m)
			}
		}
		g.Promote(ada)
		r.pass(time.Minute)
		topic.Close(ada)
		r.wantEvents(chat.Barred{}, chat.Allowed{}, chat.Allowed{}) // the promotion, and no more
		r.server.Push("message", object{
			"message_id": 9, "date": 1, "chat": object{"id": g.ID(), "type": "supergroup", "title": "walkers"},
			"from": object{"id": ada.ID(), "first_name": "ada"}, "forum_topic_closed": object{},
		})
		r.wantEvents(chat.Barred{}, chat.Allowed{}, chat.Allowed{}) // General, which is no topic
	})
}

// Whoever adds the bot may be a member like any other.
func TestWhoAddsTheBot(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, bob := r.server.User("ada"), r.server.User("bob")
		g := r.server.Supergroup("walkers")
		g.MakeAdmin(ada)
		bob.In(g)
		g.Remove(ada)
		r.run()
		for i, who := range []*telegramtest.User{ada, bob} {
			g.Add(who)
			r.pass(time.Minute)
			all := r.in.seen()
			if e, joined := all[len(all)-1].(chat.Joined); !joined || e.Actor.Admin != (i == 0) {
				r.Errorf("added by %d: %+v", i, all[len(all)-1])
			}
			g.Remove(ada)
			r.pass(time.Minute)
		}
	})
}

// A press by "Group", an account that stands for anonymous admins, is an admin's
// where there are such.
func TestAnonymousPress(t *testing.T) {
	for name, want := range map[string]bool{"where admins hide": true, "where none does": false} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				g := r.server.Supergroup("walkers")
				if want {
					g.MakeAnonymousAdmin(r.server.User("ada"))
				} else {
					g.MakeAdmin(r.server.User("ada"))
				}
				r.run()
				press := func(kind string, id int64) object {
					return object{
						"id": "77", "from": object{"id": anonymousAdmin, "is_bot": true, "first_name": "Group"}, "chat_instance": "c",
						"data":    "off:1:",
						"message": object{"message_id": 3, "date": 5, "chat": object{"id": id, "type": kind, "title": "walkers"}},
					}
				}
				r.server.Push("callback_query", press("supergroup", g.ID()))
				r.server.Push("callback_query", press("private", anonymousAdmin))
				r.wantEvents(chat.Pressed{Action: chat.Ref{Verb: "off", ID: 1}})
				if by := r.in.seen()[0].About().Actor; by != (chat.Actor{Admin: want}) {
					r.Errorf("by %+v", by)
				}
			})
		})
	}
}
