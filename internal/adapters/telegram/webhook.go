package telegram

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

const (
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
	// maxUpdate bounds an update's body, in bytes; Telegram's are far smaller.
	maxUpdate = 1 << 20
	// webhookWidth is how many updates Telegram hands over at once.
	webhookWidth = 100
	// lookEvery is the time between two looks at what Telegram still holds;
	// lookSoon is that time while the backlog comes in.
	lookEvery = 30 * time.Second
	lookSoon  = time.Second
)

// newSecret makes what Telegram must send along with each update. It is another
// one at each start, and set anew then.
func newSecret() string { return rand.Text() + rand.Text() }

// webhookInfo is what Telegram says of a webhook.
type webhookInfo struct {
	URL     string `json:"url"`
	Pending int    `json:"pending_update_count"`
	ErrorAt int64  `json:"last_error_date"`
	Error   string `json:"last_error_message"`
}

// listen takes in updates by webhook until ctx ends: it sets the webhook, looks
// from time to time whether it is still set and what waits, and removes it.
func (a *Adapter) listen(ctx context.Context, in *intake) error {
	t := trouble{adapter: a}
	r := newReporter(a, in)
	a.webhook.Store(in)
	defer a.webhook.Store(nil)
	if err := a.setWebhook(ctx, &t); err != nil || ctx.Err() != nil {
		return err
	}
	h := hookHealth{adapter: a}
	for ctx.Err() == nil {
		asked := time.Now()
		var info webhookInfo
		err := a.api.decode(ctx, &info, "getWebhookInfo", nil)
		if err != nil {
			if ended := refusedForGood(err); ended != nil && ctx.Err() == nil {
				return ended
			}
			_ = t.wait(ctx, err)
			continue
		}
		t.over()
		if info.URL != a.options.Webhook {
			a.log.Warn("the webhook was changed elsewhere; it is set again")
			if err := a.setWebhook(ctx, &t); err != nil || ctx.Err() != nil {
				return err
			}
			continue
		}
		h.note(info)
		wait := lookSoon
		// What is being handled here counts as pending there.
		if _, open := in.position(); info.Pending <= open {
			r.handedOver(asked)
			r.report(ctx)
			if r.reported() {
				wait = lookEvery
			}
		}
		_ = pause(ctx, wait)
	}
	in.end()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), confirmWithin)
	defer cancel()
	a.dropWebhook(ctx)
	return nil
}

func (a *Adapter) setWebhook(ctx context.Context, t *trouble) error {
	for {
		_, err := a.api.call(ctx, "setWebhook", params{
			"url": a.options.Webhook, "secret_token": a.secret,
			"max_connections": strconv.Itoa(webhookWidth), "allowed_updates": allowedUpdates,
		})
		if err == nil {
			t.over()
			return nil
		}
		if ended := refusedForGood(err); ended != nil && ctx.Err() == nil {
			return ended
		}
		if codeOf(err) == http.StatusBadRequest {
			return errEndpoint
		}
		if t.wait(ctx, err) != nil {
			return nil
		}
	}
}

// Handler takes in updates at the webhook's URL. It answers 200 once an update
// is done with; until then Telegram keeps it, and offers it again.
func (a *Adapter) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "updates are posted", http.StatusMethodNotAllowed)
			return
		}
		if !same(r.Header.Get(secretHeader), a.secret) {
			http.Error(w, "not Telegram", http.StatusUnauthorized)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
		if err != nil {
			status := http.StatusBadRequest
			if _, long := errors.AsType[*http.MaxBytesError](err); long {
				status = http.StatusRequestEntityTooLarge
			}
			http.Error(w, "the update can't be read", status)
			return
		}
		in := a.webhook.Load()
		if in == nil || !in.take(r.Context(), body) {
			a.refused.Store(time.Now().UnixNano())
			http.Error(w, "not now", http.StatusServiceUnavailable)
		}
	})
}

// take takes in one update that was posted, and reports whether it is done with.
// While the store can't be used, nothing but presses is taken in anew, and what
// waits for it is left to be posted again.
func (in *intake) take(ctx context.Context, body []byte) bool {
	all := in.read([]json.RawMessage{body}, time.Now())
	held, _ := in.hold.state()
	if in.ctx.Err() != nil || (held != nil && len(all) > 0 && !in.takesHeld(all[0])) {
		return false
	}
	in.adapter.readiness.set(func(r *readiness) { r.webhook = "" })
	admitted, _ := in.admit(all)
	for _, u := range admitted {
		if !in.await(ctx, u) || !in.over(u) {
			return false
		}
	}
	return true
}

// takesHeld reports whether an update is taken in while the store can't be used: a
// press, or what is known already and may be done by now.
func (in *intake) takesHeld(u *arrival) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return u.press() != "" || in.known[u.ID] != nil
}

// await waits until nobody works on an arrival any more. It reports false if the
// poster leaves, or the arrival waits for the store: the work goes on, and the next
// post of the same update finds it.
func (in *intake) await(ctx context.Context, u *arrival) bool {
	for {
		held, changed := in.hold.state()
		if held != nil && u.press() == "" {
			select {
			case <-u.resolved:
				return true
			default:
				return false
			}
		}
		select {
		case <-u.resolved:
			return true
		case <-ctx.Done():
			return false
		case <-changed:
		}
	}
}

// over reports whether a resolved arrival is done with, and forgets it.
func (in *intake) over(u *arrival) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.known[u.ID] == u {
		delete(in.known, u.ID)
	}
	return u.done
}

// same compares in constant time, whatever the lengths.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}
