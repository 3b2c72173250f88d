package telegram

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

// The errors with which Run ends. Each says what to do.
var (
	errToken    = errors.New("the token is refused (401 Unauthorized): it is wrong, or was revoked; BotFather shows the one that holds")
	errNoBot    = errors.New("nothing answers for this token there (404 Not Found): the token is malformed, or the URL is no Bot API server's")
	errEndpoint = errors.New("the webhook is refused (400 Bad Request): it takes a public https URL on port 443, 80, 88 or 8443")
)

// refusedForGood turns an answer after which there is no point in going on into
// the line that says why; nil for anything else.
func refusedForGood(err error) error {
	switch codeOf(err) {
	case http.StatusUnauthorized:
		return errToken
	case http.StatusNotFound:
		return errNoBot
	}
	return nil
}

// Run implements chat.Adapter.
func (a *Adapter) Run(ctx context.Context, to chat.Intake) error {
	defer a.api.client.CloseIdleConnections()
	if err := a.meet(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	in := newIntake(ctx, a, to)
	a.readiness.set(func(r *readiness) { r.intake = in })
	defer a.readiness.set(func(r *readiness) { r.intake, r.unreached, r.rival, r.webhook = nil, time.Time{}, false, "" })
	var beside sync.WaitGroup
	defer beside.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	beside.Go(func() { _ = guard(a.log, func() error { a.present(ctx); return nil }) })
	defer a.callbacks.endAll(a.release)
	defer in.end()
	take := a.poll
	if a.options.Webhook != "" {
		take = a.listen
	}
	for t := (trouble{adapter: a}); ; {
		err := guard(a.log, func() error { return take(ctx, in) })
		if !errors.Is(err, errPanic) {
			return err
		}
		if t.wait(ctx, err) != nil {
			return nil
		}
	}
}

// Prepare asks Telegram what Run would ask first, so that Run begins at once. That it
// fails does no harm. It isn't called beside Run.
func (a *Adapter) Prepare(ctx context.Context) error {
	err := a.introduce(ctx)
	a.known.Store(err == nil)
	return err
}

// introduce asks who the bot is, once.
func (a *Adapter) introduce(ctx context.Context) error {
	var self user
	if err := a.api.decode(ctx, &self, "getMe", nil); err != nil {
		return err
	}
	a.self.Store(&self)
	return nil
}

// meet learns who the bot is. It goes on until Telegram answers, or refuses for
// good.
func (a *Adapter) meet(ctx context.Context) error {
	t := trouble{adapter: a}
	for {
		var err error
		if !a.known.Swap(false) {
			err = a.introduce(ctx)
		}
		if err == nil {
			t.over()
			as := []any{"as", "@" + a.self.Load().Username}
			if a.options.Version != "" {
				as = append(as, "version", a.options.Version)
			}
			a.log.Info("logged in", as...)
			return nil
		}
		if ended := refusedForGood(err); ended != nil {
			return ended
		}
		if t.wait(ctx, err) != nil {
			return nil
		}
	}
}

const (
	firstWait = 500 * time.Millisecond
	lastWait  = 30 * time.Second
	// rivalWait is the time between two attempts while another instance polls. The first
	// one comes sooner: it may have ended just now.
	rivalWait  = 15 * time.Second
	rivalFirst = 500 * time.Millisecond
)

// trouble is a connection that fails: it waits longer from time to time, and
// logs when that begins and when it is over.
type trouble struct {
	adapter *Adapter
	next    time.Duration
	since   time.Time
	rivals  int // how often in a row another program polled
}

// wait waits before the next attempt; it returns an error if ctx ended first.
func (t *trouble) wait(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if codeOf(err) == http.StatusConflict {
		if t.rivals++; t.rivals == 1 {
			return pause(ctx, rivalFirst)
		}
		if t.rivals == 2 {
			t.adapter.log.Error("another program takes in this bot's updates with the same token; only one may: stop the other one")
		}
		t.adapter.readiness.set(func(r *readiness) { r.rival = true })
		return pause(ctx, rivalWait)
	}
	if t.since.IsZero() {
		t.since = time.Now()
		t.adapter.readiness.set(func(r *readiness) { r.unreached = t.since })
		t.adapter.log.Warn("Telegram can't be reached; trying on", "err", err)
	}
	t.next = min(max(2*t.next, firstWait), lastWait)
	wait := t.next*3/4 + rand.N(t.next/2)
	if failed := t.adapter.sendError(place{}, err); failed.Kind == chat.Throttled {
		wait = max(wait, failed.Wait)
	}
	return pause(ctx, wait)
}

// over says that an attempt succeeded.
func (t *trouble) over() {
	if t.rivals > 1 {
		t.adapter.log.Info("nobody else takes in this bot's updates any more")
	}
	if !t.since.IsZero() {
		t.adapter.log.Info("Telegram is reached again", "after", time.Since(t.since).Round(time.Second))
	}
	// Also what an attempt before this trouble has left, such as one that panicked.
	t.adapter.readiness.set(func(r *readiness) { r.rival, r.unreached = false, time.Time{} })
	*t = trouble{adapter: t.adapter}
}
