package outbox

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// Sender sends to one platform, so that a platform that is slow or down holds up no
// other.
type Sender struct {
	out     *Outbox
	adapter chat.Adapter
	log     *slog.Logger
	wake    chan struct{} // something may be claimable
	handing chan struct{} // something was handed over
	open    atomic.Bool
	proof   proof

	// claiming holds one while dispatches are claimed and started.
	claiming sync.Mutex

	mu       sync.Mutex
	handed   []Job                          // enqueued as in flight, not yet started
	inFlight map[reflection.DispatchID]bool // whether it is urgent
	urgent   int                            // how many of those are, and of what was handed over
	// chats are those that have something in flight, and whether more may wait there.
	chats map[chat.Chat]bool
	// waiting are the chats in which something urgent may wait, in flight or not.
	waiting map[chat.Chat]bool
	full    bool          // the latest claim had no room for all that it could have found, or failed
	idle    chan struct{} // closed while nothing is in flight or handed over
	freed   chan struct{} // closed when a place among what is in flight gets free
}

func newSender(o *Outbox, a chat.Adapter) *Sender {
	s := &Sender{
		out: o, adapter: a, log: o.log.With("platform", a.Platform()),
		wake: make(chan struct{}, 1), handing: make(chan struct{}, 1), inFlight: map[reflection.DispatchID]bool{},
		chats: map[chat.Chat]bool{}, waiting: map[chat.Chat]bool{}, idle: make(chan struct{}), freed: make(chan struct{}),
	}
	close(s.idle)
	return s
}

// Adapter is the platform's.
func (s *Sender) Adapter() chat.Adapter { return s.adapter }

// Limits returns what the platform can do.
func (s *Sender) Limits() chat.Limits { return s.adapter.Limits() }

// Log is the sender's log, which names the platform.
func (s *Sender) Log() *slog.Logger { return s.log }

// kick wakes the sender; a second kick before it wakes is the same one.
func (s *Sender) kick() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// wakeAfter wakes the sender when a dispatch is ready, if that is before the next
// tick would.
func (s *Sender) wakeAfter(wait time.Duration) {
	switch {
	case wait <= 0:
		s.kick()
	case wait < time.Minute:
		time.AfterFunc(wait, s.kick)
	}
}

// run sends whenever the sender is woken, until ctx ends, and returns when nothing
// is in flight any more, whoever started it.
func (s *Sender) run(ctx context.Context) {
	renew := time.NewTicker(renewEvery)
	defer renew.Stop()
	for {
		select {
		case <-ctx.Done():
			s.finishAll(ctx)
			return
		case <-renew.C:
			s.renew(ctx)
		case <-s.handing:
			s.claiming.Lock()
			s.startHanded(ctx)
			s.claiming.Unlock()
		case <-s.wake:
			s.start(ctx)
		}
	}
}

// drain sends until nothing is ready and nothing in flight, or ctx ends; what is in
// flight then is finished.
func (s *Sender) drain(ctx context.Context) {
	for ctx.Err() == nil {
		s.mu.Lock()
		freed := s.freed
		s.mu.Unlock()
		started, idle := s.start(ctx), s.isIdle()
		select {
		case <-freed: // There may be room now for what was ready and had none.
			continue
		default:
		}
		if idle && !started {
			return
		}
		if idle {
			continue
		}
		select {
		case <-freed:
		case <-ctx.Done():
		}
	}
	s.finishAll(ctx)
}

// finishAll starts what was handed over, and what is meanwhile, which is in flight as
// it is stored, and waits until nothing is in flight.
func (s *Sender) finishAll(ctx context.Context) {
	for {
		s.claiming.Lock()
		s.startHanded(ctx)
		s.claiming.Unlock()
		s.mu.Lock()
		idle := s.idle
		s.mu.Unlock()
		select {
		case <-idle:
			return
		case <-s.handing:
		}
	}
}

// renew makes the leases of what is in flight last.
func (s *Sender) renew(ctx context.Context) {
	if s.isIdle() {
		return
	}
	err := s.out.store.Update(ctx, func(tx reflection.Tx) error {
		return tx.RenewDispatches(s.adapter.Platform(), s.out.owner, time.Now().UTC().Add(leaseFor))
	})
	if err != nil && ctx.Err() == nil {
		s.log.Log(ctx, levelOf(err), "renewing leases failed", "err", err)
	}
}
