package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// TestDiscordGaps: whatever happens to the connection in the middle of a
// conversation, what was written meanwhile is kept once, in its order, and the bot
// is back by itself.
func TestDiscordGaps(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]func(*served){
		"a connection cut":           func(s *served) { s.discord.CutGateway() },
		"reconnect (op 7)":           func(s *served) { s.discord.Reconnect() },
		"invalid session, resumable": func(s *served) { s.discord.Invalidate(true) },
		"invalid session, for good":  func(s *served) { s.discord.Invalidate(false) },
		"a zombie":                   func(s *served) { s.discord.Zombie() },
		"a session that expired":     func(s *served) { s.discord.CutGateway(); s.discord.Expire() },
		"a restart":                  func(s *served) { s.stop() },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "gap.db")
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(monday))
				s := serveDiscord(t, path)
				defer func() { s.stop() }()
				defer s.onFailure()
				ada := s.discord.Person("ada")
				nap()
				ada.Command("start", nil)
				nap()
				ada.Write("Berlin")
				nap()
				ada.Press("", "21:00")
				nap()
				ada.Write("before")
				nap()
				trouble(s)
				for i := range 5 {
					ada.Write(fmt.Sprint("meanwhile ", i))
				}
				if name == "a restart" {
					time.Sleep(5 * time.Minute)
					s.start()
				}
				time.Sleep(3 * time.Minute)
				ada.Write("after")
				nap()
				want := []string{"before", "meanwhile 0", "meanwhile 1", "meanwhile 2", "meanwhile 3", "meanwhile 4", "after"}
				if got := partsOf(t, s.store, "discord", ada.ID()); !slices.Equal(got, want) {
					t.Errorf("kept %q", got)
				}
				time.Sleep(time.Until(monday.Add(9*time.Hour + 16*time.Minute))) // 21:16 in Berlin
				if n := labelled(ada.Sees(), "Not today"); n != 1 {
					t.Errorf("%d questions are open to be put off\n%s", n, ada.Transcript())
				}
			})
		})
	}
}

// TestDiscordRefused: a token that is refused, and an intent that isn't granted,
// end Discord with one clear line, while Telegram goes on; it is tried again later.
func TestDiscordRefused(t *testing.T) {
	for code, says := range map[int]string{4004: "token", 4014: "intent"} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "refused.db")
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(monday))
				s := serveBoth(t, path, "")
				s.fails = true
				nap()
				s.discord.CloseGateway(code)
				nap()
				bea := s.server.User("bea")
				bea.Start("")
				nap()
				if !strings.Contains(bea.Transcript(), "What time is it for you?") {
					t.Errorf("Telegram doesn't go on\n%s", bea.Transcript())
				}
				s.stop()
				lines := 0
				for line := range strings.Lines(s.log.String()) {
					if strings.Contains(line, "platform ended") && strings.Contains(line, "discord") && strings.Contains(line, says) {
						lines++
					}
				}
				if lines != 1 {
					t.Errorf("%d lines say why\n%s", lines, s.log.String())
				}
			})
		})
	}
}

// TestDiscordCuts: two hundred questions go out at once, and the connection of each
// is cut after Discord has taken it, up to twice. Each is there once.
func TestDiscordCuts(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "cuts.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.WithHeartbeat(5*time.Minute))
		defer s.stop()
		defer s.onFailure()
		const people = 200
		nap()
		all := make([]*discordtest.Person, people)
		for i := range all {
			all[i] = s.discord.Person(fmt.Sprint("person ", i))
			all[i].Command("start", nil)
			nap()
			all[i].Write("UTC")
			nap()
			all[i].Press("", "21:00")
			nap()
		}
		seed := rand.Uint64()
		t.Logf("seed %d", seed)
		draw := rand.New(rand.NewPCG(seed, 0))
		var mu sync.Mutex
		left, cuts := map[string]int{}, 0
		s.discord.Script(func(r discordtest.Request) *discordtest.Fault {
			mu.Lock()
			defer mu.Unlock()
			if r.Route != "POST /channels/{channel_id}/messages" {
				return nil
			}
			if _, seen := left[r.Channel]; !seen {
				left[r.Channel] = 1 + draw.IntN(2)
			}
			if left[r.Channel] == 0 {
				return nil
			}
			left[r.Channel]--
			cuts++
			return &discordtest.Fault{Cut: discordtest.CutAfter}
		})
		time.Sleep(time.Until(monday.Add(36 * time.Hour)))
		for i, p := range all {
			if n := labelled(p.Sees(), "Not today"); n != 2 {
				t.Errorf("person %d sees %d questions on two days", i, n)
			}
		}
		t.Logf("%d sends were cut", cuts)
		if cuts < people {
			t.Errorf("only %d sends were cut", cuts)
		}
	})
}
