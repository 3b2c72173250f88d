package telegram

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

// hold keeps the intake where it is while the core's store can't be used. One
// chat's event is offered at growing intervals, to find out whether the store
// can be used again; everything else waits for that.
type hold struct {
	log *slog.Logger

	mu      sync.Mutex
	cause   *chat.Unavailable // why the store can't be used; nil while it can
	since   time.Time
	wait    time.Duration // before the next offer
	next    time.Time     // when that is due
	probing bool          // it is being made
	changed chan struct{} // closed, and replaced, at each change
}

func newHold(log *slog.Logger) *hold { return &hold{log: log, changed: make(chan struct{})} }

// state returns why the intake is held, or nil, and a channel that is closed when
// that may have changed.
func (h *hold) state() (cause *chat.Unavailable, changed <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.cause, h.changed
}

// pass waits until an event may be offered: at once while nothing is held. Probe
// says that this offer is the one that finds out; its outcome must be noted.
func (h *hold) pass(ctx context.Context) (probe bool, err error) {
	for {
		h.mu.Lock()
		if h.cause == nil {
			h.mu.Unlock()
			return false, ctx.Err()
		}
		due := time.Until(h.next)
		if !h.probing && due <= 0 {
			h.probing = true
			h.mu.Unlock()
			return true, nil
		}
		if h.probing {
			due = lastWait
		}
		changed := h.changed
		h.mu.Unlock()
		t := time.NewTimer(due)
		select {
		case <-changed:
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return false, ctx.Err()
		}
		t.Stop()
	}
}

// note takes the outcome of an offer and says whether the store couldn't be used.
// A press begins no hold, since nothing of it is left to offer again.
func (h *hold) note(probe, press bool, err error) (*chat.Unavailable, bool) {
	u, unavailable := errors.AsType[*chat.Unavailable](err)
	h.mu.Lock()
	defer h.mu.Unlock()
	begins := unavailable && h.cause == nil && !press
	switch {
	case begins:
		h.log.Warn("the store can't be used; nothing more is taken in until it can", "err", u)
		h.since, h.wait = time.Now(), 0
		fallthrough
	case unavailable && probe:
		h.cause = u
		h.wait = min(max(2*h.wait, firstWait), lastWait)
		h.next = time.Now().Add(h.wait)
	case h.cause != nil && !unavailable && (probe || err == nil) && !errors.Is(err, context.Canceled):
		h.log.Info("the store can be used again", "after", time.Since(h.since).Round(time.Second))
		h.cause = nil
	case !probe:
		return u, unavailable
	}
	if probe {
		h.probing = false
	}
	close(h.changed)
	h.changed = make(chan struct{})
	return u, unavailable
}

// step waits, while the intake is held, for the next change: one offer made, or
// the end of the hold; but not longer than most.
func (h *hold) step(ctx context.Context, most time.Duration) {
	cause, changed := h.state()
	if cause == nil {
		return
	}
	t := time.NewTimer(most)
	defer t.Stop()
	select {
	case <-changed:
	case <-t.C:
	case <-ctx.Done():
	}
}
