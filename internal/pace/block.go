package pace

import (
	"errors"
	"slices"
	"time"

	"stillpoint/internal/chat"
)

// leastWait is the shortest wait after a 429 that names none.
const leastWait = 100 * time.Millisecond

var (
	errClosed  = errors.New("no longer sending")
	errBlocked = errors.New("the platform asked to wait")
	errCrowded = errors.New("too much waits for this chat")
)

// block has everything in the scope of a 429 wait for as long as it said. Requests
// that would wait for too long are refused now. It returns the wait that was set.
func (s *scheduler) block(g grant, failed *chat.SendError, now time.Time) *chat.SendError {
	told := &chat.SendError{Kind: chat.Throttled, Wait: max(failed.Wait, leastWait), Scope: failed.Scope}
	until := now.Add(told.Wait)
	q := g.queue
	switch failed.Scope {
	case chat.ScopeAll:
		s.blocked = latest(s.blocked, until)
	case chat.ScopeRoute:
		q.blocked = latest(q.blocked, until)
	case chat.ScopeUnknown:
		s.suspect(q.place, until, now)
		q.place.unclear = true
		q.place.blocked = latest(q.place.blocked, until)
	default:
		q.place.blocked = latest(q.place.blocked, until)
	}
	s.refuseAll(now)
	return told
}

// refusal says why a request of this queue shouldn't wait at all; nil if it may.
func (s *scheduler) refusal(q *queue, now time.Time) *chat.SendError {
	if s.closed {
		return unsent()
	}
	for _, b := range []struct {
		until time.Time
		scope chat.Scope
	}{{s.blocked, chat.ScopeAll}, {q.place.blocked, chat.ScopeChat}, {q.blocked, chat.ScopeRoute}} {
		if wait := b.until.Sub(now); wait > patience {
			return &chat.SendError{Kind: chat.Throttled, Wait: wait, Scope: b.scope, Err: errBlocked}
		}
	}
	return nil
}

// crowded is the refusal of a request that finds its queue full. It names the
// time in which the queue will have been worked off.
func (s *scheduler) crowded(q *queue, now time.Time) *chat.SendError {
	wait := max(s.free(q).Sub(now), 0) + time.Duration(len(q.waiting))*q.spacing()
	return &chat.SendError{Kind: chat.Throttled, Wait: max(wait, leastWait), Scope: chat.ScopeRoute, Err: errCrowded}
}

// refuse lets go of the waiters of a queue that shouldn't wait at all.
func (s *scheduler) refuse(q *queue, now time.Time) {
	err := s.refusal(q, now)
	if err == nil || len(q.waiting) == 0 {
		return
	}
	q.leave()
	for _, w := range q.waiting {
		told := *err
		w.granted <- grant{refused: &told}
	}
	q.waiting = nil
}

// refuseAll does so in every queue.
func (s *scheduler) refuseAll(now time.Time) {
	for _, h := range []*queueHeap{&s.ready, &s.resting} {
		for _, q := range append([]*queue(nil), h.queues...) {
			s.refuse(q, now)
		}
	}
}

// yield refuses every request that waits and that nobody waits for, and every later one.
func (s *scheduler) yield() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.yielding = true
	now := time.Now()
	for _, h := range []*queueHeap{&s.ready, &s.resting} {
		for _, q := range append([]*queue(nil), h.queues...) {
			q.leave()
			q.waiting = slices.DeleteFunc(q.waiting, func(w *waiter) bool {
				if w.answers() {
					return false
				}
				w.granted <- grant{refused: unsent()}
				return true
			})
			s.sort(q, now)
		}
	}
	s.advance(now)
}

// unsent is the refusal of a request after the end.
func unsent() *chat.SendError { return &chat.SendError{Kind: chat.Unsent, Err: errClosed} }

// close refuses every request that waits, and every later one.
func (s *scheduler) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.refuseAll(time.Now())
	if s.timer != nil {
		s.timer.Stop()
	}
}
