package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
)

// By webhook, updates that come while the store can't be used are refused, and
// stay with Telegram.
func TestHoldingByWebhook(t *testing.T) {
	withWebhook(t, func(r *rig) {
		s := r.withStore()
		r.run()
		ada, bob := r.server.User("ada"), r.server.User("bob")
		s.set(true)
		var wrote []string
		for i := range 5 {
			wrote = append(wrote, fmt.Sprint(i))
			ada.Write(wrote[i])
			bob.Write(wrote[i])
			r.pass(time.Minute)
		}
		if n := r.server.Waiting(); n != 10 {
			r.Errorf("%d of 10 updates wait at Telegram", n)
		}
		if err := r.adapter.Ready(); !errors.Is(err, errFull) {
			r.Errorf("ready while held: %v", err)
		}
		if n := r.logged.lines("can't hand updates"); n != 0 {
			r.Error("our own refusals are taken for trouble with the webhook")
		}
		s.set(false)
		r.pass(5 * time.Minute)
		for _, u := range []*telegramtest.User{ada, bob} {
			if got := s.stored[chatOf(u)]; !slices.Equal(got, wrote) {
				r.Errorf("%q were stored", got)
			}
		}
		if r.server.Waiting() != 0 || r.adapter.Ready() != nil {
			r.Errorf("afterwards %d wait, %v", r.server.Waiting(), r.adapter.Ready())
		}
	})
}

// While the store can't be used, what is posted is refused at once and not taken
// in; a press is answered and taken. What was held is done when it is posted again.
func TestHeldPosts(t *testing.T) {
	withWebhook(t, func(r *rig) {
		s := r.withStore()
		r.run()
		post := func(id, from int, what string) int {
			r.Helper()
			who := fmt.Sprintf(`"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"Ada"}`, from, from)
			body := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%d,%s,"text":"words"}}`, id, id, time.Now().Unix(), who)
			if what == "press" {
				body = fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":"%d","from":{"id":%d,"first_name":"Ada"},"data":"undo:7:","message":{"message_id":1,"date":0,%s}}}`, id, id, from, who)
			}
			q := httptest.NewRequest(http.MethodPost, hookURL, strings.NewReader(body))
			q.Header.Set(secretHeader, r.adapter.secret)
			w := httptest.NewRecorder()
			began := time.Now()
			r.adapter.Handler().ServeHTTP(w, q)
			if took := time.Since(began); took > time.Second {
				r.Errorf("update %d was answered after %v", id, took)
			}
			return w.Code
		}
		s.set(true)
		if got := post(1, 5, "words"); got != 503 {
			r.Errorf("the first: %d", got)
		}
		for id := 2; id < 20; id++ {
			if got := post(id, 4+id, "words"); got != 503 {
				r.Errorf("update %d while held: %d", id, got)
			}
		}
		if got := post(20, 5, "press"); got != 200 {
			r.Errorf("a press while held: %d", got)
		}
		if got := len(r.in.offered()); got != 1 {
			r.Errorf("%d updates were offered", got)
		}
		s.set(false)
		r.pass(lastWait)
		for _, id := range []int{1, 2} {
			if got := post(id, 4+id, "words"); got != 200 {
				r.Errorf("update %d afterwards: %d", id, got)
			}
		}
		if got := len(s.stored); got != 2 {
			r.Errorf("words of %d people are stored", got)
		}
	})
}
