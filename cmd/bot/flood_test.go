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

// joins brings somebody on Telegram to a question a day.
func joins(u *telegramtest.User) {
	u.Start("")
	nap()
	u.Write("UTC")
	time.Sleep(2 * time.Second)
	u.Press("21:00")
	time.Sleep(5 * time.Second)
}

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

// noOutage fails if one was recorded.
func noOutage(t *testing.T, s *served) {
	t.Helper()
	err := s.store.View(t.Context(), func(tx reflection.Tx) error {
		aways, err := tx.AwaySince(time.Time{})
		for _, a := range aways {
			t.Errorf("an outage of %s was recorded: %v", a.Platform, a.To.Sub(a.From))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestAFlood: what one person, one group, or five hundred people send at once delays
// nobody else, fakes no outage, and is kept.
func TestAFlood(t *testing.T) {
	floods := map[string]func(s *served) (again func()){
		"one person sends five hundred messages": func(s *served) func() {
			eve := s.server.User("eve")
			joins(eve)
			return func() {
				for i := range 500 {
					eve.Write(fmt.Sprint("forwarded ", i))
				}
			}
		},
		"one group gives four hundred commands": func(s *served) func() {
			boss, group := s.server.User("boss"), s.server.Supergroup("walkers")
			group.MakeCreator(boss)
			boss.In(group)
			group.Add(boss)
			nap()
			return func() {
				for i := range 400 {
					s.server.User(fmt.Sprint("m", i%10)).In(group).Command("streak", "")
				}
			}
		},
		"five hundred people send ten messages each": func(s *served) func() {
			var all []*telegramtest.User
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
			return func() {
				for i := range 10 {
					for _, u := range all {
						u.Write(fmt.Sprint("part ", i))
					}
				}
			}
		},
	}
	for name, begin := range floods {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "flood.db")
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(monday))
				s := serveTelegram(t, path, telegramtest.WithRates(telegramtest.OfficialRates()))
				defer s.stop()
				bea := s.server.User("bea")
				joins(bea)
				flood := begin(s)
				flood()
				var took []time.Duration
				for i := range 100 {
					took = append(took, answered(t, bea, fmt.Sprintf("x%dx", i)))
					time.Sleep(1500 * time.Millisecond)
				}
				slices.Sort(took)
				t.Logf("answered after %v at the median, %v at the 99th of 100", took[50], took[98])
				if took[98] >= time.Second {
					t.Errorf("the 99th of a hundred answers took %v", took[98])
				}
				time.Sleep(10 * time.Minute)
				synctest.Wait()
				noOutage(t, s)
				if n := strings.Count(s.log.String(), "passed over"); n > 0 {
					t.Errorf("%d events were passed over", n)
				}
			})
		})
	}
}

// TestOnePlatformHangs: while every request to Discord hangs for twenty seconds, and
// three hundred people write there, Telegram's answers and its question come as ever,
// and nobody records an outage of it.
func TestOnePlatformHangs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hangs.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveBoth(t, path)
		defer s.stop()
		bea := s.server.User("bea")
		joins(bea)
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
		var took []time.Duration
		for i := range 100 {
			took = append(took, answered(t, bea, fmt.Sprintf("x%dx", i)))
			time.Sleep(1500 * time.Millisecond)
		}
		slices.Sort(took)
		t.Logf("answered after %v at the median, %v at the 99th of 100", took[50], took[98])
		if took[98] >= time.Second {
			t.Errorf("the 99th of a hundred answers took %v", took[98])
		}
		time.Sleep(time.Until(hour.Add(-time.Second)))
		before := len(bea.Sees())
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := len(bea.Sees()); n == before {
			t.Errorf("the question of %v didn't come\n%s", hour, bea.Transcript())
		}
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
	})
}
