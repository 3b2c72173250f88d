package discord

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

const writingCommands = "PUT /applications/{application_id}/commands"

// Commands are written when they differ from what is registered, and only then.
func TestCommandsAreRegisteredOnce(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.server.FaultNext(discordtest.Refusal(500, 0, "500: Internal Server Error"), writingCommands)
		r.run()
		r.pass(10 * time.Second)
		if n := len(r.server.Commands("")); n != len(offers()) {
			t.Errorf("%d commands, want %d", n, len(offers()))
		}
		written := len(r.server.Requests(writingCommands))
		r.restart()
		if n := len(r.server.Requests(writingCommands)); n != written {
			t.Error("they are written again, and nothing has changed")
		}
		if report, err := r.adapter.Check(r.Context()); err != nil || !report.Registered || report.Name == "" || report.SessionsLeft == 0 {
			t.Errorf("checked: %+v, %v", report, err)
		}
		r.options.Offers[1].About = "Another line"
		r.restart()
		if n := len(r.server.Requests(writingCommands)); n != written+1 {
			t.Errorf("written %d times after a change", n-written)
		}
	})
}

// Commands that were refused are registered later, without a restart.
func TestCommandsAreRegisteredAgain(t *testing.T) {
	const writing = "PUT /applications/{application_id}/commands"
	inBubble(t, func(r *rig) {
		r.server.FaultNext(discordtest.Refusal(400, 50035, "Invalid Form Body"), writing)
		r.run()
		r.pass(time.Minute)
		if n := len(r.server.Requests(writing)); n != 1 {
			t.Errorf("%d tries at first", n)
		}
		r.pass(registerAgain)
		if n := len(r.server.Requests(writing)); n != 2 || r.logged.lines("the commands are registered") != 1 {
			t.Errorf("%d tries an hour later", n)
		}
	})
}

// What follows a command arrives as the core expects it.
func TestCommands(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		ada, room, crew := r.server.Person("ada"), g.Channel("room"), g.Role("crew")
		g.Member(ada, "MANAGE_GUILD")
		here := ada.In(room)
		r.run()
		ada.Command("schedule", map[string]any{"when": "8:30 weekdays"})
		ada.Command("schedule", nil)
		here.Command("suggest", map[string]any{"question": "What else?"})
		here.Command("community setup", map[string]any{"channel": room.ID(), "time": "09:00", "role": crew.ID()})
		here.Command("community status", nil)
		here.Command("community questions remove", map[string]any{"number": "3"})
		r.pass(5 * time.Second)
		type given struct {
			Name, Args     string
			Options        map[string]string
			Private, Admin bool
		}
		byID := map[string]given{}
		var got []given
		for _, e := range r.in.seen() {
			c, ok := e.(chat.Command)
			if _, again := byID[e.About().ID]; !ok || again {
				continue
			}
			v := given{c.Name, c.Args, c.Options, c.Space.Private, c.Actor.Admin}
			byID[c.ID] = v
			if c.Space.Private {
				got = append(got, v)
			}
		}
		for _, e := range r.in.seen() {
			if v := byID[e.About().ID]; !v.Private {
				got = append(got, v)
			}
		}
		want := []given{
			{Name: "schedule", Args: "8:30 weekdays", Private: true},
			{Name: "schedule", Private: true},
			{Name: "suggest", Args: "What else?", Admin: true},
			{Name: "community", Args: "setup", Admin: true, Options: map[string]string{"channel": room.ID(), "time": "09:00", "role": crew.ID()}},
			{Name: "community", Args: "status", Admin: true},
			{Name: "community", Args: "questions remove 3", Admin: true},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}, discordtest.FailLateInteractions())
}

func TestCompletion(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.options.Complete = func(_ context.Context, kind chat.OptionKind, typed, _ string) []chat.Choice {
			if kind != chat.OptionPlace {
				t.Errorf("kind %v", kind)
			}
			var all []chat.Choice
			for range 40 {
				all = append(all, chat.Choice{Value: typed + "in", Label: strings.Repeat("Berlin ", 30)})
			}
			return all
		}
		r.open()
		ada := r.server.Person("ada")
		r.run()
		if got := ada.Complete("timezone", "place", "Berl"); len(got) != 25 || got[0].Value != "Berlin" {
			t.Errorf("%d choices: %+v", len(got), got)
		}
		if n := len(r.in.seen()); n != 0 {
			t.Errorf("%d events", n)
		}
	}, discordtest.FailLateInteractions())
}

func TestFilesComeFromDiscordAlone(t *testing.T) {
	a, err := New(Options{Token: "x", APIURL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"https://cdn.discordapp.com/attachments/1/2/q.txt": true, "https://media.discordapp.net/a": true,
		"http://127.0.0.1:1/files/q.txt": true, "http://cdn.discordapp.com/a": false, "https://127.0.0.1:1/a": false,
		"https://cdn.discordapp.com.example.org/a": false, "https://cdn.discordapp.com@example.org/a": false,
		"https://user@cdn.discordapp.com/a": false, "file:///etc/passwd": false, "http://127.0.0.1:2/a": false, "": false,
	} {
		if got := a.discords(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}

func TestInviteAsksForWhatIsUsed(t *testing.T) {
	inBubble(t, func(r *rig) {
		got, err := r.adapter.Invite(r.Context())
		want := "https://discord.com/oauth2/authorize?client_id=" + r.server.Application() + "&permissions=309237746752&scope=bot+applications.commands"
		if err != nil || got != want {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
	})
}
