package telegram

import (
	"maps"
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// A private message can answer a group's post; so the core is told which. An
// answer in the same chat is none of these.
func TestAnswersToAPostElsewhere(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada, g := r.server.User("ada"), r.server.Supergroup("walkers")
		post := r.send(said(place{chat: g.ID()}.encoded(), "What made you stop today?"))
		r.run()
		ada.In(g).ReplyPrivately(number(post.Message), "A heron.")
		r.pass(time.Second)
		got := only[chat.Text](r)
		if got.Elsewhere != (chat.Reference{Chat: place{chat: g.ID()}.encoded(), Message: post.Message}) {
			r.Errorf("it answers %+v", got.Elsewhere)
		}
		if got.ReplyTo != "" || got.Mention || !got.Space.Private || got.Body != "A heron." {
			r.Errorf("%+v", got)
		}
		ada.In(g).Reply(number(post.Message), "And a swan.")
		r.pass(time.Second)
		if got := r.in.seen()[1].(chat.Text); got.Elsewhere != (chat.Reference{}) || got.ReplyTo != post.Message {
			r.Errorf("in the group: %+v", got)
		}
	})
}

// A command that comes about by an edit is told with the edit; whether it is
// carried out depends on what the message was, which the core knows.
func TestEditedCommands(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.options.Offers = []chat.Offer{{Name: "skip", About: "Skip", Private: true, Channels: true}}
		r.open()
		r.run()
		ada, bob, g := r.server.User("ada"), r.server.User("bob"), r.server.Supergroup("walkers")
		g.MakeAdmin(ada)
		id := ada.Write("/skpi 2 days")
		ada.Edit(id, "/skip 2 days")
		ada.Edit(id, "never mind")
		told := ada.In(g).Command("skip", "")
		ada.In(g).Edit(told, "/skip@"+r.server.BotUsername()+" now")
		told = bob.In(g).Command("skip", "")
		bob.In(g).Edit(told, "/skip again")
		other := bob.In(g).Write("/skip@some_other_bot")
		bob.In(g).Edit(other, "/stop@some_other_bot")
		r.pass(5 * time.Second)
		got := map[string][]chat.Edited{} // by chat: only what came in one is in order
		admins := 0
		for _, e := range r.in.seen() {
			if e, ok := e.(chat.Edited); ok {
				if e.Actor.Admin {
					admins++
				}
				id := e.Space.Chat.ID
				e.Meta, e.Message = chat.Meta{}, ""
				got[id] = append(got[id], e)
			}
		}
		want := map[string][]chat.Edited{
			chatOf(ada).ID: {{Body: "/skip 2 days", Command: "skip", Args: "2 days"}, {Body: "never mind"}},
			place{chat: g.ID()}.encoded().ID: {
				{Body: "/skip@" + r.server.BotUsername() + " now", Command: "skip", Args: "now"},
				{Body: "/skip again", Command: "skip", Args: "again"},
			},
		}
		if !maps.EqualFunc(got, want, slices.Equal) {
			r.Errorf("edits %+v\nwant %+v", got, want)
		}
		if admins != 1 {
			r.Errorf("%d edits are an admin's", admins)
		}
	})
}
