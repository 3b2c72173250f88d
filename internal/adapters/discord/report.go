package discord

import (
	"context"
	"sync"
	"time"
)

// reportEvery is the least time between two looks at what has been taken in. The
// gateway answers a heartbeat every 41 seconds.
const reportEvery = 10 * time.Second

// reporter tells the core how far everything has been taken in: first once the
// gap is filled, then from time to time, as far as the gateway's answers to our
// heartbeats show that every session is alive.
type reporter struct {
	adapter *Adapter
	intake  *intake
	wake    chan struct{}

	mu     sync.Mutex
	alive  []time.Time // by shard: when it last was known to be; zero before its first session
	filled bool        // no gap is open
	since  time.Time   // when the session began before which the gap lies
	last   time.Time   // the last instant reported
}

func newReporter(a *Adapter, in *intake, shards int) *reporter {
	return &reporter{adapter: a, intake: in, wake: make(chan struct{}, 1), alive: make([]time.Time, shards)}
}

// heard notes that a shard's session is alive.
func (r *reporter) heard(shard int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.alive[shard] = time.Now()
}

// missed notes that a gap has opened.
func (r *reporter) missed() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.filled, r.since = false, time.Now()
}

// isFilled reports whether no gap is open.
func (r *reporter) isFilled() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.filled
}

// caught notes that it is filled.
func (r *reporter) caught() {
	r.mu.Lock()
	r.filled = true
	r.mu.Unlock()
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *reporter) run(ctx context.Context) {
	tick := time.NewTicker(reportEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
		case <-tick.C:
		}
		_ = guard(r.adapter, func() error { r.report(ctx); return nil })
	}
}

// reportStep is the most that one report is later than the one before, while the
// gateway was there.
const reportStep = time.Minute

// report tells the core, if there is something to tell. What came while the bot
// was reading what it had missed was no outage: so the time from the session's
// beginning on is reported step by step.
func (r *reporter) report(ctx context.Context) {
	until := r.until()
	if until.IsZero() {
		return
	}
	r.mu.Lock()
	at := until
	if r.last.Before(r.since) && r.since.Before(until) {
		at = r.since
	}
	r.mu.Unlock()
	for {
		err := r.intake.to.CaughtUp(ctx, Platform, at.Round(0).UTC())
		if err != nil {
			// Trouble with the store is logged by the core. The next report may succeed.
			if unavailable(err) == nil && ctx.Err() == nil {
				r.adapter.log.Error("noting what was taken in failed", "err", worded(err))
			}
			return
		}
		r.mu.Lock()
		r.last = at
		r.mu.Unlock()
		if !at.Before(until) {
			return
		}
		if at = at.Add(reportStep); at.After(until) {
			at = until
		}
	}
}

// until is the instant up to which everything was taken in; zero if that can't be
// told now, or is no later than the last report.
func (r *reporter) until() time.Time {
	first, known := r.intake.oldest()
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.filled || !known {
		return time.Time{}
	}
	until := r.alive[0]
	for _, at := range r.alive {
		if at.Before(until) {
			until = at
		}
	}
	if !first.IsZero() && first.Before(until) {
		until = first
	}
	if !until.After(r.last) {
		return time.Time{}
	}
	return until
}
