package telegram

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// The commands and descriptions are registered where they differ, and left alone
// where they don't.
func TestProfile(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.options.Offers = []chat.Offer{
			{Name: "start", About: "Begin", Private: true}, {Name: "today", About: "A question now", Private: true},
			{Name: "suggest", About: "Suggest a question", Channels: true},
			{Name: "community", About: "Ask this group", Admins: true, Options: []chat.Option{{Name: "time"}}},
		}
		r.options.Description = "One good question a day."
		r.options.ShortDescription = "One question a day"
		r.open()
		r.run()
		ada, bob := r.server.User("ada"), r.server.User("bob")
		g := r.server.Supergroup("walkers")
		g.MakeAdmin(ada)
		for who, want := range map[*telegramtest.User][]string{
			bob: {"start", "today"}, bob.In(g): {"suggest"}, ada.In(g): {"suggest", "community"},
		} {
			var got []string
			for _, c := range who.Menu() {
				got = append(got, c.Command)
			}
			if !slices.Equal(got, want) {
				r.Errorf("offered %q, want %q", got, want)
			}
		}
		if r.server.Description("") != r.options.Description || r.server.ShortDescription("") != r.options.ShortDescription {
			r.Errorf("described as %q, %q", r.server.Description(""), r.server.ShortDescription(""))
		}
		changes := func() string {
			return fmt.Sprint(len(r.server.Requests("setMyCommands")), len(r.server.Requests("deleteMyCommands")),
				len(r.server.Requests("setMyDescription")), len(r.server.Requests("setMyShortDescription")))
		}
		if got := changes(); got != "3 0 1 1" {
			r.Errorf("set %s times", got)
		}
		r.restart()
		if got := changes(); got != "3 0 1 1" {
			r.Errorf("set %s times, though nothing differs", got)
		}
		r.options.Offers[1].About = "Today's question"
		r.options.Offers[2].Channels = false
		r.restart()
		if got := changes(); got != "5 1 1 1" {
			r.Errorf("set %s times", got)
		}
	})
}

// What fails is said, and keeps nothing else back.
func TestProfileFails(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.options.Offers = []chat.Offer{{Name: "start", About: "Begin", Private: true}}
		r.options.Description = "One good question a day."
		r.open()
		r.server.FaultNext(telegramtest.TooMany(3600), "setMyCommands")
		r.server.FaultNext(telegramtest.Fault{Delay: time.Hour}, "getMyDescription")
		r.run()
		r.server.User("ada").Write("hello")
		r.pass(time.Minute)
		if n := len(r.in.seen()); n != 1 {
			r.Errorf("%d events", n)
		}
		if n := r.logged.lines("level=WARN"); n != 2 {
			r.Errorf("%d lines:\n%s", n, r.logged)
		}
	})
}
