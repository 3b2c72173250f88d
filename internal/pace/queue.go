package pace

import (
	"slices"
	"time"
)

// mostWaiting bounds the requests that wait in one queue.
const mostWaiting = 100

// queueKey names a queue: requests of one operation in one place. Replies have
// one for each event that they answer.
type queueKey struct {
	place     placeKey
	operation operation
	handle    string
}

// queue holds the requests that wait for the same limits.
type queue struct {
	operation operation
	place     *place
	windows   [2]*window
	blocked   time.Time // as a 429 said that reaches no further, until then
	waiting   []*waiter // by priority, then by seq
	inFlight  int

	heap  *queueHeap // the one it is in; nil if nothing waits
	at    int        // its index there
	wakes time.Time  // while resting: when it is looked at again
}

// waiter is a request that waits to be granted.
type waiter struct {
	request
	queue   *queue
	granted chan grant // gets one grant, unless the waiter is withdrawn
}

// before reports whether w goes before o when both could go.
func (w *waiter) before(o *waiter) bool {
	if w.priority != o.priority {
		return w.priority < o.priority
	}
	return w.seq < o.seq
}

// queue returns the queue of a request.
func (s *scheduler) queue(r request) *queue {
	at, p := s.place(r.chat)
	key := queueKey{place: at, operation: r.operation, handle: r.handle}
	q := s.queues[key]
	if q == nil {
		q = &queue{operation: r.operation, place: p, windows: p.windows(r.operation)}
		p.queues++
		s.queues[key] = q
	}
	return q
}

// add puts a waiter in its place among the waiting.
func (q *queue) add(w *waiter) {
	i := len(q.waiting)
	for i > 0 && w.before(q.waiting[i-1]) {
		i--
	}
	q.waiting = slices.Insert(q.waiting, i, w)
}

// remove takes a waiter out and reports whether it was there.
func (q *queue) remove(w *waiter) bool {
	i := slices.Index(q.waiting, w)
	if i < 0 {
		return false
	}
	q.waiting = slices.Delete(q.waiting, i, i+1)
	return true
}

// free returns when the chat's limits let the queue's next request go.
func (q *queue) free() time.Time {
	return latest(q.windows[0].free(), q.windows[1].free(), q.place.blocked, q.blocked)
}

// spacing is the time between two requests of the queue in the long run.
func (q *queue) spacing() time.Duration { return max(q.windows[0].spacing(), q.windows[1].spacing()) }

// idle reports whether the queue can be forgotten.
func (q *queue) idle(now time.Time) bool {
	return len(q.waiting) == 0 && q.inFlight == 0 && !q.blocked.After(now)
}

func latest(t time.Time, others ...time.Time) time.Time {
	for _, o := range others {
		if o.After(t) {
			t = o
		}
	}
	return t
}
