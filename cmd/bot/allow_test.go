package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/door"
)

// listOf reads a list of who is let in.
func listOf(t *testing.T, format string, args ...any) door.List {
	t.Helper()
	l, err := door.Parse(fmt.Sprintf(format, args...), discord.Platform, telegram.Platform)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestAllow: on both platforms somebody on the list, and a member of a place on it, is
// served; everybody else gets one kind line and leaves no trace; a place that isn't on it
// is left after the bot has said why.
func TestAllow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := &served{t: t, path: path, log: &syncedBuffer{}}
		s.discord = discordtest.New(t, discordtest.InMemory(), discordtest.FailLateInteractions(), discordtest.WithHeartbeat(5*time.Minute))
		s.server = telegramtest.New(t, telegramtest.InMemory())
		ada, mallory := s.discord.Person("ada"), s.discord.Person("mallory")
		bea, trudy, member := s.server.User("bea"), s.server.User("trudy"), s.server.User("member")
		home, elsewhere := s.server.Supergroup("home"), s.server.Supergroup("elsewhere")
		home.Join(member)
		elsewhere.Join(trudy)
		elsewhere.Remove(trudy)
		garden, wild := s.discord.Guild("garden"), s.discord.Guild("wild")
		_ = garden.Channel("reflections")
		weeds := wild.Channel("weeds")
		wild.Member(mallory, "MANAGE_GUILD")
		s.allow = listOf(t, "discord:%s,discord:%s,telegram:%d,telegram:%d", ada.ID(), garden.ID(), bea.ID(), home.ID())
		s.start()
		defer s.onFailure()
		nap()
		home.Add(member)
		nap()
		ada.Command("start", nil)
		bea.Start("")
		member.Start("")
		for range 3 {
			trudy.Start("")
			trudy.Write("the private words of a stranger")
			mallory.Command("start", nil)
			nap()
		}
		for who, transcript := range map[string]string{"ada": ada.Transcript(), "bea": bea.Transcript(), "member": member.Transcript()} {
			if !strings.Contains(transcript, "What time is it for you?") {
				t.Errorf("%s isn't let in:\n%s", who, transcript)
			}
		}
		if n := strings.Count(trudy.Transcript(), "kept for a few people"); n != 1 {
			t.Errorf("a stranger on Telegram was told %d times:\n%s", n, trudy.Transcript())
		}
		if n := strings.Count(mallory.Transcript(), "kept for a few people"); n != 3 || len(mallory.Failed()) > 0 {
			t.Errorf("a stranger on Discord was told %d times for 3 commands, %d failed:\n%s", n, len(mallory.Failed()), mallory.Transcript())
		}
		if !strings.Contains(trudy.Transcript(), "host@example.org") {
			t.Error("a stranger isn't told whom to ask")
		}
		elsewhere.Add(trudy)
		mallory.In(weeds).Command("community setup", map[string]any{"zone": "Europe/Berlin"})
		nap()
		if n := len(s.server.Requests("leaveChat")); n != 1 || !strings.Contains(elsewhere.Sees()[0].Text, "this isn't one of them") {
			t.Errorf("the group was left %d times, %v", n, elsewhere.Sees())
		}
		if n := len(s.discord.Requests("DELETE /users/@me/guilds/{guild_id}")); n != 1 {
			t.Errorf("the server was left %d times", n)
		}
		time.Sleep(25 * time.Hour)
		trudy.Write("again")
		nap()
		if n := strings.Count(trudy.Transcript(), "kept for a few people"); n != 2 {
			t.Errorf("a day later a stranger was told %d times", n)
		}
		st, err := s.store.Stats(t.Context())
		if err != nil || st.People != 3 {
			t.Errorf("%d people are known, want 3 (%v)", st.People, err)
		}
		s.stop()
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, trace := range []string{fmt.Sprint(trudy.ID()), mallory.ID(), wild.ID(), fmt.Sprint(elsewhere.ID())} {
			if strings.Contains(string(raw), trace) {
				t.Errorf("the database holds %s", trace)
			}
		}
		if strings.Contains(s.log.String(), "private words") {
			t.Error("the log holds words")
		}
	})
}

// TestOwner: whoever hosts the bot may ask how it is, nobody else may, and they are told
// once of trouble that lasts.
func TestOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		s := &served{t: t, path: path, log: &syncedBuffer{}}
		s.discord = discordtest.New(t, discordtest.InMemory(), discordtest.WithHeartbeat(5*time.Minute))
		s.server = telegramtest.New(t, telegramtest.InMemory())
		boss, bea := s.server.User("boss"), s.server.User("bea")
		chief, cem := s.discord.Person("chief"), s.discord.Person("cem")
		s.owner = listOf(t, "telegram:%d,discord:%s", boss.ID(), chief.ID())
		s.start()
		defer s.stop()
		defer s.onFailure()
		nap()
		boss.Write("/host status")
		bea.Write("/host status")
		nap()
		said := boss.Transcript()
		for _, want := range []string{"Stillpoint ", "database: well", "telegram: well", "discord: well", "0 people", "free on its disk"} {
			if !strings.Contains(said, want) {
				t.Errorf("no %q in\n%s", want, said)
			}
		}
		// On Discord it is a command, in private chats alone, and says nothing to others.
		s.discord.Guild("garden").Member(chief)
		for _, p := range []*discordtest.Person{chief, cem} {
			p.Install()
			p.Command("host status", nil)
		}
		nap()
		if said := read(chief.Last()); !strings.Contains(said, "database: well") || !strings.Contains(said, "discord: well") {
			t.Errorf("on Discord the host is told\n%s", said)
		}
		if said := bea.Transcript() + cem.Transcript(); strings.Contains(said, "database") {
			t.Errorf("somebody else is told:\n%s", said)
		}
		if len(cem.Sees()) == 0 || len(chief.Failed())+len(cem.Failed()) != 0 {
			t.Errorf("somebody else's command isn't answered:\n%s", cem.Transcript())
		}
		time.Sleep(time.Hour)
		if n := len(boss.Sees()); n != 1 {
			t.Errorf("with nothing wrong the host got %d messages", n)
		}
		refused := discordtest.Refusal(401, 0, "401: Unauthorized")
		s.discord.Script(func(discordtest.Request) *discordtest.Fault { return &refused })
		s.discord.CloseGateway(4004)
		time.Sleep(20 * time.Hour)
		if n := strings.Count(boss.Transcript(), "Something needs you."); n != 1 || !strings.Contains(boss.Transcript(), "discord: ") {
			t.Errorf("the host was told %d times of a platform that is refused:\n%s", n, boss.Transcript())
		}
	})
}
