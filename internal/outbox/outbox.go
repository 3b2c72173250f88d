package outbox

import (
	"context"
	"crypto/rand"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// The numbers of the outbox.
const (
	// inFlight is how many dispatches of one platform, but for urgent ones, are in
	// flight at once: enough to fill the fastest platform, few enough that a crash
	// leaves little to find out about.
	inFlight = 64
	// urgentInFlight is the same for urgent ones, of which there is one a chat.
	urgentInFlight = 512
	// stopGrace is how long a write under way may take after the order to stop.
	stopGrace = 3 * time.Second
	// leaseFor is how long a dispatch in flight is its owner's; renewEvery is how
	// often that is renewed.
	leaseFor   = 2 * time.Minute
	renewEvery = 30 * time.Second
	// asideFor is how long a dispatch that can't be decided on is left alone, so
	// that what comes after it has its turn.
	asideFor = 10 * time.Minute
)

// Outbox sends what was enqueued. Make one with New, enqueue with Update, and let
// Run send.
type Outbox struct {
	store   reflection.Store
	log     *slog.Logger
	kinds   map[reflection.Purpose]Registration
	senders map[chat.Platform]*Sender
	owner   string
	clock   clock
	places  places
	observe func(Attempt) // nil for nobody
}

// Observe has a function told of each attempt once it is recorded. It is set before
// Run, and returns at once.
func (o *Outbox) Observe(f func(Attempt)) { o.observe = f }

// New returns an outbox over a store that sends through the adapters, which should
// be paced.
func New(store reflection.Store, log *slog.Logger, kinds map[reflection.Purpose]Registration, adapters ...chat.Adapter) *Outbox {
	o := &Outbox{store: store, log: log, kinds: kinds, senders: map[chat.Platform]*Sender{}, owner: rand.Text()}
	for _, a := range adapters {
		o.senders[a.Platform()] = newSender(o, a)
	}
	return o
}

// Run sends until ctx ends, and returns when what is in flight then is resolved.
func (o *Outbox) Run(ctx context.Context) error {
	var g errgroup.Group
	for _, s := range o.senders {
		g.Go(func() error { s.run(ctx); return nil })
	}
	return g.Wait()
}

// Open lets everything out on a platform. Until then only urgent kinds are sent
// there: what waited on the platform is taken in before the first question goes out.
func (o *Outbox) Open(p chat.Platform) {
	if s := o.senders[p]; s != nil && !s.open.Swap(true) {
		s.kick()
	}
}

// Hold keeps all but urgent kinds in on a platform until Open: what happened there
// meanwhile is taken in first.
func (o *Outbox) Hold(p chat.Platform) {
	if s := o.senders[p]; s != nil {
		s.open.Store(false)
	}
}

// Tick carries the clock on to now, takes up what was interrupted, and wakes every
// sender. It sends nothing itself.
func (o *Outbox) Tick(ctx context.Context, now time.Time) error {
	o.clock.set(now)
	for _, s := range o.senders {
		if err := s.recoverInterrupted(ctx); err != nil {
			return err
		}
	}
	o.Kick()
	return nil
}

// At carries the clock on to now, as a tick does, and does nothing else. A tick that
// was long in coming leaves the clock behind by as much: who plays time, and waits
// for what is ready at an instant, says which it is.
func (o *Outbox) At(now time.Time) { o.clock.set(now) }

// Kick wakes every sender.
func (o *Outbox) Kick() {
	for _, s := range o.senders {
		s.kick()
	}
}

// Drain sends what is ready and returns when nothing is left that is ready or in
// flight.
func (o *Outbox) Drain(ctx context.Context) {
	for _, s := range o.senders {
		s.drain(ctx)
	}
}

// Limits returns what a platform can do; nothing for a platform that isn't served.
func (o *Outbox) Limits(p chat.Platform) chat.Limits {
	if s := o.senders[p]; s != nil {
		return s.adapter.Limits()
	}
	return chat.Limits{}
}

// Now is the instant it is by the last tick, carried on.
func (o *Outbox) Now() time.Time { return o.clock.now() }
