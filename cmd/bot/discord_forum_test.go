package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// TestDiscordForum: a forum is asked by a post each day, answered and counted where
// it stands; also where the answer to the first was lost, and after a restart.
func TestDiscordForum(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "forum.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.FailLateInteractions())
		defer func() { s.stop() }()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		forum, talk := guild.ChannelOf("GUILD_FORUM", "forum"), guild.Channel("talk")
		forum.Tag("daily", false)
		forum.NeedTags(true)
		boss := s.discord.Person("boss")
		guild.Member(boss, "MANAGE_GUILD")
		nap()
		admin := boss.In(talk)
		admin.Command("community setup", map[string]any{"zone": "Europe/Berlin", "thread": "closed", "channel": forum.ID()})
		nap()
		seenWith(t, admin.Sees(), "Each question is a post of its own here.")
		seenWith(t, admin.Sees(), "I use “daily”.")

		s.discord.FaultNext(discordtest.Fault{Cut: discordtest.CutAfter}, "POST /channels/{channel_id}/threads")
		atNine(1)
		time.Sleep(time.Minute)
		posts := forum.Threads()
		if len(posts) != 1 || strings.Join(posts[0].Tags(), "") != "daily" {
			t.Fatalf("%d posts", len(posts))
		}
		post := posts[0]
		id := post.ID()
		ada := s.discord.Person("ada").In(post)
		ada.Press(id, "Reflect")
		nap()
		ada.Submit(map[string]string{ada.Form().Fields[0].CustomID: "A door that I never used."})
		nap()
		ada.Press("", "Share with the channel")
		nap()
		bob := s.discord.Person("bob").In(post)
		bob.Reply(id, "The key to it.")
		nap()
		bob.Press(id, "Read others")
		nap()
		wantLast(t, bob, "A door that I never used.")
		time.Sleep(2 * time.Minute)
		if got := post.Messages()[0].Content; !strings.Contains(got, "2 have answered") {
			t.Errorf("the post says %q", got)
		}
		atNine(2)
		time.Sleep(time.Minute)
		if n := len(forum.Threads()); n != 2 {
			t.Fatalf("%d posts", n)
		}
		if all := textOf(post.Messages()); !strings.Contains(all, "A door that I never used.") || !strings.Contains(all, "open to everyone now") {
			t.Errorf("once it has closed the post holds\n%s", all)
		}
		admin.Command("community status", nil)
		nap()
		admin.Press("", "forum")
		nap()
		wantLast(t, admin, "The last one was posted")
	})
}
