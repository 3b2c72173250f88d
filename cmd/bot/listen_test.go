package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"stillpoint/internal/adapters/telegram"
)

// Behind a proxy that strips the beginning of the path updates still arrive; whoever
// has no secret is turned away at every path, and nothing else is posted anywhere.
func TestWebhookBehindAProxy(t *testing.T) {
	for webhook, want := range map[string]int{"https://bot.example.org/telegram/hook": http.StatusUnauthorized, "": http.StatusNotFound} {
		c := &runCmd{}
		c.TelegramWebhook = webhook
		tg, err := telegram.New(telegram.Options{Token: "4242:AAkeyOfABotThatIsNone_forTests-0123456", Webhook: webhook})
		if err != nil {
			t.Fatal(err)
		}
		routes := c.routes(&bot{}, tg, slog.New(slog.DiscardHandler))
		for _, path := range []string{"/telegram/hook", "/hook", "/"} {
			w := httptest.NewRecorder()
			routes.ServeHTTP(w, httptest.NewRequest(http.MethodPost, path, nil))
			if w.Code != want {
				t.Errorf("webhook %q, posted to %s: %d", webhook, path, w.Code)
			}
		}
		w := httptest.NewRecorder()
		if routes.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/healthz", nil)); w.Code != http.StatusOK {
			t.Errorf("health: %d", w.Code)
		}
	}
}
