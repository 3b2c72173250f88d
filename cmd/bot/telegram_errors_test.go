package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
)

// TestTelegramErrors: what somebody experiences when Telegram answers their
// question of Tuesday in one of its official ways.
func TestTelegramErrors(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault telegramtest.Fault
		// within is how soon after its hour the question is there, zero for not
		// on that day; times is how often it can be seen.
		within time.Duration
		times  int
		// stops says that nothing comes on Wednesday, until they write.
		stops bool
	}{
		{"blocked", telegramtest.Refusal(403, "Forbidden: bot was blocked by the user"), 0, 0, true},
		{"deactivated", telegramtest.Refusal(403, "Forbidden: user is deactivated"), 0, 0, true},
		{"never started", telegramtest.Refusal(403, "Forbidden: bot can't initiate conversation with a user"), 0, 0, true},
		{"chat not found", telegramtest.Refusal(400, "Bad Request: chat not found"), 0, 0, true},
		{"our mistake", telegramtest.Refusal(400, "Bad Request: BUTTON_DATA_INVALID"), 0, 0, false},
		{"too fast", telegramtest.TooMany(30), 40 * time.Second, 1, false},
		{"internal error", telegramtest.Refusal(500, "Internal Server Error"), time.Minute, 1, false},
		{"a proxy's page", telegramtest.BadGateway(), time.Minute, 1, false},
		{"cut before it was read", telegramtest.Fault{Cut: telegramtest.CutBefore}, time.Minute, 1, false},
		{"cut after it was shown", telegramtest.Fault{Cut: telegramtest.CutAfter}, time.Second, 2, false},
		{"an answer that breaks off", telegramtest.Malformed(), time.Second, 2, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "errors.db")
			synctest.Test(t, func(t *testing.T) {
				monday := time.Date(2027, 3, 8, 20, 30, 0, 0, time.UTC)
				time.Sleep(time.Until(monday))
				s := serveTelegram(t, path)
				defer s.stop()
				ada := s.server.User("ada")
				begin(ada)
				hour := func(day int) time.Time { return monday.AddDate(0, 0, day).Add(30 * time.Minute) }

				time.Sleep(time.Until(hour(1).Add(-time.Minute)))
				s.server.FaultNext(c.fault, "sendMessage")
				before := len(questions(ada))
				time.Sleep(time.Until(hour(1).Add(c.within + time.Second)))
				synctest.Wait()
				if got := len(questions(ada)) > before; got != (c.within > 0) {
					t.Errorf("the question is there: %v\n%s", got, ada.Transcript())
				}
				time.Sleep(time.Until(hour(1).Add(12 * time.Hour)))
				synctest.Wait()
				if got := len(questions(ada)) - before; got != c.times {
					t.Errorf("it was seen %d times, want %d\n%s", got, c.times, ada.Transcript())
				}

				time.Sleep(time.Until(hour(2).Add(time.Hour)))
				synctest.Wait()
				if got := len(questions(ada)) > before+c.times; got == c.stops {
					t.Errorf("a question on Wednesday: %v", got)
				}
				ada.Write("here I am") // A sign of life, whatever happened.
				nap()
				answer := "Kept"
				if c.stops {
					answer = "I'll ask every day at 21:00."
				}
				if last := ada.Last().Text; !strings.Contains(last, answer) {
					t.Errorf("what they write is answered by %q", last)
				}
				seen := len(questions(ada))
				time.Sleep(time.Until(hour(3).Add(time.Hour)))
				synctest.Wait()
				if len(questions(ada)) != seen+1 {
					t.Errorf("no question on Thursday\n%s", ada.Transcript())
				}
			})
		})
	}
}

// begin brings somebody to a question each evening at nine.
func begin(u *telegramtest.User) {
	nap()
	u.Start("")
	nap()
	u.Write("UTC")
	nap()
	u.Press("21:00")
	nap()
}

// questions are what of the bot's in the chat has a question's buttons.
func questions(u *telegramtest.User) []telegramtest.Seen {
	return slices.DeleteFunc(u.Sees(), func(m telegramtest.Seen) bool {
		return !slices.Contains(m.Labels(), "Not today")
	})
}
