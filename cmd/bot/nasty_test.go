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

// nasty is what somebody may write to reach others with more than words.
var nasty = []string{
	"@everyone and @here, come and look",
	"<@1234567890> <@!1234567890> <@&1234567890> <#1234567890> </start:1234567890>",
	"[free money](https://evil.example/pay) and [text]( <https://evil.example> )",
	"https://evil.example/?a=_b_*c* <https://evil.example>",
	"<b>bold</b> <a href=\"https://evil.example\">a link</a> &lt;script&gt; &amp;",
	"**bold** __under__ *it* ~~no~~ ||spoiler|| `code`",
	"```\ncode block\n```\n> quote\n>>> all the rest\n# heading\n-# small\n- list\n1. list",
	"<t:1700000000:R> <:emoji:1234567890> <a:emoji:1234567890> :smile:",
	"zero\u200bwidth\u200djoined\u2060words\ufeff",
	"right\u202eot tfel\u202c \u2066isolated\u2069 \u200frlm",
	"\\@everyone \\\\@everyone @\u200beveryone",
	"name@example.org tg://user?id=42 @botfather #hashtag $CASH /start",
	"e\u0301 👩‍👩‍👧 🏳️‍🌈 \U000E0041",
}

// TestNastyWordsInAChannel: whatever a member writes, or calls themselves, others
// are shown as words: nobody is notified, nothing is styled, nothing hides a link.
func TestNastyWordsInAChannel(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nasty.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.FailLateInteractions(), discordtest.WithHeartbeat(5*time.Minute))
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		channel := guild.Channel("reflections")
		boss := s.discord.Person("boss")
		guild.Member(boss, "MANAGE_GUILD")
		nap()
		boss.In(channel).Command("community setup", map[string]any{"zone": "Europe/Berlin", "time": "9am", "thread": "live"})
		nap()
		for i := range 3 { // some of it comes as a question of their own
			boss.In(channel).Command("community questions add", map[string]any{"question": "What is " + nasty[i] + " to you?"})
			nap()
		}
		atNine(1)
		post := newestPost(t, channel)
		if !strings.Contains(read(post), "@everyone and @here") {
			t.Errorf("the own question reads\n%s", read(post))
		}
		for i, text := range nasty {
			name := nasty[len(nasty)-1-i]
			p := s.discord.Person(fmt.Sprintf("%02d %s", i, name)).In(channel)
			p.Press(post.ID, "Reflect")
			nap()
			p.Submit(map[string]string{p.Form().Fields[0].CustomID: text})
			nap()
			p.Press("", "Share with the channel")
			nap()
		}
		reader := s.discord.Person("reader").In(channel)
		reader.Press(post.ID, "Reflect")
		nap()
		reader.Submit(map[string]string{reader.Form().Fields[0].CustomID: "mine"})
		nap()
		reader.Press(post.ID, "Read others")
		nap()
		suggests := s.discord.Person("sug").In(channel)
		suggests.Command("suggest", map[string]any{"question": "Who is @everyone to [you](https://evil.example)?"})
		nap()
		if pings := s.discord.Pings(); len(pings) != 0 {
			t.Errorf("somebody was notified: %v", pings)
		}
		thread := textOf(channel.Threads()[0].Messages())
		for _, raw := range []string{"<@1234567890>", "](https://evil.example", "**bold**", "||spoiler||", "\n# heading", "<t:1700000000:R>", "\u202e", "\u2066"} {
			if strings.Contains(thread, raw) {
				t.Errorf("the thread holds %q as it was written", raw)
			}
		}
		if n := strings.Count(thread, "Stillpoint "); n < len(nasty) {
			t.Errorf("%d answers in the thread, want %d", n, len(nasty))
		}
	})
}

// TestNastyWordsInAGroup is the same on Telegram, where others are read in the
// private chat. The simulator takes the markup apart as Telegram does.
func TestNastyWordsInAGroup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nasty.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveTelegram(t, path)
		defer s.stop()
		defer s.onFailure()
		group := s.server.Supergroup("walkers")
		boss := s.server.User("boss")
		group.MakeAdmin(boss)
		nap()
		boss.In(group).Command("community", "setup 09:00 Europe/Berlin every day")
		nap()
		atNine(1)
		newestGroupPost(t, group)
		members := map[int64]bool{}
		for i, text := range nasty {
			u := s.server.User(fmt.Sprint("member ", i)).Called(nasty[len(nasty)-1-i], "en")
			members[u.ID()] = true
			u.In(group).PressLink("Answer privately")
			nap()
			u.Reply(u.Last().ID, text)
			nap()
			u.Press("Share with the channel")
			nap()
		}
		reader := s.server.User("reader")
		reader.In(group).PressLink("Answer privately")
		nap()
		reader.Reply(reader.Last().ID, "mine")
		nap()
		before := len(reader.Sees())
		reader.In(group).PressLink("Read others")
		nap()
		var all strings.Builder
		for range 10 {
			last := reader.Last()
			all.WriteString(strings.ReplaceAll(last.Text, "\u2060", "") + "\n")
			for _, e := range last.Entities {
				switch e.Type {
				case "bold", "italic", "blockquote", "expandable_blockquote":
				case "url", "email", "hashtag", "cashtag", "mention":
					// Telegram's own marks: what is seen is where it leads, and in a
					// private chat there is nobody to notify.
				case "text_mention":
					// A shared name leads to its own account.
					if !members[e.User] {
						t.Errorf("a name leads to %d", e.User)
					}
				default:
					t.Errorf("others' words are shown with a %s", e.Type)
				}
			}
			more := ""
			for _, l := range last.Labels() {
				if l == "Later" {
					more = l
				}
			}
			if more == "" {
				break
			}
			reader.Press(more)
			nap()
		}
		if len(reader.Sees()) == before {
			t.Fatal("nothing was shown")
		}
		for _, want := range []string{"@everyone and @here", "<b>bold</b>", "[free money](https://evil.example/pay)", "**bold**"} {
			if !strings.Contains(all.String(), want) {
				t.Errorf("no %q, as it was written, among the others\n%s", want, all.String())
			}
		}
		for _, hidden := range []string{"\u202e", "\u2066"} {
			if strings.Contains(all.String(), hidden) {
				t.Errorf("%q reaches others", hidden)
			}
		}
	})
}
