package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
)

// TestTelegramRush: ten thousand questions are due in one minute. What Telegram
// permits of a broadcast is used to 97 % or better and never exceeded, every question
// arrives once, and somebody who writes in the middle of it is answered at once.
func TestTelegramRush(t *testing.T) {
	t.Parallel()
	due := 10_000
	if testing.Short() {
		due = 500
	}
	path := filepath.Join(t.TempDir(), "rush.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2027, 3, 10, 20, 50, 0, 0, time.UTC)))
		s := serveTelegram(t, path, telegramtest.WithRates(telegramtest.OfficialRates()))
		defer s.stop()
		people := make([]*telegramtest.User, due)
		for i := range people {
			people[i] = s.server.User(fmt.Sprint("person", i)).Opened()
		}
		subscribe(t, s.store, people)
		writer := people[due-1]
		writer.Start("") // The bot has met them once.
		nap()

		begin := time.Date(2027, 3, 10, 21, 0, 0, 0, time.UTC)
		time.Sleep(time.Until(begin.Add(time.Duration(due) * time.Second / 60))) // halfway
		writer.Write("in the middle of it")
		wrote := time.Now()
		for !strings.Contains(writer.Last().Text, "Keep") && !strings.Contains(writer.Last().Text, "Kept") {
			if time.Since(wrote) > 5*time.Second {
				t.Fatalf("no answer after five seconds\n%s", writer.Transcript())
			}
			time.Sleep(10 * time.Millisecond)
		}
		if took := time.Since(wrote); took > 100*time.Millisecond {
			t.Errorf("answered after %v", took)
		}

		time.Sleep(time.Until(begin.Add(time.Duration(due) * time.Second / 29)))
		var sent []time.Time // the broadcast: what answers somebody is outside its rate
		for _, r := range s.server.Requests("sendMessage") {
			if r.Chat != writer.ChatID() && !r.At.Before(begin) {
				sent = append(sent, r.At)
			}
		}
		time.Sleep(time.Until(begin.Add(20 * time.Minute))) // Who was writing is asked later.
		synctest.Wait()
		asked := 0
		for _, p := range people {
			n := strings.Count(p.Transcript(), "[Not today]")
			if n != 1 {
				t.Errorf("%d questions in one chat", n)
			}
			asked += n
		}
		share := telegramtest.Share(sent, 30)
		busiest := telegramtest.Busiest(sent, time.Second)
		t.Logf("%d questions, %.1f %% of the rate, at most %d in a second", asked, 100*share, busiest)
		if share < 0.97 || busiest > 30 {
			t.Errorf("%.1f %% of the rate, at most %d in a second", 100*share, busiest)
		}
	})
}

// subscribe makes the people ones who are asked at 21:00 UTC.
func subscribe(t testing.TB, st *store.Store, people []*telegramtest.User) {
	t.Helper()
	const batch = 500
	for from := 0; from < len(people); from += batch {
		err := st.Update(t.Context(), func(tx reflection.Tx) error {
			for _, u := range people[from:min(from+batch, len(people))] {
				now := time.Now().UTC()
				p := reflection.Person{Seed: uint64(u.ID()), Created: now, Told: now}
				if err := tx.AddPerson(&p); err != nil {
					return err
				}
				c := chat.Chat{Platform: telegram.Platform, ID: fmt.Sprint(u.ChatID())}
				if err := tx.AddIdentity(&reflection.Identity{Person: p.ID, Account: fmt.Sprint(u.ID()), Private: c}); err != nil {
					return err
				}
				rule := schedule.Rule{At: schedule.TimeOfDay{Hour: 21}, Days: schedule.Everyday, Zone: "Etc/UTC"}
				next, err := rule.Next(now, schedule.Date{})
				if err != nil {
					return err
				}
				if err := tx.AddSubscription(&reflection.Subscription{Person: p.ID, Chat: c, Rule: rule, Next: next, Created: now}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
