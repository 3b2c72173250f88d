package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// floods are what one account does at once on Telegram, and how often. Of messages and
// edits, which are all taken in, fewer do than of the others.
var floods = map[string]struct {
	often int
	once  func(eve *telegramtest.User, i int)
}{
	"commands": {10_000, func(eve *telegramtest.User, _ int) { eve.Command("streak", "") }},
	"presses":  {3000, func(eve *telegramtest.User, _ int) { eve.Press("Another") }},
	"messages": {1200, func(eve *telegramtest.User, i int) { eve.Write(fmt.Sprint("message ", i)) }},
	"edits":    {200, nil},
	"own questions": {5, func(eve *telegramtest.User, i int) {
		var table strings.Builder
		for n := range 10_000 {
			fmt.Fprintf(&table, "What was question %d of table %d about?\n", n, i)
		}
		eve.TextFile("questions.txt", table.String(), "/questions")
	}},
}

// TestOneFloodsOnTelegram: ten thousand commands, presses, messages, edits, and tables of
// ten thousand own questions, of one account at once: another is answered in time, what is
// kept stays within its limits, the flooder is told kindly, once a minute at most, and
// nobody else is written to.
func TestOneFloodsOnTelegram(t *testing.T) {
	w := words.For("")
	for name, flood := range floods {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "flood.db")
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(monday))
				s := serveTelegram(t, path, telegramtest.WithRates(telegramtest.OfficialRates()))
				defer s.stop()
				bea, eve, third := s.server.User("bea"), s.server.User("eve"), s.server.User("third")
				begin(bea)
				begin(third)
				begin(eve)
				once := flood.once
				if once == nil {
					id := eve.Write("An answer.")
					nap()
					once = func(eve *telegramtest.User, i int) { eve.Edit(id, fmt.Sprint("An answer, edited ", i)) }
				}
				seen, before := len(third.Sees()), len(eve.Sees())
				for i := range flood.often {
					once(eve, i)
				}
				answeredInTime(t, bea)
				time.Sleep(time.Hour)
				noOutage(t, s)
				if n := len(third.Sees()); n != seen {
					t.Errorf("somebody else got %d messages", n-seen)
				}
				kindly := strings.Count(eve.Transcript(), w.TooMuch)
				for _, p := range s.server.Presses() {
					kindly += strings.Count(p.Text, w.TooMuch)
				}
				if flood.often > 2000 && (kindly < 1 || kindly > 4) {
					t.Errorf("the flooder was told %d times that it is too much", kindly)
				}
				if n := len(eve.Sees()) - before; n > 200 {
					t.Errorf("a flood was answered by %d messages", n)
				}
				wantBounded(t, s, eve)
				answered(t, eve, "afterwards") // Who flooded is served again.
			})
		})
	}
}

// wantBounded fails if more is kept of somebody than a day, and an own list, have room for.
func wantBounded(t *testing.T, s *served, u *telegramtest.User) {
	t.Helper()
	if n := len(partsOf(t, s.store, "telegram", fmt.Sprint(u.ID()))); n > 1000 {
		t.Errorf("%d messages of a day are kept", n)
	}
	err := s.store.View(t.Context(), func(tx reflection.Tx) error {
		id, err := tx.Identity("telegram", fmt.Sprint(u.ID()))
		if err != nil {
			return err
		}
		subs, err := tx.SubscriptionsOf(id.Person)
		if err != nil {
			return err
		}
		own, err := tx.Questions(subs[0].ID, reflection.Approved)
		if len(own) > 100 {
			t.Errorf("%d own questions are kept", len(own))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestOneFloodsOnDiscord: the same with commands, presses and forms in a channel of a
// server, where others answer at the same time. Nobody gets a private message who didn't
// ask for one, and whoever set the channel up is written to twice at most: of what waits,
// and of what was reported.
func TestOneFloodsOnDiscord(t *testing.T) {
	const much = 1200 // Each is an interaction that Discord wants an answer to.
	path := filepath.Join(t.TempDir(), "flood.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path)
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		channel := guild.Channel("reflections")
		boss := s.discord.Person("boss")
		guild.Member(boss, "MANAGE_GUILD")
		setUp(boss, channel, nil)
		atNine(1)
		post := newestPost(t, channel)
		answers := func(p *discordtest.Person, text string) {
			t.Helper()
			p.Press(post.ID, "Reflect")
			nap()
			p.Submit(map[string]string{p.Form().Fields[0].CustomID: text})
			nap()
		}
		ada, eve := s.discord.Person("ada").In(channel), s.discord.Person("eve").In(channel)
		answers(ada, "Mine.")
		ada.Press("", "Share with the channel")
		nap()
		answers(eve, "Hers.")
		eve.Press(post.ID, "Read others")
		nap()
		opened := len(s.discord.Opened())
		for i := range much {
			switch i % 4 {
			case 0:
				eve.Command("streak", nil)
			case 1:
				eve.Press(post.ID, "Read others")
			case 2:
				eve.Press(post.ID, "Reflect")
			case 3:
				eve.Command("suggest", map[string]any{"question": fmt.Sprintf("What is question %d about?", i)})
			}
		}
		// Others are answered meanwhile, each press within Discord's three seconds.
		var took []time.Duration
		for i := range 30 {
			p := s.discord.Person(fmt.Sprint("p", i)).In(channel)
			gave := time.Now()
			p.Press(post.ID, "Reflect")
			for p.Form() == nil && time.Since(gave) < time.Minute {
				time.Sleep(20 * time.Millisecond)
				synctest.Wait()
			}
			took = append(took, time.Since(gave))
			time.Sleep(time.Second)
		}
		slices.Sort(took)
		t.Logf("a form opens after %v at the median, %v at the last", took[15], took[29])
		if took[29] >= 3*time.Second {
			t.Errorf("somebody's form opened after %v", took[29])
		}
		time.Sleep(time.Hour)
		told := 0
		for _, m := range eve.Sees() {
			if strings.Contains(read(m), "more at once than I can follow") {
				told++
			}
		}
		if told < 1 || told > 3 {
			t.Errorf("the flooder was told %d times", told)
		}
		if n := len(boss.Sees()); n > 2 {
			t.Errorf("whoever set the channel up got %d messages:\n%s", n, boss.Transcript())
		}
		if again := s.discord.Opened()[opened:]; slices.ContainsFunc(again, func(id string) bool { return id != boss.ID() }) {
			t.Errorf("private chats were opened with %v", again)
		}
		if n := len(channel.Messages()); n != 1 {
			t.Errorf("%d messages are in the channel for all to see", n)
		}
	})
}
