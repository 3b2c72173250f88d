package pace

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
)

// leastWait is the shortest wait after a 429 that names none.
const leastWait = 100 * time.Millisecond

var (
	errClosed  = errors.New("no longer sending")
	errBlocked = errors.New("the platform asked to wait")
)

// block keeps a chat, or all, from sending for as long as the platform said.
// Whoever would wait for too long is told now. A limit of one kind of request keeps
// nothing else from being sent.
func (s *scheduler) block(failed *chat.SendError, c chat.Chat, now time.Time) {
	if failed.Scope == chat.ScopeRoute {
		return
	}
	until := now.Add(max(failed.Wait, leastWait))
	if failed.Scope == chat.ScopeAll {
		s.blocked = latest(s.blocked, until)
		s.refuseAll(now)
		return
	}
	q := s.queue(c)
	q.blocked = latest(q.blocked, until)
	s.refuse(q, now)
}

// refusal says why a request of this queue shouldn't wait at all.
func (s *scheduler) refusal(q *queue, now time.Time) *chat.SendError {
	if s.closed {
		return &chat.SendError{Kind: chat.Unsent, Err: errClosed}
	}
	if wait := s.blocked.Sub(now); wait > patience {
		return &chat.SendError{Kind: chat.Throttled, Wait: wait, Scope: chat.ScopeAll, Err: errBlocked}
	}
	if wait := q.blocked.Sub(now); wait > patience {
		return &chat.SendError{Kind: chat.Throttled, Wait: wait, Scope: chat.ScopeChat, Err: errBlocked}
	}
	return nil
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
		w.turn <- turn{err: &told}
	}
	q.waiting = nil
}

// refuseAll does so with every queue.
func (s *scheduler) refuseAll(now time.Time) {
	for _, h := range []*queueHeap{&s.ready, &s.resting} {
		for _, q := range append([]*queue(nil), h.queues...) {
			s.refuse(q, now)
		}
	}
}

// close refuses whoever waits, and whoever comes.
func (s *scheduler) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.refuseAll(time.Now())
	if s.timer != nil {
		s.timer.Stop()
	}
}
