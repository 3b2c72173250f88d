package telegramtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// hooks is a bot that takes updates by webhook, without a network.
type hooks struct {
	fail  int // how many posts it refuses
	texts []string
	waits []time.Duration
	last  time.Time
}

func (h *hooks) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	var u got
	switch err := json.NewDecoder(r.Body).Decode(&u); {
	case r.Header.Get(secretHeader) != "s3cret" || err != nil:
		w.WriteHeader(http.StatusForbidden)
	case h.fail > 0:
		h.fail--
		h.waits = append(h.waits, time.Since(h.last))
		w.WriteHeader(http.StatusInternalServerError)
	default:
		h.texts = append(h.texts, u.Message.Text)
	}
	h.last = time.Now()
	return w.Result(), nil
}

func TestWebhookGetsUpdatesInOrderUntilItTakesThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hooks{fail: 3, last: time.Now()}
		s := start(t, InMemory(), WebhookClient(&http.Client{Transport: h}))
		ada := s.User("ada")
		ada.Write("one")
		ok(t, s, "setWebhook", fields{
			"url": "https://bot.test/hook", "secret_token": "s3cret", "allowed_updates": `["message"]`,
		})
		refused(t, s, "getUpdates", nil, "Conflict: can't use getUpdates method while webhook is active; "+
			"use deleteWebhook to delete the webhook first")
		ada.Write("two")
		time.Sleep(time.Minute)
		synctest.Wait()
		if diff := cmp.Diff([]string{"one", "two"}, h.texts); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]time.Duration{0, time.Second, 2 * time.Second}, h.waits); diff != "" {
			t.Errorf("waits: %s", diff)
		}
		call(t, s, "getWebhookInfo", nil)
		s.OfferAgain(1)
		synctest.Wait()
		if len(h.texts) != 3 || h.texts[2] != "two" {
			t.Errorf("offered again: %v", h.texts)
		}
		ok(t, s, "deleteWebhook", nil)
		ada.Write("three")
		if all := fetch(t, s, nil); len(all) != 1 || all[0].Message.Text != "three" {
			t.Errorf("after deleteWebhook: %+v", all)
		}
	})
}

func TestSetWebhookEndsAPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory(), WebhookClient(&http.Client{Transport: &hooks{}}))
		ended := make(chan answer, 1)
		go func() {
			a, err := try(s, "getUpdates", fields{"timeout": "50"})
			if err != nil {
				t.Error(err)
			}
			ended <- a
		}()
		synctest.Wait()
		ok(t, s, "setWebhook", fields{"url": "https://bot.test/hook"})
		if a := <-ended; a.Description != "Conflict: terminated by setWebhook request" {
			t.Errorf("%+v", a)
		}
		if s.Webhook() != "https://bot.test/hook" {
			t.Errorf("webhook %q", s.Webhook())
		}
	})
}
