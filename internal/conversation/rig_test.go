package conversation_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/data"
	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/conversation"
	"stillpoint/internal/delivery"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
	"stillpoint/internal/store/freshtest"
	"stillpoint/internal/store/storetest"
	"stillpoint/internal/streak"
)

// rig is the whole bot over a platform in memory and a database on disk, inside
// a synctest bubble.
type rig struct {
	t        *testing.T
	path     string
	platform *chattest.Platform
	other    *chattest.Platform // nil where there is one
	packs    *prompts.Library
	log      *lockedBuffer

	store  *store.Store
	mortal *mortal
	core   *conversation.Core
	stop   func()
}

// lockedBuffer is a log that may be written side by side.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// inBubble runs a test with a started bot at an instant of the bubble's clock.
func inBubble(t *testing.T, start time.Time, like chattest.Option, test func(r *rig), more ...chattest.Option) {
	t.Helper()
	path := filepath.Join(freshtest.Folder(t), "test.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(start))
		packs, _, err := prompts.Open(data.Packs, "")
		if err != nil {
			t.Fatal(err)
		}
		r := &rig{t: t, path: path, platform: chattest.New(t, append([]chattest.Option{like}, more...)...), packs: packs, log: &lockedBuffer{}}
		r.start()
		defer func() { r.stop() }()
		test(r)
	})
}

// start opens the database and runs the bot.
func (r *rig) start() {
	r.t.Helper()
	log := slog.New(slog.NewTextHandler(io.MultiWriter(r.log), &slog.HandlerOptions{Level: slog.LevelDebug}))
	freshtest.Put(r.t, r.path, "")
	st, err := store.Open(r.t.Context(), store.Options{Path: r.path, Log: log})
	if err != nil {
		r.t.Fatal(err)
	}
	r.store, r.mortal = st, &mortal{Store: storetest.Twice(st)}
	adapters := []chat.Adapter{r.platform}
	if r.other != nil {
		adapters = append(adapters, r.other)
	}
	out := delivery.New(r.mortal, r.packs, log, adapters...)
	r.core = conversation.New(r.mortal, out, r.packs, "host@example.org", log, adapters...)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	tick := func(ctx context.Context, now time.Time) {
		if err := r.core.Tick(ctx, now); err != nil && ctx.Err() == nil && !errors.Is(err, errDead) {
			r.t.Errorf("tick: %v", err)
		}
	}
	tick(ctx, time.Now().UTC())
	ticker := schedule.NewTicker(log)
	ticker.EveryMinute("tick", tick)
	running.Go(func() { _ = out.Run(ctx) })
	running.Go(func() { _ = ticker.Run(ctx) })
	for _, a := range adapters {
		running.Go(func() {
			if err := a.Run(ctx, r.core); err != nil {
				r.t.Errorf("run: %v", err)
			}
		})
	}
	r.stop = func() {
		cancel()
		running.Wait()
		if err := st.Close(); err != nil {
			r.t.Errorf("close: %v", err)
		}
		r.stop = func() {}
	}
	synctest.Wait()
}

// settle waits until everything that was caused has happened.
func (r *rig) settle() { synctest.Wait() }

// until sleeps to an instant of the bubble's clock.
func (r *rig) until(at time.Time) {
	r.t.Helper()
	if at.Before(time.Now()) {
		r.t.Fatalf("the clock is past %v already", at)
	}
	time.Sleep(time.Until(at))
	synctest.Wait()
}

// begin brings a person through first contact, to a question each day at the
// hour in the zone.
func (r *rig) begin(name, zone, hour string) *chattest.Person {
	r.t.Helper()
	p := r.platform.Person(name)
	p.Command("start", "")
	r.settle()
	p.Write(zone)
	r.settle()
	p.Write(hour)
	r.settle()
	return p
}

// history counts the streak of whom the chat is with, as it stands.
func (r *rig) history(p *chattest.Person) streak.History {
	r.t.Helper()
	var h streak.History
	err := r.store.View(r.t.Context(), func(tx reflection.Tx) error {
		id, err := tx.Identity(r.platform.Platform(), p.Account())
		if err != nil {
			return err
		}
		facts, err := tx.FactsOf(id.Person)
		if err != nil {
			return err
		}
		aways, err := tx.AwaySince(time.Time{})
		h = streak.Count(facts, aways, time.Now())
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return h
}

// subscription is that of a person's private chat.
func (r *rig) subscription(p *chattest.Person) reflection.Subscription {
	r.t.Helper()
	var sub reflection.Subscription
	err := r.store.View(r.t.Context(), func(tx reflection.Tx) (err error) {
		sub, err = tx.SubscriptionIn(p.Chat())
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return sub
}

// openDelivery is the question that is open in the chat now.
func (r *rig) openDelivery(c chat.Chat) reflection.Delivery {
	r.t.Helper()
	var d reflection.Delivery
	err := r.store.View(r.t.Context(), func(tx reflection.Tx) (err error) {
		d, err = tx.OpenAt(c, time.Now(), "")
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return d
}

// delivery loads a delivery.
func (r *rig) delivery(id reflection.DeliveryID) reflection.Delivery {
	r.t.Helper()
	var d reflection.Delivery
	err := r.store.View(r.t.Context(), func(tx reflection.Tx) (err error) {
		d, err = tx.Delivery(id)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return d
}

// words are what was kept under a delivery, part by part.
func (r *rig) words(p *chattest.Person, d reflection.Delivery) []string {
	r.t.Helper()
	var out []string
	err := r.store.View(r.t.Context(), func(tx reflection.Tx) error {
		id, err := tx.Identity(r.platform.Platform(), p.Account())
		if err != nil {
			return err
		}
		reply, err := tx.AnswerTo(d.ID, id.Person)
		if err != nil {
			return err
		}
		parts, err := tx.Parts(reply.ID)
		for _, part := range parts {
			out = append(out, part.Text)
		}
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

// wantLast fails unless the newest message holds the text.
func (r *rig) wantLast(p *chattest.Person, part string) {
	r.t.Helper()
	r.settle()
	if got := p.Last().Text; !strings.Contains(got, part) {
		r.t.Errorf("last message %q, want it to hold %q\n%s", got, part, p.Transcript())
	}
}
