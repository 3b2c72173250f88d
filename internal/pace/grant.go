package pace

import (
	"time"

	"stillpoint/internal/chat"
)

// grant is leave to make one request; refused says why there is none.
type grant struct {
	queue   *queue
	overall slot
	slots   [2]slot // in the queue's windows
	began   time.Time
	trial   bool // whether all must wait depends on how the request ends
	refused *chat.SendError
}

// grant lets the first waiter of a queue go. The queue is in no heap.
func (s *scheduler) grant(q *queue, now time.Time) {
	w := q.waiting[0]
	q.remove(w)
	q.inFlight++
	g := grant{queue: q, began: now, trial: s.doubt.begin(q, now)}
	for i, window := range q.windows {
		g.slots[i] = window.take(now)
	}
	if w.overall() {
		s.space(now)
		s.transit.granted()
		g.overall = s.overall.take(now)
	}
	w.granted <- g
}

// space sets when the next grant of the overall rate can be made by the spacing:
// counted from when this one was due, unless that is too long ago.
func (s *scheduler) space(now time.Time) {
	due := s.due
	if due.IsZero() || due.After(now) {
		due = now
	}
	s.next = latest(due, now.Add(-catchUp)).Add(s.spacing)
	s.due = s.next
}

// finish ends a grant with the error that its request came to. If that is a 429,
// it returns how long to wait, and for what.
func (s *scheduler) finish(g grant, err error) *chat.SendError {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	g.queue.inFlight--
	if err == nil || chat.KindOf(err) != chat.Unsent {
		s.hold(g, now.Sub(g.began), err == nil)
	}
	told := throttled(err)
	if told != nil {
		told = s.block(g, told, now)
	}
	if s.conclude(g, err, now) {
		told.Scope = chat.ScopeAll
	}
	s.advance(now)
	return told
}

// hold keeps the slots of a request for as long as it may have arrived late.
func (s *scheduler) hold(g grant, took time.Duration, succeeded bool) {
	late := s.transit.late(took, succeeded && g.queue.operation == message)
	if g.overall.window != nil {
		g.overall.hold(s.transit.spend(late))
	}
	for _, slot := range g.slots {
		slot.hold(late)
	}
}

// giveBack ends a grant that no request was made with. Its slots are free again.
func (s *scheduler) giveBack(g grant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	g.queue.inFlight--
	g.overall.release()
	for _, slot := range g.slots {
		slot.release()
	}
	if g.trial {
		s.doubt.until = time.Time{}
	}
	s.resort(now)
	s.advance(now)
}

// resort looks at every resting queue again, after a limit has ended early.
func (s *scheduler) resort(now time.Time) {
	for _, q := range append([]*queue(nil), s.resting.queues...) {
		q.leave()
		s.sort(q, now)
	}
}
