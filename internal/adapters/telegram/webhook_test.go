package telegram

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

const hookURL = "https://stillpoint.example/telegram"

// withWebhook runs a test with an adapter that takes in by webhook: what the
// simulator posts goes straight to the adapter's handler.
func withWebhook(t *testing.T, f func(*rig)) {
	var r *rig
	post := roundTrip(func(q *http.Request) (*http.Response, error) {
		w := httptest.NewRecorder()
		r.adapter.Handler().ServeHTTP(w, q)
		return w.Result(), nil
	})
	inBubble(t, func(made *rig) {
		r = made
		r.options.Webhook = hookURL
		r.open()
		f(r)
	}, telegramtest.WebhookClient(&http.Client{Transport: post}))
}

func TestWebhook(t *testing.T) {
	withWebhook(t, func(r *rig) {
		ada := r.server.User("ada")
		ada.Write("while it was away")
		r.in.handle = func(_ chat.Event, offer int) error {
			if offer == 1 {
				return errFull
			}
			return nil
		}
		r.run()
		if r.server.Webhook() != hookURL {
			r.Fatalf("the webhook is %q", r.server.Webhook())
		}
		ada.Write("now")
		r.pass(10 * time.Second)
		if got := slices.Compact(r.in.bodies()); !slices.Equal(got, []string{"while it was away", "now"}) {
			r.Errorf("offered %q", got)
		}
		if n := r.server.Waiting(); n != 0 {
			r.Errorf("%d updates still wait", n)
		}
		if r.in.reported() == 0 {
			r.Error("never caught up")
		}
		r.pass(10 * time.Minute)
		_, told := r.in.caught()
		for i := 1; i < len(told); i++ {
			if gap := told[i].Sub(told[i-1]); gap > time.Minute {
				r.Errorf("report %d came after %v", i, gap)
			}
		}
		if len(told) < 10 {
			r.Errorf("%d reports in ten minutes", len(told))
		}
		if err := r.stop(); err != nil {
			r.Fatalf("Run: %v", err)
		}
		if r.server.Webhook() != "" {
			r.Error("the webhook is left behind")
		}
		if n := len(r.server.Requests("getUpdates")); n != 0 {
			r.Errorf("%d polls", n)
		}
	})
}

// Being caught up waits for the backlog, and a stop in the middle of it loses
// nothing.
func TestWebhookIsStopped(t *testing.T) {
	withWebhook(t, func(r *rig) {
		for i := range 3 {
			r.server.User("ada").Write(fmt.Sprint(i))
		}
		stopping := make(chan struct{})
		r.in.handle = func(chat.Event, int) error {
			<-stopping
			return errFull
		}
		r.run()
		r.pass(10 * time.Second)
		if r.in.reported() != 0 {
			r.Error("caught up with what isn't done")
		}
		go func() {
			time.Sleep(time.Second)
			close(stopping)
		}()
		if err := r.stop(); err != nil {
			r.Fatalf("Run: %v", err)
		}
		r.open()
		r.run()
		r.pass(time.Minute)
		if got := r.in.bodies(); !slices.Equal(got, []string{"0", "1", "2"}) {
			r.Errorf("after the restart: %q", got)
		}
	})
}

func TestWebhookIsKept(t *testing.T) {
	withWebhook(t, func(r *rig) {
		r.run()
		q, _ := http.NewRequest(http.MethodPost, r.server.URL()+"/bot"+r.server.Token()+"/deleteWebhook", http.NoBody)
		if answer, err := r.server.Client().Do(q); err != nil || answer.Body.Close() != nil {
			r.Fatal(err)
		}
		r.pass(time.Minute)
		if r.server.Webhook() != hookURL {
			r.Errorf("the webhook is %q", r.server.Webhook())
		}
	})
}

func TestWebhookIsRefused(t *testing.T) {
	withWebhook(t, func(r *rig) {
		r.server.FaultNext(telegramtest.Refusal(400, "Bad Request: bad webhook: Failed to resolve host"), "setWebhook")
		r.run()
		err := r.stop()
		r.stop = nil
		if err == nil || !strings.Contains(err.Error(), "webhook") {
			r.Errorf("Run: %v", err)
		}
	})
}

// What is posted once everything has ended is left for the next start.
func TestWebhookAfterTheEnd(t *testing.T) {
	inBubble(t, func(r *rig) {
		in := newIntake(r.Context(), r.adapter, r.in)
		in.end()
		body := `{"update_id":9,"message":{"message_id":3,"date":5,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"late"}}`
		if in.take(r.Context(), []byte(body)) || len(r.in.seen()) != 0 {
			r.Error("it was taken in")
		}
	})
}

// Only Telegram is heard, and only with what can be an update.
func TestWebhookHandler(t *testing.T) {
	withWebhook(t, func(r *rig) {
		post := func(method, secret, body string) int {
			q := httptest.NewRequest(method, hookURL, strings.NewReader(body))
			if secret != "" {
				q.Header.Set(secretHeader, secret)
			}
			w := httptest.NewRecorder()
			r.adapter.Handler().ServeHTTP(w, q)
			return w.Code
		}
		update := `{"update_id":9,"message":{"message_id":3,"date":5,"chat":{"id":5,"type":"private"},"from":{"id":5,"first_name":"Ada"},"text":"` + private + `"}}`
		if got := post("POST", r.adapter.secret, update); got != 503 {
			r.Errorf("before it runs: %d", got)
		}
		r.run()
		for _, c := range []struct {
			what, method, secret, body string
			want                       int
		}{
			{"a look", "GET", r.adapter.secret, "", 405},
			{"no secret", "POST", "", update, 401},
			{"half the secret", "POST", r.adapter.secret[:10], update, 401},
			{"another secret", "POST", strings.Repeat("x", len(r.adapter.secret)), update, 401},
			{"too long", "POST", r.adapter.secret, strings.Repeat(" ", maxUpdate) + update, 413},
			{"no JSON", "POST", r.adapter.secret, private, 200},
			{"a garbled update", "POST", r.adapter.secret, `{"update_id":8,"message":"` + private + `"}`, 200},
			{"an update", "POST", r.adapter.secret, update, 200},
		} {
			if got := post(c.method, c.secret, c.body); got != c.want {
				r.Errorf("%s: %d, want %d", c.what, got, c.want)
			}
		}
		only[chat.Text](r)
		if n := len(r.adapter.secret); n < 26 || n > 256 || strings.Trim(r.adapter.secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
			r.Errorf("a secret of %d characters", n)
		}
	})
}
