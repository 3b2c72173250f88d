package outbox

import (
	"context"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// probeEvery is the least time between two probes of one platform.
const probeEvery = 5 * time.Second

// proof knows when the platform last carried out a request. A dispatch that was
// perhaps shown, on a platform that offers no way to find out, is repeated only
// after that: while the platform fails, a repetition would be spent for nothing.
// Its instants are the process's own; nothing of it outlives the process, whose
// start then stands for what isn't known.
type proof struct {
	probing sync.Mutex // held by whoever probes
	probed  time.Time  // when the last probe ended; guarded by probing

	mu      sync.Mutex
	success time.Time // of the latest request that was carried out
	doubts  map[reflection.DispatchID]time.Time
}

// succeeded notes that the platform carried out a request.
func (p *proof) succeeded() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.success = time.Now()
}

// works reports whether what came of a request shows that the platform carries out
// requests. A refusal for good shows it as well.
func works(err error) bool {
	if err == nil {
		return true
	}
	switch chat.KindOf(err) {
	case chat.Throttled, chat.Unsent, chat.Uncertain:
		return false
	default:
		return true
	}
}

// doubt notes that an attempt at a dispatch ended uncertain.
func (p *proof) doubt(id reflection.DispatchID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.doubts == nil {
		p.doubts = map[reflection.DispatchID]time.Time{}
	}
	p.doubts[id] = time.Now()
}

// resolved forgets a doubt.
func (p *proof) resolved(id reflection.DispatchID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.doubts, id)
}

// given reports whether the platform has carried out a request since the attempt
// at a dispatch ended uncertain.
func (p *proof) given(id reflection.DispatchID) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.success.After(p.doubts[id])
}

// ask reports whether the platform has carried out a request since the attempt at
// a dispatch ended uncertain. Where nobody's request has told, it probes: one at a
// time, and at most every few seconds, for all that wait.
func (p *proof) ask(ctx context.Context, s *Sender, d reflection.Dispatch) bool {
	if p.given(d.ID) {
		return true
	}
	if !p.probing.TryLock() {
		return false // Somebody probes; what waits is tried again soon.
	}
	defer p.probing.Unlock()
	if !p.probed.IsZero() && time.Since(p.probed) < probeEvery {
		return false
	}
	err := s.adapter.Probe(ctx, d.Chat)
	p.probed = time.Now()
	if !works(err) {
		s.log.Info("the platform doesn't carry out requests; what was perhaps shown waits", "dispatch", d.ID, "err", err)
		return false
	}
	p.succeeded()
	return true
}
