package telegram

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// unreachedFor is how long Telegram may be out of reach before the adapter isn't
// ready any more.
const unreachedFor = time.Minute

var (
	errNotTaking = errors.New("not connected to Telegram")
	errRival     = errors.New("another program takes in this bot's updates")
)

// readiness is whether the adapter serves its people at this moment.
type readiness struct {
	mu        sync.Mutex
	intake    *intake   // nil while nothing is taken in
	unreached time.Time // since when requests fail; zero if they don't
	rival     bool      // another program takes the updates
	webhook   string    // why Telegram can't hand over; empty if it can
}

// Ready returns nil while everything that people do can be taken in, and
// otherwise, in one line, what keeps that from being so: the bot isn't connected,
// Telegram can't be reached or can't reach the webhook, another program takes its
// updates, or the store can't be used.
func (a *Adapter) Ready() error {
	r := &a.readiness
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.rival:
		return errRival
	case !r.unreached.IsZero() && time.Since(r.unreached) >= unreachedFor:
		return fmt.Errorf("no answer from Telegram since %s", r.unreached.UTC().Format(time.RFC3339))
	case r.intake == nil:
		return errNotTaking
	case r.webhook != "":
		return fmt.Errorf("no updates reach the webhook: %s", r.webhook)
	}
	if cause, _ := r.intake.hold.state(); cause != nil {
		return fmt.Errorf("nothing is taken in: %w", cause)
	}
	return nil
}

func (r *readiness) set(f func(*readiness)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f(r)
}
