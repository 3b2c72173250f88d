package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// TestDiscordSetupWhereItCantWork sets channels up that can't be asked, or can't
// have threads: each is refused at once with the way out, and nothing comes there.
// A role that can't be mentioned is named with where that is changed.
func TestDiscordSetupWhereItCantWork(t *testing.T) {
	path := filepath.Join(t.TempDir(), "setup.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.FailLateInteractions())
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		talk := guild.Channel("talk")
		role := guild.Role("nightingales")
		s.discord.AllowRole(role.ID())
		boss := s.discord.Person("boss")
		guild.Member(boss, "MANAGE_GUILD")
		hidden := guild.Channel("hidden")
		hidden.Deny("VIEW_CHANNEL")
		media := guild.ChannelOf("GUILD_MEDIA", "pictures")
		aside := talk.Thread("aside")
		voice := guild.ChannelOf("GUILD_VOICE", "lounge")
		nap()
		for _, c := range []struct {
			from, to *discordtest.Channel
			thread   string
			want     string
		}{
			{hidden, nil, "", "I can't see"},
			{talk, hidden, "", "I don't see that channel"},
			{talk, media, "", "in one of its posts"},
			{aside, nil, "live", "is a thread itself"},
			{voice, nil, "closed", "can't have threads"},
		} {
			fields := map[string]any{"zone": "Europe/Berlin"}
			if c.thread != "" {
				fields["thread"] = c.thread
			}
			if c.to != nil {
				fields["channel"] = c.to.ID()
			}
			admin := boss.In(c.from)
			admin.Command("community setup", fields)
			nap()
			wantLast(t, admin, c.want)
		}
		admin := boss.In(talk)
		admin.Command("community setup", map[string]any{"zone": "Europe/Berlin", "role": role.ID()})
		nap()
		seenWith(t, admin.Sees(), "Roles → nightingales → Allow anyone")
		atNine(1)
		for _, c := range []*discordtest.Channel{hidden, media, aside, voice} {
			if n := len(c.Messages()); n != 0 {
				t.Errorf("%d messages in %s", n, c.Name())
			}
		}
		if len(talk.Messages()) != 1 {
			t.Errorf("the text channel was asked %d times", len(talk.Messages()))
		}
		if strings.Contains(s.log.String(), "nightingales") {
			t.Error("the role's name is in the log")
		}
	})
}
