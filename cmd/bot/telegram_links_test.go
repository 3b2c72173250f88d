package main

import (
	"encoding/base64"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// TestRefusedLinks: a stranger opens six links at once that lead nowhere. They are
// answered, what waits by fewer messages, no faster than the chat may be written to,
// and when Telegram says to wait, nothing is asked there meanwhile.
func TestRefusedLinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "links.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)))
		s := serveTelegram(t, path, telegramtest.WithRates(telegramtest.OfficialRates()))
		defer s.stop()
		eve := s.server.User("eve")
		s.server.FaultNext(telegramtest.TooMany(7), "sendMessage")
		opened := time.Now()
		link := "do-" + base64.RawURLEncoding.EncodeToString(s.store.Links().Seal([]byte(chat.Ref{Verb: "cshow", ID: 999999}.String())))
		for range 6 {
			eve.Start(link)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		requests, refused := s.server.Requests("sendMessage"), 0
		for _, r := range requests {
			if r.Code == 429 {
				refused++
			} else if r.At.Sub(opened) < 7*time.Second {
				t.Errorf("asked again after %v", r.At.Sub(opened))
			}
		}
		if refused != 1 || len(requests) != 5 {
			t.Errorf("%d requests, %d of them refused; want five and one\n%s", len(requests), refused, eve.Transcript())
		}
	})
}
