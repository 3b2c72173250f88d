package pace

import "container/heap"

// queueHeap is a heap of queues with waiters: the ready ones by their first
// waiter, or the resting ones by when they wake.
type queueHeap struct {
	queues []*queue
	less   func(a, b *queue) bool
}

func byFirstWaiter(a, b *queue) bool { return a.waiting[0].before(b.waiting[0]) }

func byWaking(a, b *queue) bool { return a.wakes.Before(b.wakes) }

// Len implements heap.Interface.
func (h *queueHeap) Len() int { return len(h.queues) }

// Less implements heap.Interface.
func (h *queueHeap) Less(i, j int) bool { return h.less(h.queues[i], h.queues[j]) }

// Swap implements heap.Interface.
func (h *queueHeap) Swap(i, j int) {
	h.queues[i], h.queues[j] = h.queues[j], h.queues[i]
	h.queues[i].at, h.queues[j].at = i, j
}

// Push implements heap.Interface.
func (h *queueHeap) Push(x any) {
	q := x.(*queue)
	q.heap, q.at = h, len(h.queues)
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
		heap.Remove(q.heap, q.at)
	}
}

// enter puts the queue into a heap.
func (q *queue) enter(h *queueHeap) { heap.Push(h, q) }
