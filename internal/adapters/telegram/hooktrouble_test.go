package telegram

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

// A webhook that Telegram can't reach is logged once, with what may help, and the
// bot isn't ready, until updates come again.
func TestWebhookOutOfReach(t *testing.T) {
	for name, c := range map[string]struct {
		fail       func() (*http.Response, error)
		says, hint string
	}{
		"nobody there": {func() (*http.Response, error) { return nil, errors.New("no route") }, "Connection failed", "reachable from outside"},
		"a path taken away": {func() (*http.Response, error) {
			w := httptest.NewRecorder()
			http.NotFound(w, nil)
			return w.Result(), nil
		}, "404 Not Found", "beginning of the path"},
		"a proxy alone": {func() (*http.Response, error) {
			w := httptest.NewRecorder()
			http.Error(w, "no backend", http.StatusServiceUnavailable)
			return w.Result(), nil
		}, "503 Service Unavailable", "may not reach the bot"},
	} {
		t.Run(name, func(t *testing.T) {
			var r *rig
			var broken atomic.Bool
			post := roundTrip(func(q *http.Request) (*http.Response, error) {
				if broken.Load() {
					return c.fail()
				}
				w := httptest.NewRecorder()
				r.adapter.Handler().ServeHTTP(w, q)
				return w.Result(), nil
			})
			inBubble(t, func(made *rig) {
				r = made
				r.options.Webhook = hookURL
				r.open()
				r.run()
				r.pass(time.Minute)
				if err := r.adapter.Ready(); err != nil {
					r.Fatalf("at the start: %v", err)
				}
				broken.Store(true)
				r.server.User("ada").Write(private)
				r.pass(time.Hour)
				if err := r.adapter.Ready(); err == nil || !strings.Contains(err.Error(), c.says) {
					r.Errorf("ready while it can't be reached: %v", err)
				}
				if r.logged.lines("can't hand updates") != 1 || r.logged.lines(c.says) != 1 || r.logged.lines(c.hint) != 1 {
					r.Errorf("in an hour the log says:\n%s", r.logged)
				}
				report, err := r.adapter.Check(r.Context())
				if err != nil || !strings.Contains(report.Hint, c.hint) {
					r.Errorf("a check says %+v, %v", report, err)
				}
				broken.Store(false)
				r.pass(5 * time.Minute)
				if err := r.adapter.Ready(); err != nil || r.logged.lines("to the webhook again") != 1 {
					r.Errorf("afterwards: %v\n%s", err, r.logged)
				}
				only[chat.Text](r)
			}, telegramtest.WebhookClient(&http.Client{Transport: post}))
		})
	}
}

// Whether the bot serves anybody is known before it is connected, while Telegram
// is out of reach for long, while another program takes its updates, and after
// the end.
func TestReady(t *testing.T) {
	inBubble(t, func(r *rig) {
		says := func(when, words string) {
			t.Helper()
			switch err := r.adapter.Ready(); {
			case words == "" && err != nil, words != "" && (err == nil || !strings.Contains(err.Error(), words)):
				t.Errorf("%s: %v, want %q", when, err, words)
			}
		}
		says("before", "not connected")
		r.run()
		says("running", "")
		r.server.Down()
		r.pass(unreachedFor / 2)
		says("away for a moment", "")
		r.pass(unreachedFor)
		says("away for long", "no answer from Telegram")
		r.server.Up()
		r.pass(2 * lastWait)
		says("back", "")
		conflict := telegramtest.Refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
		r.server.Script(func(q telegramtest.Request) *telegramtest.Fault {
			if q.Method == "getUpdates" {
				return &conflict
			}
			return nil
		})
		r.pass(time.Minute)
		says("beside another", "another program")
		r.server.Script(nil)
		r.pass(time.Minute)
		says("alone again", "")
		if err := r.stop(); err != nil {
			t.Errorf("Run: %v", err)
		}
		says("after the end", "not connected")
	})
}

// What kept one Run from its people keeps the next from nobody: it is ready as soon
// as Telegram answers.
func TestReadyAgainAfterAnEnd(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.server.Down()
		r.run()
		r.pass(2 * unreachedFor)
		if err := r.adapter.Ready(); err == nil || !strings.Contains(err.Error(), "no answer from Telegram") {
			t.Errorf("while Telegram is away: %v", err)
		}
		r.server.FaultNext(telegramtest.Refusal(401, "Unauthorized"), "getMe")
		r.server.Up()
		r.pass(2 * lastWait)
		if err := r.stop(); err == nil {
			t.Error("a refused token ends nothing")
		}
		r.run()
		r.pass(2 * unreachedFor)
		if err := r.adapter.Ready(); err != nil {
			t.Errorf("running again: %v", err)
		}
	}, telegramtest.Tolerant())
}
