// Package conversation is the core: it takes in what happens on the platforms,
// routes it to a flow, and sends what the flow says.
//
//	adapter ──Event──► Handle
//	                     │ one transaction: the event's id, what the flow
//	                     │ changes, and the answers it owes
//	                     ▼ commit
//	                   send each answer, strike it off
//
// An answer that a crash or a failure kept back is still owed, and goes out
// again. An event that is seen again changes nothing. Flows live in folders:
// settings (getting started and what can be changed), daily (the question and
// what follows it), channel (what members do under a channel's question) and
// community (what its admins do); each asks for the few methods of Tx that it
// uses. What a flow must know of the platform is asked before its transaction.
package conversation

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/channel"
	"stillpoint/internal/conversation/community"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// Core is the conversation. It implements chat.Intake.
type Core struct {
	store    reflection.Store
	delivery *delivery.Service
	adapters map[chat.Platform]chat.Adapter
	log      *slog.Logger

	daily     *daily.Flow
	settings  *settings.Flow
	channel   *channel.Flow
	community *community.Flow

	// owing says that answers may be owed that nobody is sending, so that an
	// idle minute needn't look.
	owing atomic.Bool

	mu       sync.Mutex
	sending  map[int64]bool // owed answers on their way out
	noted    map[chat.Platform]time.Time
	striking *batch // what the next transaction strikes off
}

// New returns a core over a store, an outbox, and the adapters, which should be
// paced. Contact is how to reach the host; it may be empty.
func New(store reflection.Store, out *delivery.Service, packs *prompts.Library, contact string, log *slog.Logger, adapters ...chat.Adapter) *Core {
	c := &Core{
		store: store, delivery: out, log: log,
		adapters: map[chat.Platform]chat.Adapter{},
		daily:    &daily.Flow{Delivery: out},
		settings: &settings.Flow{Delivery: out, Packs: packs, Contact: contact},

		channel:   &channel.Flow{Delivery: out},
		community: &community.Flow{Delivery: out, Packs: packs},

		sending: map[int64]bool{},
		noted:   map[chat.Platform]time.Time{},
	}
	for _, a := range adapters {
		c.adapters[a.Platform()] = a
	}
	c.owing.Store(true) // What was owed before the last stop.
	return c
}

// Tick lets delivery plan and send what is due, and sends again what is owed.
func (c *Core) Tick(ctx context.Context, now time.Time) error {
	if err := c.delivery.Tick(ctx, now); err != nil {
		return err
	}
	if err := c.tellNotices(ctx, now); err != nil {
		return err
	}
	return c.payOwed(ctx)
}

// Handle implements chat.Intake.
func (c *Core) Handle(ctx context.Context, e chat.Event) (err error) {
	in := e.About().Space
	if !in.Private {
		concerns, err := c.concerns(ctx, e)
		if err != nil || !concerns {
			return err
		}
	}
	prepared, err := c.prepare(ctx, e)
	if err != nil {
		return err
	}
	release := func() {}
	if in.Private { // In a channel a question goes out whoever is answering.
		c.delivery.Settled(ctx, in.Chat)
		release = sync.OnceFunc(c.delivery.Hold(in.Chat))
	}
	defer release()
	var owed []owing
	var erased bool
	err = c.store.Update(ctx, func(tx reflection.Tx) error {
		owed, erased = nil, false
		m := e.About()
		seen, err := tx.Seen(m.Space.Platform, m.ID, m.At)
		if err != nil || seen {
			return err
		}
		t, err := c.begin(tx, e, prepared)
		if err != nil || t == nil {
			return err
		}
		if err := c.flow(tx, t, e); err != nil {
			return err
		}
		erased = t.Erased
		owed, err = c.owe(tx, t.Identity.ID, t.Now, t.Out())
		return err
	})
	if err != nil {
		c.landed(owed)
		return fmt.Errorf("handling %T: %w", e, err)
	}
	c.pay(ctx, owed)
	release()
	c.delivery.Kick()
	if erased {
		if err := c.store.Erased(ctx); err != nil {
			c.log.Error("clearing erased words from the files failed", "err", err)
		}
	}
	return nil
}

// flow routes the event; a panic in a flow becomes an error without its value,
// which could hold somebody's words.
func (c *Core) flow(tx reflection.Tx, t *turn.Turn, e chat.Event) (err error) {
	defer func() {
		if r := recover(); r != nil {
			c.log.Error("panic in a flow", "event", fmt.Sprintf("%T", e), "stack", string(debug.Stack()))
			err = errors.New("panic in a flow")
		}
	}()
	if !t.Meta.Space.Private {
		return c.inChannel(tx, t, e)
	}
	if err := c.signOfLife(tx, t, e); err != nil {
		return err
	}
	if err := c.route(tx, t, e); err != nil {
		return err
	}
	if t.Returned {
		return c.settings.BackToDays(tx, t)
	}
	return nil
}

// CaughtUp implements chat.Intake. A gap since the last call is an outage. What
// is stored lags behind by a few minutes, to spare the disk: after a crash the
// gap looks that much longer, which can only excuse more.
func (c *Core) CaughtUp(ctx context.Context, p chat.Platform, at time.Time) error {
	if c.noteTakenIn(p, at) {
		if err := c.store.Update(ctx, func(tx reflection.Tx) error { return c.takenIn(tx, p, at) }); err != nil {
			c.forgetNoted(p)
			return fmt.Errorf("recording what was taken in: %w", err)
		}
	}
	c.delivery.Open(p)
	return c.payOwed(ctx)
}

const (
	// outage is the gap in taking in from which on it is recorded. Adapters
	// report at least once a minute.
	outage = 10 * time.Minute
	// noteEvery is how often what was taken in is stored.
	noteEvery = 4 * time.Minute
)

// noteTakenIn reports whether it is time to store how far a platform was taken in.
func (c *Core) noteTakenIn(p chat.Platform, at time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if last, ok := c.noted[p]; ok && at.Sub(last) < noteEvery {
		return false
	}
	c.noted[p] = at
	return true
}

// forgetNoted has the next report stored, because this one could not be.
func (c *Core) forgetNoted(p chat.Platform) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.noted, p)
}

func (c *Core) takenIn(tx reflection.Tx, p chat.Platform, at time.Time) error {
	last, err := tx.TakenIn(p)
	if err != nil || at.Before(last) {
		return err
	}
	if !last.IsZero() && at.Sub(last) > outage {
		c.log.Info("nothing was taken in for a while", "platform", p, "from", last, "to", at)
		if err := tx.AddAway(reflection.Away{Platform: p, From: last, To: at}); err != nil {
			return err
		}
	}
	return tx.SetTakenIn(p, at)
}
