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

// What fails is registered again, less and less often, until it is, and not
// before Telegram wants; what succeeded is left alone.
func TestProfileIsRegisteredAgain(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.options.Offers = []chat.Offer{{Name: "start", About: "Begin", Private: true}}
		r.options.Description = "One good question a day."
		r.open()
		r.server.FaultNext(telegramtest.TooMany(3600), "setMyCommands")
		down := telegramtest.Refusal(500, "Internal Server Error")
		began := time.Now()
		r.server.Script(func(q telegramtest.Request) *telegramtest.Fault {
			if q.Method == "setMyDescription" && time.Since(began) < 24*time.Hour {
				return &down
			}
			return nil
		})
		r.run()
		r.pass(59 * time.Minute)
		if n := len(r.server.Requests("setMyCommands")); n != 1 {
			r.Errorf("the commands were set %d times within the hour that Telegram asked for", n)
		}
		r.pass(2 * time.Minute)
		if got := r.server.User("ada").Menu(); len(got) != 1 || got[0].Command != "start" {
			r.Errorf("after it %+v are offered", got)
		}
		r.pass(36 * time.Hour)
		tries := r.server.Requests("setMyDescription")
		if n := len(tries); n < 6 || n > 16 || r.server.Description("") != r.options.Description {
			r.Errorf("after %d tries it is described as %q", n, r.server.Description(""))
		}
		for i := 2; i < len(tries); i++ {
			if now, before := tries[i].At.Sub(tries[i-1].At), tries[i-1].At.Sub(tries[i-2].At); now > presentSeldom {
				r.Errorf("try %d came %v after the one before, which came after %v", i, now, before)
			}
		}
		if n := len(r.server.Requests("setMyCommands")); n != 2 {
			r.Errorf("the commands were set %d times", n)
		}
		if n := r.logged.lines("level=WARN"); n != 2 {
			r.Errorf("%d lines:\n%s", n, r.logged)
		}
	})
}
