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

// quarter waits until what waits for moderators has been shown to them.
func quarter() {
	now := time.Now()
	time.Sleep(time.Until(now.Truncate(10 * time.Minute).Add(13 * time.Minute)))
	synctest.Wait()
}

// TestDiscordModerators: an admin chooses a role and a channel; whoever has the role
// decides there about what members suggest, report and want to share without a name,
// without Manage Server, and no more once the role is taken from them. Nobody is
// notified, whatever the words and names, and nothing is styled.
func TestDiscordModerators(t *testing.T) {
	path := filepath.Join(t.TempDir(), "moderators.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.FailLateInteractions())
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		channel, mods := guild.Channel("talk"), guild.Channel("mods")
		mods.Overwrite(guild.ID(), nil, []string{"VIEW_CHANNEL"})
		mods.Allow("VIEW_CHANNEL", "SEND_MESSAGES", "READ_MESSAGE_HISTORY")
		keepers := guild.Role("keepers")
		boss, mia := s.discord.Person("boss"), s.discord.Person("**mia** @everyone")
		guild.Member(boss, "MANAGE_GUILD")
		guild.Member(mia)
		keepers.Give(mia)
		mods.Overwrite(keepers.ID(), []string{"VIEW_CHANNEL"}, nil)
		nap()
		admin := boss.In(channel)
		admin.Command("community setup", map[string]any{"zone": "Europe/Berlin"})
		nap()
		admin.Command("community approvals", nil)
		nap()
		admin.Press("", "Approve each first")
		nap()
		admin.Command("community moderators", map[string]any{"channel": channel.ID()})
		nap()
		wantLast(t, admin, "Everybody here reads there")
		admin.Command("community moderators", map[string]any{"channel": mods.ID()})
		nap()
		wantLast(t, admin, "From now on they come to “mods”.")
		admin.Command("community managers", map[string]any{"role": guild.ID()})
		nap()
		wantLast(t, admin, "That role can't be it")
		admin.Command("community managers", map[string]any{"role": keepers.ID()})
		nap()
		wantLast(t, admin, "Server Settings → Integrations")
		atNine(1)
		post := newestPost(t, channel)
		for i, text := range nasty {
			p := s.discord.Person("member " + string(rune('a'+i))).In(channel)
			p.Press(post.ID, "Reflect")
			nap()
			p.Submit(map[string]string{p.Form().Fields[0].CustomID: text})
			nap()
			p.Press("", "Share without my name")
			nap()
		}
		s.discord.Person("sug").In(channel).Command("suggest", map[string]any{"question": "Who is @everyone to [you](https://evil.example)?"})
		quarter()
		shown := mods.Messages()
		if len(shown) != len(nasty)+1 {
			t.Fatalf("%d messages for moderators\n%s", len(shown), textOf(shown))
		}
		if all := textOf(shown); strings.Contains(all, "member ") {
			t.Errorf("somebody is named\n%s", all)
		}
		press := func(id, label string) { mia.In(mods).Press(id, label); nap() }
		first := seenWith(t, shown, "everyone to ")
		press(first.ID, "Approve")
		wantLast(t, mia.In(mods), "Taken. It will be asked.")
		if got := read(seenWith(t, mods.Messages(), "is taken")); !strings.Contains(got, "Decided by **mia** @everyone.") {
			t.Errorf("it became %q", got)
		}
		keepers.Take(mia)
		other := shown[slices.IndexFunc(shown, func(m discordtest.Seen) bool { return m.ID != first.ID })]
		mods.Overwrite(mia.ID(), []string{"VIEW_CHANNEL"}, nil) // She still sees the channel.
		press(other.ID, "Approve")
		wantLast(t, mia.In(mods), "Only those who look after this server or group can do that.")
		keepers.Give(mia)
		press(other.ID, "Approve")
		wantLast(t, mia.In(mods), "Shared. Its author is told.")
		time.Sleep(time.Minute)
		admin.Command("community log", nil)
		nap()
		if got := read(admin.Last()); !strings.Contains(got, "**mia** @everyone (manager) had an answer shared without a name in “talk”") {
			t.Errorf("the log reads\n%s", got)
		}
		if pings := s.discord.Pings(); len(pings) != 0 {
			t.Errorf("somebody was notified: %v", pings)
		}
		all := textOf(mods.Messages())
		for _, raw := range []string{"<@1234567890>", "](https://evil.example", "**bold**", "||spoiler||", "\n# heading", "<t:1700000000:R>", "\u202e", "\u2066"} {
			if strings.Contains(all, raw) {
				t.Errorf("moderators are shown %q as it was written", raw)
			}
		}
		mods.Deny("SEND_MESSAGES", "VIEW_CHANNEL")
		s.discord.Person("late").In(channel).Command("suggest", map[string]any{"question": "What comes too late for anybody?"})
		quarter()
		admin.Command("community suggestions", nil)
		nap()
		seenWith(t, admin.Sees(), "What comes too late for anybody?")
		told := 0
		for _, m := range admin.Sees() {
			told += strings.Count(read(m), "I can't write to the moderators' channel “mods”")
		}
		if told != 1 {
			t.Errorf("the admin is told %d times\n%s", told, admin.Transcript())
		}
	})
}

// TestTelegramModerators is the same on Telegram, in a group of the moderators' own,
// where an admin of the first decides, and an admin of the other alone doesn't.
func TestTelegramModerators(t *testing.T) {
	path := filepath.Join(t.TempDir(), "moderators.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveTelegram(t, path)
		defer s.stop()
		defer s.onFailure()
		group, desk := s.server.Supergroup("walkers"), s.server.Supergroup("wardens")
		boss, warden := s.server.User("boss"), s.server.User("warden")
		group.MakeAdmin(boss)
		desk.MakeAdmin(boss)
		desk.MakeAdmin(warden)
		nap()
		boss.In(group).Command("community", "setup 09:00 Europe/Berlin every day")
		nap()
		boss.In(group).Command("community", "moderators")
		nap()
		boss.In(group).PressLink("Show me")
		nap()
		page := boss.Last().Text
		_, code, ok := strings.Cut(page, "“/community moderators ")
		if !ok {
			t.Fatalf("the page reads\n%s", page)
		}
		code, _, _ = strings.Cut(code, "”")
		warden.In(desk).Command("community", "moderators "+code)
		nap()
		if got := warden.In(desk).Last().Text; !strings.Contains(got, "isn't something of this server or group") {
			t.Errorf("somebody who is no admin there is told %q", got)
		}
		boss.In(desk).Command("community", "moderators "+code)
		nap()
		atNine(1)
		newestGroupPost(t, group)
		u := s.server.User("sug").Called("<b>sug</b>", "en")
		u.In(group).Command("suggest", "Who is @everyone to <a href='https://evil.example'>you</a>?")
		quarter()
		last := boss.In(desk).Last()
		if !strings.Contains(last.Text, "<a href='https://evil.example'>you</a>") || !slices.Contains(last.Labels(), "Approve") {
			t.Fatalf("shown is %q with %q", last.Text, last.Labels())
		}
		warden.In(desk).Press("Approve")
		nap()
		if got := boss.In(desk).Last(); !slices.Contains(got.Labels(), "Approve") {
			t.Errorf("somebody who is no admin there decided: %q", got.Text)
		}
		boss.In(desk).Press("Approve")
		nap()
		if got := boss.In(desk).Last().Text; !strings.Contains(got, "is taken. Decided by boss.") {
			t.Errorf("it became %q", got)
		}
	})
}
