package discord

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// The errors with which Run ends. Each says what to do.
var (
	errToken   = errors.New("the token is refused (401 Unauthorized): it is wrong, or was reset; the developer portal makes a new one (Bot → Reset Token)")
	errIntents = errors.New("the gateway refuses the intents (4014): the developer portal has switched something off for this bot; look at its page (Bot → Privileged Gateway Intents)")
)

// refusedToken turns an answer after which there is no point in going on into the
// line that says why; nil for anything else.
func refusedToken(err error) error {
	if e, ok := errors.AsType[*callError](err); ok && e.Status == http.StatusUnauthorized {
		return errToken
	}
	return nil
}

// refusedForGood does so with the gateway's close codes, for which the library has
// no names.
func refusedForGood(code int) error {
	switch code {
	case 4004:
		return errors.New("the gateway refuses the token (4004): it is wrong, or was reset; the developer portal makes a new one (Bot → Reset Token)")
	case 4010:
		return errors.New("the gateway refuses the shard (4010): another number of shards is needed")
	case 4011:
		return errReshard
	case 4012:
		return errors.New("the gateway refuses the version of its protocol (4012): a newer version of the bot is needed")
	case 4013:
		return errors.New("the gateway doesn't know the intents (4013): a newer version of the bot is needed")
	case 4014:
		return errIntents
	}
	return nil
}

// Run implements chat.Adapter.
func (a *Adapter) Run(ctx context.Context, to chat.Intake) error {
	defer a.rest.client.CloseIdleConnections()
	select {
	case <-a.rest.refused: // By a Run before this one.
	default:
	}
	if err := a.meet(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	in := newIntake(ctx, a, to)
	var beside sync.WaitGroup
	beside.Go(func() { _ = guard(a, func() error { a.register(ctx); return nil }) })
	err := a.connect(ctx, in)
	stop()
	in.end()
	a.endInteractions()
	a.handOver(ctx, in)
	beside.Wait()
	return err
}

// meet learns who the bot is. It goes on until Discord answers, or refuses for
// good.
func (a *Adapter) meet(ctx context.Context) error {
	t := trouble{adapter: a}
	for {
		var err error
		if !a.known {
			_, err = a.introduce(ctx)
		}
		a.known = false
		if err == nil {
			t.over()
			a.log.Info("logged in", "as", "@"+a.self.Load().Name, "version", cmp.Or(a.options.Version, "unreleased"))
			return nil
		}
		if refusedToken(err) != nil && a.tokenIsRefused(ctx) {
			return errToken
		}
		if t.wait(ctx, err) != nil {
			return nil
		}
	}
}

// asksAgain are the pauses before the token is tried again that was refused.
var asksAgain = [...]time.Duration{time.Second, 5 * time.Second}

// tokenIsRefused reports whether the token doesn't hold any more: one request is
// refused now and then although it does.
func (a *Adapter) tokenIsRefused(ctx context.Context) bool {
	for _, wait := range asksAgain {
		if pause(ctx, wait) != nil {
			return false
		}
		var me discordgo.User
		if refusedToken(a.get(ctx, discordgo.EndpointUser("@me"), "me", &me)) == nil {
			return false
		}
	}
	return true
}

// applicationInfo is what Discord says of the bot's application. The library leaves
// out how many servers it is in.
type applicationInfo struct {
	discordgo.Application
	Guilds int `json:"approximate_guild_count"`
}

// introduce asks who the bot is, once.
func (a *Adapter) introduce(ctx context.Context) (applicationInfo, error) {
	var me discordgo.User
	if err := a.get(ctx, discordgo.EndpointUser("@me"), "me", &me); err != nil {
		return applicationInfo{}, err
	}
	var app applicationInfo
	if err := a.get(ctx, discordgo.EndpointApplication("@me"), "application", &app); err != nil {
		return applicationInfo{}, err
	}
	if !isID(me.ID) || !isID(app.ID) {
		return applicationInfo{}, errUnreadable
	}
	a.self.Store(&self{User: me.ID, Application: app.ID, Name: me.DisplayName()})
	return app, nil
}

const (
	firstWait = 500 * time.Millisecond
	lastWait  = 30 * time.Second
)

// trouble is a connection that fails: it waits longer from time to time, and logs
// when that begins and when it is over.
type trouble struct {
	adapter *Adapter
	next    time.Duration
	since   time.Time
}

// wait waits before the next attempt; it returns an error if ctx ended first.
func (t *trouble) wait(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if t.since.IsZero() {
		t.since = time.Now()
		t.adapter.log.Warn("Discord can't be reached; trying on", "err", worded(err))
	}
	t.next = min(max(2*t.next, firstWait), lastWait)
	wait := t.next*3/4 + rand.N(t.next/2)
	if failed := sendError(err, ""); failed.Kind == chat.Throttled {
		wait = max(wait, failed.Wait)
	}
	return pause(ctx, wait)
}

// over says that an attempt succeeded.
func (t *trouble) over() {
	if !t.since.IsZero() {
		t.adapter.log.Info("Discord is reached again", "after", time.Since(t.since).Round(time.Second))
	}
	*t = trouble{adapter: t.adapter}
}
