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

func (s *Sender) isIdle() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.inFlight) == 0 && len(s.handed) == 0
}

// becameIdle notes that nothing is in flight, if so. It is called with the lock held.
func (s *Sender) becameIdle() {
	if len(s.inFlight) > 0 || len(s.handed) > 0 {
		return
	}
	select {
	case <-s.idle:
	default:
		close(s.idle)
	}
}

// becameBusy is the opposite. It is called with the lock held, before something is
// in flight.
func (s *Sender) becameBusy() {
	select {
	case <-s.idle:
		s.idle = make(chan struct{})
	default:
	}
}

// hasUrgentRoom reports whether another urgent dispatch may be in flight, beside
// some that are about to be.
func (s *Sender) hasUrgentRoom(besides int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.urgent+besides < urgentInFlight
}

// handOver gives the sender a job that is stored as in flight.
func (s *Sender) handOver(j Job) {
	s.mu.Lock()
	s.becameBusy()
	s.handed = append(s.handed, j)
	if c := j.Dispatch.Chat; !s.chats[c] {
		s.chats[c] = s.waiting[c] // What came just after it may have been noted before it.
	}
	s.urgent++
	s.mu.Unlock()
	select {
	case s.handing <- struct{}{}:
	default:
	}
}

// begin notes a claimed job as in flight. More may wait for its chat.
func (s *Sender) begin(d reflection.Dispatch, urgent bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.becameBusy()
	s.inFlight[d.ID], s.chats[d.Chat] = urgent, true
	if urgent {
		s.urgent++
		delete(s.waiting, d.Chat) // Of what waits behind it, chats tells.
	}
}

// finish notes that a job is resolved, and wakes the sender if something may have
// waited for that.
func (s *Sender) finish(d reflection.Dispatch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.inFlight[d.ID] {
		s.urgent--
	}
	more := s.chats[d.Chat]
	delete(s.inFlight, d.ID)
	delete(s.chats, d.Chat)
	close(s.freed)
	s.freed = make(chan struct{})
	s.becameIdle()
	if more || s.full {
		s.kick()
	}
}

// expectMore notes that something waits for a chat that may have something in flight.
func (s *Sender) expectMore(c chat.Chat, urgent bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.chats[c]; ok {
		s.chats[c] = true
	}
	if urgent {
		s.waiting[c] = true
	}
}

// mayBeBusy reports whether this process is sending something to a chat, or has had
// something urgent wait there.
func (s *Sender) mayBeBusy(c chat.Chat) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.chats[c]
	return ok || s.waiting[c]
}

// isFree notes that nothing urgent waits in a chat.
func (s *Sender) isFree(c chat.Chat) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.waiting, c)
}

// isInFlight reports whether this process is sending a dispatch.
func (s *Sender) isInFlight(id reflection.DispatchID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.inFlight[id]; ok {
		return true
	}
	for _, j := range s.handed {
		if j.Dispatch.ID == id {
			return true
		}
	}
	return false
}

// room returns how many more dispatches may be in flight: urgent ones, and others,
// of which there are none before the platform is open. Where there is no room for
// either, whatever gets a place free wakes the sender.
func (s *Sender) room() (urgent, others int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	running := 0
	for _, u := range s.inFlight {
		if !u {
			running++
		}
	}
	urgent, others = urgentInFlight-s.urgent, inFlight-running
	open := s.open.Load()
	s.full = urgent <= 0 || open && others <= 0
	if !open {
		others = 0
	}
	return urgent, others
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
