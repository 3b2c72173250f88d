package outbox

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

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
