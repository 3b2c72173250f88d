package telegram

import "sync"

// albums remembers which albums were seen lately: Telegram sends the pictures of
// one as messages of their own, and one kind line about them is enough.
type albums struct {
	mu   sync.Mutex
	last [64]string
	next int
}

// seen reports whether the album was seen before, and notes it.
func (s *albums) seen(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, known := range s.last {
		if known == id {
			return true
		}
	}
	s.last[s.next] = id
	s.next = (s.next + 1) % len(s.last)
	return false
}
