package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// TestDiscordChannelTrouble: whatever befalls a channel on Discord, whoever set it
// up is told once, nothing is tried again and again, and it goes on by itself once
// it is mended.
func TestDiscordChannelTrouble(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "trouble.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.WithHeartbeat(5*time.Minute))
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		channel := guild.Channel("reflections")
		role := guild.Role("writers")
		s.discord.AllowRole(role.ID())
		role.Mentionable()
		boss := s.discord.Person("boss")
		guild.Member(boss, "MANAGE_GUILD")
		setUp(boss, channel, map[string]any{"role": role.ID(), "thread": "live"})
		posts := func() int { return labelled(channel.Messages(), "Reflect") }
		told := func() int { return len(boss.Sees()) }
		before := told()
		wantTold := func(what string, n int, text string) {
			t.Helper()
			if got := told() - before; got != n {
				t.Errorf("%s: told %d times, want %d\n%s", what, got, n, boss.Transcript())
			}
			if n > 0 && !strings.Contains(read(boss.Last()), text) {
				t.Errorf("%s: told %q, want %q", what, read(boss.Last()), text)
			}
			before = told()
		}
		tries := func() int { return len(s.discord.Requests("POST /channels/{channel_id}/messages")) }

		atNine(1)
		if posts() != 1 {
			t.Fatalf("%d posts at first", posts())
		}
		wantTold("all is well", 0, "")

		channel.Deny("SEND_MESSAGES")
		atNine(2)
		tried := tries()
		atNine(4)
		if posts() != 1 || tries() > tried+1 {
			t.Errorf("permission revoked: %d posts, %d tries after the first", posts(), tries()-tried)
		}
		wantTold("permission revoked", 1, "Send Messages")
		channel.Allow("SEND_MESSAGES")
		atNine(5)
		if posts() != 2 {
			t.Errorf("permission given back: %d posts, want 2", posts())
		}
		wantTold("permission given back", 0, "")

		role.Delete()
		atNine(6)
		if posts() != 3 {
			t.Errorf("role deleted: %d posts, want 3", posts())
		}
		wantTold("role deleted", 1, "role")

		ada := s.discord.Person("ada").In(channel)
		shareAs := func(text string) {
			t.Helper()
			ada.Press(newestPost(t, channel).ID, "Reflect")
			nap()
			ada.Submit(map[string]string{ada.Form().Fields[0].CustomID: text})
			nap()
			ada.Press("", "Share with the channel")
			nap()
		}
		shareAs("into the thread")
		thread := channel.Threads()[len(channel.Threads())-1]
		if !strings.Contains(textOf(thread.Messages()), "into the thread") {
			t.Errorf("the thread holds\n%s", textOf(thread.Messages()))
		}
		thread.Archive()
		bob := s.discord.Person("bob").In(channel)
		bob.Press(newestPost(t, channel).ID, "Reflect")
		nap()
		bob.Submit(map[string]string{bob.Form().Fields[0].CustomID: "into the archive"})
		nap()
		bob.Press("", "Share without my name")
		nap()
		if !strings.Contains(textOf(thread.Messages()), "into the archive") {
			t.Errorf("the archived thread holds\n%s", textOf(thread.Messages()))
		}
		ada.Press("", "Take back")
		nap()
		if strings.Contains(textOf(thread.Messages()), "into the thread") {
			t.Error("what was taken back is still in the thread")
		}

		before = told()
		guild.Kick()
		atNine(8)
		guild.Invite()
		nap()
		// Without a server in common it couldn't write to them; they are told now.
		there := boss.In(channel)
		for range 2 {
			there.Command("community status", nil)
			nap()
		}
		notices := 0
		for _, m := range there.Sees() {
			if m.Ephemeral && strings.Contains(read(m), "I can't post in “reflections” any more") {
				notices++
			}
		}
		if notices+told()-before != 1 {
			t.Errorf("removed: told %d times\n%s", notices+told()-before, there.Transcript())
		}
		atNine(9)
		if posts() != 4 {
			t.Errorf("removed and added again: %d posts, want 4", posts())
		}

		before = told()
		channel.Delete()
		atNine(11)
		tried = tries()
		atNine(13)
		if tries() != tried {
			t.Errorf("channel deleted: %d more tries", tries()-tried)
		}
		if got := told() - before; got != 1 {
			t.Errorf("channel deleted: told %d times\n%s", got, boss.Transcript())
		}
	})
}

// TestTelegramChannelTrouble: the same in a group on Telegram.
func TestTelegramChannelTrouble(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "trouble.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveTelegram(t, path)
		defer s.stop()
		defer s.onFailure()
		boss := s.server.User("boss")
		group := s.server.Group("walkers")
		group.MakeCreator(boss)
		boss.Start("") // so that the bot may write to them
		nap()
		boss.In(group).Command("community", "setup 09:00 Europe/Berlin every day")
		nap()
		boss.In(group).PressLink("Yes")
		nap()
		boss.Press("Yes")
		nap()
		atNine(1)
		if n := groupPosts(group); n != 1 {
			t.Fatalf("%d posts at first\n%s", n, boss.In(group).Transcript())
		}

		super := group.Migrate(boss)
		nap()
		atNine(2)
		if n := groupPosts(super); n != 1 {
			t.Errorf("migrated: %d posts in the new group, want 1", n)
		}

		before := len(boss.Sees())
		super.Restrict(boss)
		atNine(4)
		if n := groupPosts(super); n != 1 {
			t.Errorf("restricted: %d posts", n)
		}
		if n := len(boss.Sees()) - before; n != 1 {
			t.Errorf("restricted: told %d times\n%s", n, boss.Transcript())
		}
		super.Allow(boss)
		nap()
		atNine(5)
		if n := groupPosts(super); n != 2 {
			t.Errorf("allowed again: %d posts, want 2", n)
		}

		before = len(boss.Sees())
		super.Remove(boss)
		atNine(7)
		if n := len(boss.Sees()) - before; n != 1 {
			t.Errorf("removed: told %d times\n%s", n, boss.Transcript())
		}
		super.Add(boss)
		nap()
		atNine(8)
		if n := groupPosts(super); n != 3 {
			t.Errorf("removed and added again: %d posts, want 3", n)
		}
	})
}

// TestTelegramTopicTrouble: a forum's topic that is asked is closed, and opened.
func TestTelegramTopicTrouble(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "topic.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveTelegram(t, path)
		defer s.stop()
		defer s.onFailure()
		boss := s.server.User("boss")
		forum := s.server.Forum("town")
		forum.MakeAdmin(boss)
		topic := forum.Topic(boss, "reflections")
		nap()
		boss.InTopic(topic).Command("community", "setup 09:00 Europe/Berlin every day")
		nap()
		posts := func() (here, elsewhere int) {
			for _, m := range forum.Sees() {
				for _, label := range m.Labels() {
					if label == "Answer privately" && m.Topic == topic.ID() {
						here++
					} else if label == "Answer privately" {
						elsewhere++
					}
				}
			}
			return here, elsewhere
		}
		atNine(1)
		topic.Close(boss)
		nap()
		atNine(3)
		if here, elsewhere := posts(); here != 1 || elsewhere != 0 {
			t.Errorf("while it is closed: %d posts in the topic, %d elsewhere", here, elsewhere)
		}
		topic.Reopen(boss)
		nap()
		atNine(4)
		if here, elsewhere := posts(); here != 2 || elsewhere != 0 {
			t.Errorf("open again: %d posts in the topic, %d elsewhere", here, elsewhere)
		}
	})
}

// groupPosts counts the questions that a group was shown.
func groupPosts(g *telegramtest.Group) int {
	n := 0
	for _, m := range g.Sees() {
		for _, label := range m.Labels() {
			if label == "Answer privately" {
				n++
			}
		}
	}
	return n
}
