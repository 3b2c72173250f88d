package telegram

import (
	"context"
	"errors"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

// reportEvery is the least time between two reports of being caught up. A poll
// ends at least every 40 seconds.
const reportEvery = 10 * time.Second

// reporter tells the core how far it has caught up: first when the backlog is
// done, then from time to time what has been handed over. It does so beside the
// poll, which waits for no answer of the core's.
type reporter struct {
	adapter *Adapter
	intake  *intake
	wake    chan struct{}

	mu    sync.Mutex
	asked time.Time // everything that the platform had then was handed over
	last  time.Time // the last instant reported
	at    time.Time // when that was
}

func newReporter(a *Adapter, in *intake) *reporter {
	return &reporter{adapter: a, intake: in, wake: make(chan struct{}, 1)}
}

// handedOver says that what the platform had at an instant has all been admitted.
func (r *reporter) handedOver(asked time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = asked
}

// caughtAny reports whether there has been such an instant.
func (r *reporter) caughtAny() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.asked.IsZero()
}

// reported reports whether the core has been told once.
func (r *reporter) reported() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.last.IsZero()
}

// kick has the reporter look whether there is something to tell.
func (r *reporter) kick() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *reporter) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
			r.report(ctx)
		}
	}
}

// report tells the core, if it is time to.
func (r *reporter) report(ctx context.Context) {
	r.mu.Lock()
	asked, last, at := r.asked, r.last, r.at
	r.mu.Unlock()
	if asked.IsZero() || (!last.IsZero() && time.Since(at) < reportEvery) {
		return
	}
	if held, _ := r.intake.hold.state(); held != nil {
		return
	}
	until, all := r.intake.takenIn(asked)
	if (last.IsZero() && !all) || !until.After(last) {
		return
	}
	if err := r.adapter.caughtUp(ctx, r.intake, until); err != nil {
		return
	}
	r.mu.Lock()
	r.last, r.at = until, time.Now()
	r.mu.Unlock()
}

// caughtUp tells the core, and logs if that fails. Trouble with the store is logged
// by the core.
func (a *Adapter) caughtUp(ctx context.Context, in *intake, until time.Time) error {
	err := guard(a.log, func() error { return in.to.CaughtUp(ctx, Platform, until) })
	if _, store := errors.AsType[*chat.Unavailable](err); err != nil && !store && ctx.Err() == nil {
		a.log.Error("noting what was taken in failed", "err", err)
	}
	return err
}
