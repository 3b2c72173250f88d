package pace

import (
	"container/heap"
	"slices"
	"time"

	"stillpoint/internal/chat"
)

// key is what has a rate of its own: a chat, or a group with all its topics.
type key struct {
	chat  chat.Chat
	group string
}

// queue is what waits for one chat or group, and how fast it may go there.
type queue struct {
	chat, group *window
	blocked     time.Time // as the platform told, until then
	waiting     []*waiter // by lane, then as they came
	inFlight    int

	heap  *queueHeap // the one it is in; nil if nothing waits
	place int
	wake  time.Time // while resting: when to look at it again
}

// waiter is a request that waits for its turn.
type waiter struct {
	queue *queue
	lane  chat.Lane
	seq   uint64 // the order in which requests came
	turn  chan turn
}

// before reports whether w goes before o when both could go.
func (w *waiter) before(o *waiter) bool {
	if w.lane != o.lane {
		return w.lane < o.lane
	}
	return w.seq < o.seq
}

// add puts a waiter in its place.
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

// free returns when the next request of this queue may go.
func (q *queue) free() time.Time {
	return latest(q.chat.free(), q.group.free(), q.blocked)
}

// idle reports whether the queue can be forgotten.
func (q *queue) idle(now time.Time) bool {
	return len(q.waiting) == 0 && q.inFlight == 0 &&
		!q.blocked.After(now) && q.chat.idle(now) && q.group.idle(now)
}

func latest(t time.Time, others ...time.Time) time.Time {
	for _, o := range others {
		if o.After(t) {
			t = o
		}
	}
	return t
}

// queueHeap is a heap of queues: the ready ones by their first waiter, or the
// resting ones by when they wake.
type queueHeap struct {
	queues []*queue
	less   func(a, b *queue) bool
}

func byFirstWaiter(a, b *queue) bool { return a.waiting[0].before(b.waiting[0]) }

func byWake(a, b *queue) bool { return a.wake.Before(b.wake) }

// Len implements heap.Interface.
func (h *queueHeap) Len() int { return len(h.queues) }

// Less implements heap.Interface.
func (h *queueHeap) Less(i, j int) bool { return h.less(h.queues[i], h.queues[j]) }

// Swap implements heap.Interface.
func (h *queueHeap) Swap(i, j int) {
	h.queues[i], h.queues[j] = h.queues[j], h.queues[i]
	h.queues[i].place, h.queues[j].place = i, j
}

// Push implements heap.Interface.
func (h *queueHeap) Push(x any) {
	q := x.(*queue)
	q.heap, q.place = h, len(h.queues)
	h.queues = append(h.queues, q)
}

// Pop implements heap.Interface.
func (h *queueHeap) Pop() any {
	last := len(h.queues) - 1
	q := h.queues[last]
	h.queues[last] = nil
	h.queues = h.queues[:last]
	q.heap = nil
	return q
}

// first returns the queue on top; nil if there is none.
func (h *queueHeap) first() *queue {
	if len(h.queues) == 0 {
		return nil
	}
	return h.queues[0]
}

// leave takes the queue out of the heap that it is in.
func (q *queue) leave() {
	if q.heap != nil {
		heap.Remove(q.heap, q.place)
	}
}

// enter puts the queue into a heap.
func (q *queue) enter(h *queueHeap) { heap.Push(h, q) }
