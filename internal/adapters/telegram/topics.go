package telegram

import "sync"

// topics remembers which forum topics are closed, as far as that was heard or
// felt: Telegram can't be asked.
type topics struct {
	mu  sync.Mutex
	set map[place]bool
}

// note says that a topic is closed, or open.
func (t *topics) note(p place, closed bool) {
	if p.topic == 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if !closed {
		delete(t.set, p)
		return
	}
	if t.set == nil {
		t.set = map[place]bool{}
	}
	t.set[p] = true
}

// closed reports whether a topic is known to be closed.
func (t *topics) closed(p place) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.set[p]
}
