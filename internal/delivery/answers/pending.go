package answers

import (
	"sync"

	"stillpoint/internal/reflection"
)

// pending knows, for as long as this process lives, which dispatches answer which
// event that must be ended, by the event's handle.
type pending struct {
	mu       sync.Mutex
	byHandle map[string]map[reflection.DispatchID]bool
}

func newPending() pending {
	return pending{byHandle: map[string]map[reflection.DispatchID]bool{}}
}

// add notes a dispatch that answers the event with a handle; an event without one
// needs no end.
func (p *pending) add(handle string, id reflection.DispatchID) {
	if handle == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byHandle[handle] == nil {
		p.byHandle[handle] = map[reflection.DispatchID]bool{}
	}
	p.byHandle[handle][id] = true
}

// done notes that a dispatch is done with, and reports whether it was the last one
// that answers its event. Of an event from before this process each is.
func (p *pending) done(handle string, id reflection.DispatchID) (last bool) {
	if handle == "" {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.byHandle[handle]
	delete(all, id)
	if len(all) > 0 {
		return false
	}
	delete(p.byHandle, handle)
	return true
}

func (p *pending) restart(handle string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.byHandle, handle)
}

func (p *pending) awaited(handle string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.byHandle[handle]) > 0
}
