package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// TestDiscordPins sets a channel up from the greeting's place, has its questions pinned
// by the permission of that name, and its own questions given out as a file that the
// admin alone sees.
func TestDiscordPins(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pins.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.FailLateInteractions())
		defer s.stop()
		defer s.onFailure()
		nap()
		guild := s.discord.Guild("garden")
		talk := guild.Channel("talk")
		guild.SystemChannel(talk)
		guild.Kick()
		nap()
		guild.Invite()
		time.Sleep(5 * time.Second)
		nap()
		boss := s.discord.Person("boss")
		guild.Member(boss, "MANAGE_GUILD")
		seenWith(t, boss.In(talk).Sees(), "An admin begins with")
		admin := boss.In(talk)
		admin.Command("community setup", map[string]any{"zone": "Europe/Berlin", "title": "The daily one"})
		nap()
		admin.Command("community pin", map[string]any{"pinned": "on"})
		nap()
		wantLast(t, admin, "Pin Messages")
		talk.Allow("MANAGE_MESSAGES")
		atNine(1)
		if n := len(talk.Pinned()); n != 0 {
			t.Errorf("%d are pinned without the permission", n)
		}
		talk.Allow("PIN_MESSAGES")
		atNine(2)
		first := talk.Pinned()
		atNine(3)
		second := talk.Pinned()
		if len(first) != 1 || len(second) != 1 || slices.Equal(first, second) {
			t.Errorf("pinned %q, then %q", first, second)
		}
		admin.Command("community questions add", map[string]any{"question": "=1+1 is what you hoped for?"})
		nap()
		admin.Command("community questions export", nil)
		nap()
		all := admin.Sees()
		last := all[len(all)-1]
		if !last.Ephemeral || len(last.Files) != 1 || !strings.Contains(string(last.Files[0].Bytes), "'=1+1 is what you hoped for?") {
			t.Errorf("exported %+v", last)
		}
		if n := len(s.discord.Pings()); n != 0 {
			t.Errorf("%d notifications", n)
		}
	})
}
