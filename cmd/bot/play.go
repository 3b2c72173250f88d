package main

import (
	"context"
	"sync"
	"time"

	"stillpoint/internal/adapters/terminal"
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

// Tomorrow plays on to the next question, whenever that is. It reports false
// if none is planned.
func (p *play) Tomorrow(ctx context.Context) (bool, error) {
	var next time.Time
	err := p.store.View(ctx, func(tx reflection.Tx) (err error) {
		next, err = tx.NextDue()
		return err
	})
	if err != nil || next.IsZero() {
		return false, err
	}
	before := p.questions.n.Load()
	if err := p.until(ctx, next); err != nil {
		return false, err
	}
	// A question waits while somebody is writing.
	for end := next.Add(20 * time.Minute); p.questions.n.Load() == before && p.Now().Before(end); {
		if err := p.until(ctx, p.Now().Add(time.Minute)); err != nil {
			return false, err
		}
	}
	return true, nil
}

// Week plays seven days.
func (p *play) Week(ctx context.Context) error {
	return p.until(ctx, p.Now().AddDate(0, 0, 7))
}

// Settle shows everything that is ready to be shown.
func (p *play) Settle(ctx context.Context) { p.bot.delivery.Drain(ctx) }

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
