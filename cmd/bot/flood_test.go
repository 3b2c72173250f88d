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
)

// answered gives a command that nobody knows and returns how long its answer took,
// which names it.
func answered(t *testing.T, u *telegramtest.User, name string) time.Duration {
	t.Helper()
	gave := time.Now()
	u.Command(name, "")
	for !strings.Contains(u.Last().Text, "I don't know /\u2060"+name) {
		if time.Since(gave) > 10*time.Minute {
			t.Fatalf("no answer\n%s", u.Transcript())
		}
		time.Sleep(20 * time.Millisecond)
		synctest.Wait()
	}
	return time.Since(gave)
}

// answeredInTime fails unless 99 of a hundred commands, one after another, are answered
// within a second.
func answeredInTime(t *testing.T, u *telegramtest.User) {
	t.Helper()
	var took []time.Duration
	for i := range 100 {
		took = append(took, answered(t, u, fmt.Sprintf("x%dx", i)))
		time.Sleep(1500 * time.Millisecond)
	}
	slices.Sort(took)
	t.Logf("answered after %v at the median, %v at the 99th of 100", took[50], took[98])
	if took[98] >= time.Second {
		t.Errorf("the 99th of a hundred answers took %v", took[98])
	}
}

// noOutage fails if one of Telegram was recorded.
func noOutage(t *testing.T, s *served) {
	t.Helper()
	err := s.store.View(t.Context(), func(tx reflection.Tx) error {
		aways, err := tx.AwaySince(time.Time{})
		for _, a := range aways {
			if a.Platform == "telegram" {
				t.Errorf("an outage of Telegram was recorded: %v", a.To.Sub(a.From))
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// flood is much at once.
type flood struct {
	begins func()
	// from are the people whose words each is to be kept of, in order.
	from  []*telegramtest.User
	words []string
}

// numbered are n texts that tell of themselves which they are.
func numbered(what string, n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprint(what, " ", i))
	}
	return all
}

// TestAFlood: what one person, one group, or five hundred people send at once delays
// nobody else, fakes no outage, and is kept.
func TestAFlood(t *testing.T) {
	t.Parallel()
	floods := map[string]func(s *served) flood{
		"one person sends five hundred messages": func(s *served) flood {
			eve, words := s.server.User("eve"), numbered("forwarded", 500)
			begin(eve)
			return flood{func() {
				for _, text := range words {
					eve.Write(text)
				}
			}, []*telegramtest.User{eve}, words}
		},
		"one group gives four hundred commands": func(s *served) flood {
			boss, group := s.server.User("boss"), s.server.Supergroup("walkers")
			group.MakeCreator(boss)
			boss.In(group)
			group.Add(boss)
			nap()
			return flood{begins: func() {
				for i := range 400 {
					s.server.User(fmt.Sprint("m", i%10)).In(group).Command("streak", "")
				}
			}}
		},
		"five hundred people send ten messages each": func(s *served) flood {
			var all []*telegramtest.User
			words := numbered("part", 10)
			for i := range 500 {
				u := s.server.User(fmt.Sprint("p", i))
				u.Start("")
				all = append(all, u)
			}
			time.Sleep(time.Minute)
			for _, u := range all {
				u.Write("UTC")
			}
			time.Sleep(time.Minute)
			for _, u := range all {
				u.Press("21:00")
			}
			time.Sleep(2 * time.Minute)
			return flood{func() {
				for _, text := range words {
					for _, u := range all {
						u.Write(text)
					}
				}
			}, all, words}
		},
	}
	for name, prepare := range floods {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "flood.db")
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(monday))
				s := serveTelegram(t, path, telegramtest.WithRates(telegramtest.OfficialRates()))
				defer s.stop()
				bea := s.server.User("bea")
				begin(bea)
				flood := prepare(s)
				flood.begins()
				answeredInTime(t, bea)
				time.Sleep(10 * time.Minute)
				synctest.Wait()
				noOutage(t, s)
				if n := strings.Count(s.log.String(), "passed over"); n > 0 {
					t.Errorf("%d events were passed over", n)
				}
				for _, u := range flood.from {
					if got := partsOf(t, s.store, "telegram", fmt.Sprint(u.ID())); !slices.Equal(got, flood.words) {
						t.Fatalf("of %d messages %d are kept: %q", len(flood.words), len(got), got)
					}
				}
			})
		})
	}
}

// TestOnePlatformHangs: while every request to Discord hangs for twenty seconds, and
// three hundred people write there, Telegram's answers and its question come as ever,
// and nobody records an outage of it.
func TestOnePlatformHangs(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "hangs.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveBoth(t, path, "")
		defer s.stop()
		bea := s.server.User("bea")
		begin(bea)
		var others []*discordtest.Person
		for i := range 300 {
			p := s.discord.Person(fmt.Sprint("p", i))
			p.Command("start", nil)
			others = append(others, p)
		}
		hour := time.Date(monday.Year(), monday.Month(), monday.Day()+1, 21, 0, 0, 0, time.UTC)
		time.Sleep(time.Until(hour.Add(-5 * time.Minute)))
		s.discord.Script(func(discordtest.Request) *discordtest.Fault {
			return &discordtest.Fault{Delay: 20 * time.Second, Cut: discordtest.CutBefore}
		})
		for _, p := range others {
			p.Write("Berlin")
		}
		answeredInTime(t, bea)
		time.Sleep(time.Until(hour.Add(-time.Second)))
		before := len(questions(bea))
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := len(questions(bea)); n != before+1 {
			t.Errorf("the question of %v didn't come\n%s", hour, bea.Transcript())
		}
		noOutage(t, s)
	})
}
