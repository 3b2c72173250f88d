package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// monday is when the stories in channels begin: at noon in Berlin.
var monday = time.Date(2027, 5, 3, 10, 0, 0, 0, time.UTC)

// atNine sleeps until shortly after nine in Berlin, so many days after monday.
func atNine(day int) {
	time.Sleep(time.Until(monday.AddDate(0, 0, day).Add(-3*time.Hour + time.Minute)))
	synctest.Wait()
}

// TestDiscordChannel is a week of a channel on Discord, from the invitation to
// the digest: set up in one command, the first post previewed, answered through
// forms by three people, shared, read, taken back, and shown in a thread.
func TestDiscordChannel(t *testing.T) {
	t.Parallel()
	discordChannel(t, filepath.Join(t.TempDir(), "channel.db"), "")
}

func discordChannel(t *testing.T, path, key string) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscordKeyed(t, path, key, discordtest.FailLateInteractions())
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		channel := guild.Channel("reflections")
		role := guild.Role("writers")
		s.discord.AllowRole(role.ID())
		role.Mentionable()
		boss := s.discord.Person("boss")
		guild.Member(boss, "MANAGE_GUILD")
		nap()
		admin := boss.In(channel)
		admin.Command("community setup", map[string]any{
			"zone": "Europe/Berlin", "time": "9am", "role": role.ID(), "thread": "closed",
		})
		nap()
		if n := len(channel.Messages()); n != 0 {
			t.Errorf("%d messages are for all to see", n)
		}
		preview := seenWith(t, admin.Sees(), "how the next post will look")
		admin.Press("", "Yes") // the bot may write about trouble
		nap()

		members := []string{"ada", "bob", "cem"}
		for day := 1; day <= 6; day++ {
			atNine(day)
			post := newestPost(t, channel)
			if day == 1 && !strings.Contains(preview.Text, questionIn(post.Text)) {
				t.Errorf("the preview was not of this post:\n%s\n%s", preview.Text, post.Text)
			}
			for i, name := range members {
				p := s.discord.Person(name).In(channel)
				p.Press(post.ID, "Read others")
				nap()
				wantLast(t, p, "Answer first, then read.")
				p.Press(post.ID, "Reflect")
				nap()
				p.Submit(map[string]string{p.Form().Fields[0].CustomID: fmt.Sprintf("%s on day %d", name, day)})
				nap()
				wantLast(t, p, "Saved. Readable by: you.")
				p.Press("", [...]string{"Share with the channel", "Share without my name", "Edit"}[i])
				nap()
				if i == 2 {
					p.Submit(map[string]string{p.Form().Fields[0].CustomID: "kept to myself"})
					nap()
				}
			}
			last := s.discord.Person("cem").In(channel)
			last.Press(post.ID, "Read others")
			nap()
			others := read(last.Last())
			for _, want := range []string{fmt.Sprintf("ada on day %d", day), fmt.Sprintf("bob on day %d", day), "ada", "Somebody"} {
				if !strings.Contains(others, want) {
					t.Errorf("no %q among the others:\n%s", want, others)
				}
			}
			time.Sleep(2 * time.Minute)
			if text := newestPost(t, channel).Text; !strings.Contains(text, "3 have answered") {
				t.Errorf("day %d: the count is not there:\n%s", day, text)
			}
		}
		// Each closed question has its thread, without what was not shared.
		threads := channel.Threads()
		if len(threads) != 5 {
			t.Errorf("%d threads under five closed questions", len(threads))
		}
		for _, th := range threads {
			all := textOf(th.Messages())
			if !strings.Contains(all, "ada on day") || !strings.Contains(all, "bob on day") || strings.Contains(all, "kept to myself") {
				t.Errorf("a thread holds\n%s", all)
			}
		}
		atNine(7) // Monday: the digest comes at the channel's hour, after Sunday's question.
		digest := seenWith(t, channel.Messages(), "Your week")
		if len(digest.Files) != 1 || digest.Files[0].Description == "" || !strings.Contains(digest.Text, "3 people") {
			t.Errorf("the digest has %d files and reads\n%s", len(digest.Files), digest.Text)
		}
		if pings := s.discord.Pings(); len(pings) != 7 {
			t.Errorf("%d pings, want the role's for each of seven posts: %v", len(pings), pings)
		}
		// Whoever is forgotten is out of the threads too; the others' words stay.
		ada := s.discord.Person("ada").In(channel)
		ada.Command("forget", map[string]any{"what": "everything"})
		nap()
		wantLast(t, ada, "What you shared in channels is taken out of them too.")
		ada.Press("", "Yes, delete everything")
		time.Sleep(10 * time.Minute)
		for _, th := range channel.Threads() {
			if all := textOf(th.Messages()); strings.Contains(all, "ada on day") || !strings.Contains(all, "bob on day") {
				t.Errorf("after one is forgotten a thread holds\n%s", all)
			}
		}
		bob := s.discord.Person("bob").In(channel)
		bob.Press(newestPost(t, channel).ID, "Read others")
		nap()
		if others := read(bob.Last()); strings.Contains(others, "ada on day") {
			t.Errorf("after one is forgotten others read\n%s", others)
		}
		for _, p := range append(members, "boss") {
			if n := len(s.discord.Person(p).Failed()); n != 0 {
				t.Errorf("%d interactions of %s failed", n, p)
			}
		}
	})
}

// TestTelegramChannel is the same in a group on Telegram: four steps by buttons,
// answers in the private chat and in the group, and the digest with its photo.
func TestTelegramChannel(t *testing.T) {
	t.Parallel()
	telegramChannel(t, filepath.Join(t.TempDir(), "group.db"), "")
}

func telegramChannel(t *testing.T, path, key string) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveTelegramKeyed(t, path, key)
		defer s.stop()
		group := s.server.Supergroup("walkers")
		boss := s.server.User("boss").Called("Boss", "de")
		group.MakeAdmin(boss)
		nap()
		admin := boss.In(group)
		admin.Command("community", "") // 1
		nap()
		admin.Press("Set this channel up") // 2
		nap()
		admin.Press("Europe/Berlin 12:00") // 3
		nap()
		admin.PressLink("Preview") // 4
		nap()
		preview := boss.Last().Text
		if !strings.Contains(preview, "Today's question") {
			t.Fatalf("no preview\n%s\n%s", admin.Transcript(), boss.Transcript())
		}

		for day := 1; day <= 6; day++ {
			atNine(day)
			post := newestGroupPost(t, group)
			if day == 1 && !strings.Contains(preview, questionIn(post.Text)) {
				t.Errorf("the preview was not of this post:\n%s\n%s", preview, post.Text)
			}
			for _, name := range []string{"ada", "bob"} {
				u := s.server.User(name)
				u.In(group).PressLink("Answer privately")
				nap()
				u.Reply(u.Last().ID, fmt.Sprintf("%s on day %d", name, day))
				nap()
				if !strings.Contains(u.Last().Text, "Readable by: you") {
					t.Errorf("no receipt\n%s", u.Transcript())
				}
			}
			s.server.User("ada").Press("Share without my name")
			open := s.server.User("cem").In(group)
			id := open.Reply(post.ID, fmt.Sprintf("cem on day %d", day))
			nap()
			if open.Reaction(id) == "" {
				t.Error("the reply in the group bears no sign that it was kept")
			}
			s.server.User("bob").In(group).PressLink("Read others")
			nap()
			read := s.server.User("bob").Last().Text
			for _, want := range []string{fmt.Sprintf("ada on day %d", day), fmt.Sprintf("cem on day %d", day), "Somebody", "cem"} {
				if !strings.Contains(read, want) {
					t.Errorf("no %q among the others:\n%s", want, read)
				}
			}
			time.Sleep(2 * time.Minute)
			if text := newestGroupPost(t, group).Text; !strings.Contains(text, "3 have answered") {
				t.Errorf("day %d: the count is not there:\n%s", day, text)
			}
		}
		atNine(7) // Monday: after Sunday's question.
		found := false
		for _, m := range group.Sees() {
			if m.From == "bot" && strings.Contains(m.Text, "Your week") {
				found = true
				if m.Photo == nil || !strings.Contains(m.Text, "3 people") {
					t.Errorf("the digest reads\n%s", m.Text)
				}
			}
			if strings.Contains(m.Text, "bob on day") {
				t.Error("the group was shown what was kept private")
			}
		}
		if !found {
			t.Error("no digest in the group")
		}
		// Whoever is forgotten is out of what the bot shows; what they wrote in the group
		// themselves stays there, and the bot says so.
		for _, name := range []string{"ada", "cem"} {
			u := s.server.User(name)
			u.Command("forget", "everything")
			nap()
			posted := strings.Contains(u.Last().Text, "A message that you posted in a channel yourself stays there")
			if !strings.Contains(u.Last().Text, "What you shared in channels is taken out") || posted != (name == "cem") {
				t.Errorf("%s is told\n%s", name, u.Last().Text)
			}
			u.Press("Yes, delete everything")
			nap()
			if !strings.Contains(u.Last().Text, "I hold nothing on you any more") {
				t.Errorf("%s is told\n%s", name, u.Last().Text)
			}
		}
		time.Sleep(10 * time.Minute)
		bob := s.server.User("bob")
		bob.In(group).PressLink("Read others")
		nap()
		if read := bob.Last().Text; strings.Contains(read, "ada on day") || strings.Contains(read, "cem on day") {
			t.Errorf("after two are forgotten others read\n%s", read)
		}
	})
}
