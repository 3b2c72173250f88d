// Package conversation is the core: it takes in what happens on the platforms,
// routes it to a flow, and enqueues what the flow says.
//
//	adapter ──Event──► Handle
//	                     │ one transaction: the event's id, what the flow
//	                     │ changes, and the answers, as dispatches
//	                     ▼ commit
//	                   done with; the platform's sender sends the answers
//
// An event that is seen again changes nothing. Flows live in folders: settings
// (getting started and what can be changed), daily (the question and what follows
// it), series (four evenings on one theme), questions (a person's own), compass (stay or
// go), journal (their words), link (two apps, one person), channel (what members do under
// a channel's question), carry (a journal's files) and community (what its admins do).
// What a flow must know of the platform is asked before its transaction, and so is what
// it shows of a journal.
//
// Trouble with the store is nobody's event: Handle says so with *chat.Unavailable,
// and the core is not ready until the store works again.
package conversation

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/carry"
	"stillpoint/internal/conversation/channel"
	"stillpoint/internal/conversation/community"
	"stillpoint/internal/conversation/compass"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/conversation/link"
	"stillpoint/internal/conversation/questions"
	"stillpoint/internal/conversation/series"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
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
	series    *series.Flow
	questions *questions.Flow
	compass   *compass.Flow
	link      *link.Flow
	journal   *journal.Flow
	carry     *carry.Flow

	intake  intake
	health  health
	care    care
	unclear unclear
	// importing is held while a file is taken in: one at a time.
	importing sync.Mutex
	brought   brought
}

// New returns a core over a store, an outbox, and the adapters, which should be
// paced. Contact is how to reach the host; it may be empty.
func New(store reflection.Store, out *delivery.Service, packs *prompts.Library, contact string, log *slog.Logger, adapters ...chat.Adapter) *Core {
	c := &Core{
		store: store, delivery: out, log: log,
		adapters: map[chat.Platform]chat.Adapter{},
		daily:    &daily.Flow{Delivery: out},
		settings: &settings.Flow{Delivery: out, Packs: packs, Contact: contact},

		channel:   &channel.Flow{Delivery: out, Linked: &turn.Linked{}},
		community: &community.Flow{Delivery: out, Packs: packs},
		series:    &series.Flow{Packs: packs},
		questions: &questions.Flow{},
		compass:   &compass.Flow{},
		link:      &link.Flow{Delivery: out},
		journal:   &journal.Flow{},
		carry:     &carry.Flow{},
		intake:    newIntake(),
		health:    health{log: log},
	}
	c.journal.Channel, c.community.Linked = c.channel, c.channel.Linked
	for _, a := range adapters {
		c.adapters[a.Platform()] = a
	}
	return c
}

// Hosting sets what is true of this instance, for /privacy to say and Expire to keep
// to. It is called before the core is run.
func (c *Core) Hosting(h settings.Hosting) { c.settings.Hosting = h }

// Tick undoes what a clock stored that was ahead, records the gaps that last until
// now, lets delivery plan what is due, and
// enqueues notices. It sends nothing.
func (c *Core) Tick(ctx context.Context, now time.Time) error {
	now = now.Round(0)
	err := c.wake(ctx, now)
	if err == nil {
		err = c.delivery.Tick(ctx, now)
	}
	if err == nil {
		err = c.tellNotices(ctx, now)
	}
	c.health.failed(err)
	return errors.Join(err, c.tryStore(ctx))
}

// Wake does of a tick what must be known before anything is taken in, where the tick
// itself comes beside that.
func (c *Core) Wake(ctx context.Context, now time.Time) error {
	err := c.wake(ctx, now.Round(0))
	c.health.failed(err)
	return err
}

func (c *Core) wake(ctx context.Context, now time.Time) error {
	if err := c.heal(ctx, now); err != nil {
		return err
	}
	return c.noteGaps(ctx, now)
}

// tryStore writes something that changes nothing while the store is known to be in
// trouble, so that its recovery is noticed though nobody writes.
func (c *Core) tryStore(ctx context.Context) error {
	if c.health.trouble() == nil {
		return nil
	}
	err := c.store.Update(ctx, func(tx reflection.Tx) error {
		for p := range c.adapters {
			at, err := tx.TakenIn(p)
			if err != nil {
				return err
			}
			if !at.IsZero() {
				return tx.SetTakenIn(p, at)
			}
		}
		return nil
	})
	c.health.note(err)
	return err
}

// Ready says what keeps the core from taking in events; nil if nothing does.
func (c *Core) Ready() error { return c.health.trouble() }

// Handle implements chat.Intake.
func (c *Core) Handle(ctx context.Context, e chat.Event) error {
	err := c.handle(ctx, e)
	c.health.failed(err)
	if errors.Is(err, reflection.ErrUnavailable) {
		return &chat.Unavailable{Say: words.For(e.About().Actor.Locale).Unavailable, Err: err}
	}
	return err
}

func (c *Core) handle(ctx context.Context, e chat.Event) error {
	e = c.unclear.again(e)
	m := e.About()
	if !m.Space.Private {
		concerns, err := c.concerns(ctx, e)
		if err != nil {
			return err
		}
		if !concerns {
			c.answered(m)
			return nil
		}
	}
	prepared, err := c.prepare(ctx, e)
	if err != nil {
		return err
	}
	if err := c.takeIn(ctx, e, prepared); err != nil {
		return fmt.Errorf("handling %T: %w", e, err)
	}
	came, err := c.take(ctx, e, prepared)
	if u, ok := errors.AsType[*unprepared](err); ok { // It answers what a channel's flow asked.
		if prepared, err = c.ask(ctx, e, u.wants); err == nil {
			came, err = c.take(ctx, e, prepared)
		}
	}
	if err != nil {
		c.delivery.Answers.Restart(m.Answer)
		return fmt.Errorf("handling %T: %w", e, err)
	}
	c.unclear.note(e, came.misread)
	c.answered(m)
	if came.erased {
		if err := c.store.Erased(ctx); err != nil {
			c.log.Error("clearing erased words from the files failed", "err", err)
		}
	}
	return nil
}

// taken is what came of an event's transaction: whether words were taken away, and
// whether what somebody wrote was not understood.
type taken struct{ erased, misread bool }

// take is the transaction of an event. It fails with *unprepared where the flow wants
// to know something of the platform first.
func (c *Core) take(ctx context.Context, e chat.Event, prepared *turn.Prepared) (came taken, err error) {
	m := e.About()
	err = c.delivery.Update(ctx, func(inner reflection.Tx) error {
		came = taken{}
		c.delivery.Answers.Restart(m.Answer)
		tx := remember(inner)
		seen, err := tx.Seen(m.Space.Platform, m.ID, m.At)
		if err != nil || seen {
			return err
		}
		known := prepared
		if known == nil {
			w, err := c.wantsIn(tx, e)
			if err != nil {
				return err
			}
			if w != (turn.Wants{}) {
				return &unprepared{w}
			}
			known = &turn.Prepared{}
		}
		if _, err := c.noteGap(tx, m.Space.Platform, c.delivery.Now()); err != nil {
			return err
		}
		t, err := c.begin(tx, e, *known)
		if err != nil || t == nil {
			return err
		}
		if err := c.flow(tx, t, e); err != nil {
			return err
		}
		c.sayCare(t, e)
		came = taken{t.Erased, t.Unclear}
		if err := tx.flush(); err != nil {
			return err
		}
		return c.delivery.Answers.Enqueue(tx, t.Identity.ID, t.Now, t.Answers())
	})
	if _, ok := errors.AsType[*unprepared](err); !ok {
		c.health.note(err)
	}
	return came, err
}

// answered tells the adapter that nothing answers an event, if so; else it is told
// when the last answer is done with.
func (c *Core) answered(m chat.Meta) {
	if m.Answer == "" || c.delivery.Answers.Awaited(m.Answer) {
		return
	}
	if a := c.adapters[m.Space.Platform]; a != nil {
		a.Answered(m.Answer)
	}
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
	if err := c.noteSeen(tx, t, e); err != nil {
		return err
	}
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
