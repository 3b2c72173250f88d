package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// TestDiscordInAServer: personal commands in a server are answered for the
// member's eyes only; what must be typed goes on privately.
func TestDiscordInAServer(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "server.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.FailLateInteractions())
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		channel := guild.Channel("general")
		ada := s.discord.Person("ada")
		guild.Member(ada)
		here := ada.In(channel)
		nap()

		here.Command("settings", nil)
		nap()
		wantLast(t, here, "/start")
		if n := len(ada.Sees()); n != 0 {
			t.Errorf("%d private messages to somebody who asked for none", n)
		}

		here.Command("start", nil)
		nap()
		wantLast(t, here, "I've written to you privately.")
		wantLast(t, ada, "What time is it for you?")
		ada.Write("Berlin")
		nap()
		ada.Press("", "21:00")
		nap()
		ada.Write("An answer, in private.")
		nap()

		here.Command("streak", nil)
		nap()
		wantLast(t, here, "1 reflection")
		here.Command("settings", nil)
		nap()
		here.Press("", "Hide counts")
		nap()
		wantLast(t, here, "Counts are hidden.")
		here.Command("schedule", map[string]any{"when": "8:30 weekdays"})
		nap()
		wantLast(t, here, "08:30")
		if got := here.Complete("timezone", "place", "lisb"); len(got) == 0 || got[0].Value != "Europe/Lisbon" {
			t.Errorf("completed to %v", got)
		}
		here.Command("timezone", map[string]any{"place": "Europe/Lisbon"})
		nap()
		wantLast(t, here, "Lisbon")
		here.Command("write", map[string]any{"words": "A note from the server."})
		nap()
		here.Command("today", nil)
		nap()
		for _, m := range channel.Messages() {
			t.Errorf("everyone sees %q", m.Text)
		}
		if all := textOf(here.Sees()); strings.Contains(all, "An answer, in private.") {
			t.Error("private words are shown in the server")
		}
		if n := len(ada.Failed()); n != 0 {
			t.Errorf("%d interactions failed", n)
		}

		// Somebody who lets no server's members write to them is told what to do.
		eve := s.discord.Person("eve")
		guild.Member(eve)
		eve.Block()
		eve.In(channel).Command("start", nil)
		nap()
		wantLast(t, eve.In(channel), "I can't write to you privately")
	})
}
