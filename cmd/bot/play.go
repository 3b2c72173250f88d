package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"stillpoint/internal/adapters/terminal"
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// play is the clock of the terminal: the real time, and what was skipped. It
// never jumps: skipped time is played through in small steps, so that what
// would have happened happens.
type play struct {
	store     reflection.Store
	bot       *bot
	questions *questionCounter

	mu      sync.Mutex
	skipped time.Duration
}

// step is how far played time moves at once: less than the gap that is taken
// for an outage.
const step = 5 * time.Minute

// newPlay takes the clock up where it was left.
func newPlay(ctx context.Context, st reflection.Store) (*play, error) {
	p := &play{store: st}
	err := st.View(ctx, func(tx reflection.Tx) error {
		last, err := tx.TakenIn(terminal.Platform)
		if ahead := time.Until(last); ahead > 0 {
			p.skipped = ahead
		}
		return err
	})
	return p, err
}

// Now is the played time.
func (p *play) Now() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Now().Add(p.skipped).UTC()
}

// Tomorrow plays on to the next question, whenever that is.
func (p *play) Tomorrow(ctx context.Context, in chat.Chat) (terminal.Outlook, error) {
	next, outlook, err := p.outlook(ctx, in)
	if err != nil || outlook != terminal.Asked {
		return outlook, err
	}
	before := p.questions.n.Load()
	if err := p.until(ctx, next); err != nil {
		return terminal.Asked, err
	}
	// A question waits while somebody is writing.
	for end := next.Add(20 * time.Minute); p.questions.n.Load() == before && p.Now().Before(end); {
		if err := p.until(ctx, p.Now().Add(time.Minute)); err != nil {
			return terminal.Asked, err
		}
	}
	return terminal.Asked, nil
}

// outlook says when the next question is planned; if none is, why a chat gets none.
func (p *play) outlook(ctx context.Context, in chat.Chat) (next time.Time, o terminal.Outlook, err error) {
	err = p.store.View(ctx, func(tx reflection.Tx) error {
		if next, err = tx.NextDue(); err != nil || !next.IsZero() {
			return err
		}
		o = terminal.None
		sub, err := tx.SubscriptionIn(in)
		switch {
		case errors.Is(err, reflection.ErrNotFound):
			return nil
		case sub.State == reflection.Paused:
			o = terminal.NonePaused
		}
		return err
	})
	return next, o, err
}

// Week plays seven days.
func (p *play) Week(ctx context.Context) error {
	return p.until(ctx, p.Now().AddDate(0, 0, 7))
}

// Settle shows everything that is ready to be shown.
func (p *play) Settle(ctx context.Context) {
	p.bot.delivery.At(p.Now())
	p.bot.delivery.Drain(ctx)
}

// until plays on to the instant.
func (p *play) until(ctx context.Context, end time.Time) error {
	for p.Now().Before(end) {
		p.skip(min(step, end.Sub(p.Now())))
		now := p.Now()
		if err := p.bot.core.CaughtUp(ctx, terminal.Platform, now); err != nil {
			return err
		}
		if err := p.bot.core.Tick(ctx, now); err != nil {
			return err
		}
		p.Settle(ctx)
	}
	return nil
}

func (p *play) skip(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.skipped += d
}
