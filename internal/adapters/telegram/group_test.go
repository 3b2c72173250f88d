package telegram

import (
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// In a group the bot takes replies to it, commands to it or to nobody, and
// buttons; from people alone.
func TestGroupEvents(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, bob := r.server.User("ada"), r.server.User("bob")
		g := r.server.Supergroup("walkers")
		g.MakeAdmin(ada)
		g.Promote(ada) // It hears everything now.
		at := place{chat: g.ID()}.encoded()
		r.run()
		post := number(r.send(said(at, "Today's question")).Message)
		in := bob.In(g)
		in.Write("chatter")
		in.Mention("do you hear?")
		in.Reply(in.Write("to one another"), "no doubt")
		in.Location(1, 2)
		in.Reply(post, "a badge")
		in.Write("/streak@another_bot")
		in.Command("streak", "")
		ada.In(g).Write("/community@" + r.server.BotUsername() + " setup 09:00")
		g.WriteAsChannel("/community off")
		g.LinkedPost("/community off")
		r.wantEvents(
			chat.Allowed{}, // by the promotion
			chat.Text{Body: "a badge", ReplyTo: messageID(int64(post)), Mention: true},
			chat.Command{Name: "streak"},
			chat.Command{Name: "community", Args: "setup 09:00"},
		)
		for i, admin := range []bool{true, false, false, true} {
			m := r.in.seen()[i].About()
			if m.Actor.Admin != admin {
				r.Errorf("event %d: admin %v", i, m.Actor.Admin)
			}
			if m.Space != (chat.Space{Chat: at, Title: "walkers", Parent: fmt.Sprint(g.ID())}) {
				r.Errorf("event %d: in %+v", i, m.Space)
			}
		}
	})
}

// An anonymous admin is nobody, and an admin: 1087968824 with the group as the
// sender.
func TestAnonymousAdmin(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		g := r.server.Supergroup("walkers")
		g.MakeAnonymousAdmin(ada)
		r.run()
		post := number(r.send(said(place{chat: g.ID()}.encoded(), "Today's question")).Message)
		hidden := ada.In(g).Anonymously()
		hidden.Reply(post, "who said this?")
		hidden.Command("community", "")
		r.wantEvents(chat.Command{Name: "community"})
		if by := r.in.seen()[0].About().Actor; by != (chat.Actor{Admin: true}) {
			r.Errorf("by %+v, want an admin without an account", by)
		}
	})
}

// An admin is one for as long as Telegram says so.
func TestAdminsAreLookedUp(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		g := r.server.Supergroup("walkers")
		g.MakeCreator(ada)
		r.run()
		for i := range 5 {
			if i == 3 {
				g.MakeMember(ada)
				r.pass(time.Minute)
			}
			if i == 4 {
				r.pass(time.Minute)
				r.server.FaultNext(telegramtest.Refusal(500, "Internal Server Error"), "getChatAdministrators")
			}
			ada.In(g).Command("community", "")
			r.pass(time.Second)
			if got := r.in.seen()[i].About().Actor.Admin; got != (i < 3) {
				r.Errorf("command %d: admin %v", i, got)
			}
		}
		if n := len(r.server.Requests("getChatAdministrators")); n != 3 {
			r.Errorf("looked up %d times", n)
		}
	})
}

func TestMembership(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		g := r.server.Supergroup("walkers")
		r.run()
		g.Remove(ada)
		g.Add(ada)
		g.Restrict(ada)
		g.Allow(ada)
		g.Promote(ada)
		g.Allow(ada)        // A member like any other again.
		r.pass(time.Second) // Chats don't wait for each other.
		ada.Opened().Block()
		ada.Unblock()
		if j, ok := r.in.seen()[1].(chat.Joined); !ok || j.Welcome != (place{chat: g.ID()}).encoded() {
			t.Errorf("joined: %+v", r.in.seen()[1])
		}
		r.wantEvents(chat.Left{}, chat.Joined{}, chat.Barred{}, chat.Allowed{}, chat.Allowed{}, chat.Left{}, chat.Allowed{})
	})
}

// In a forum the topic is part of the chat, and what opened the topic is not
// what its messages reply to.
func TestForumEvents(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.User("ada")
		g := r.server.Forum("walkers")
		topic := g.Topic(ada, "Questions")
		r.run()
		in := place{chat: g.ID(), topic: int64(topic.ID())}.encoded()
		post := number(r.send(said(in, "Today's question")).Message)
		ada.InTopic(topic).Command("streak", "")
		ada.InTopic(topic).Reply(post, "a badge")
		ada.In(g).Command("help", "")
		r.wantEvents(chat.Command{Name: "streak"},
			chat.Text{Body: "a badge", ReplyTo: messageID(int64(post)), Mention: true}, chat.Command{Name: "help"})
		for i, want := range []chat.Chat{in, in, place{chat: g.ID()}.encoded()} {
			if got := r.in.seen()[i].About().Space; got.Chat != want || got.Parent != fmt.Sprint(g.ID()) {
				r.Errorf("event %d: in %+v, want %v", i, got, want)
			}
		}
	})
}
