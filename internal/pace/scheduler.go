package pace

import (
	"errors"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

const (
	// evenly is the part of an even spacing that must lie between two turns; the
	// window alone keeps the rate.
	evenly = 0.98
	// catchUp is how much of a turn that came late, on a busy machine, the next
	// ones make up for. Time in which nobody waited is never made up for.
	catchUp = 200 * time.Millisecond
	// sweepEvery is the time between two looks for chats to forget.
	sweepEvery = time.Minute
)

// scheduler decides whose turn it is.
type scheduler struct {
	rate    chat.Rate
	spacing time.Duration // between two turns, overall

	mu      sync.Mutex
	queues  map[key]*queue
	ready   queueHeap // their chats are free
	resting queueHeap // they aren't yet
	overall *window
	next    time.Time // the next turn by the spacing
	due     time.Time // when somebody's turn should have come; zero if nobody waits
	blocked time.Time // everybody, as the platform told
	transit transit
	seq     uint64
	timer   *time.Timer
	swept   time.Time
	closed  bool
}

// turn is leave to make one request; err says why there is none.
type turn struct {
	queue                *queue
	overall, chat, group slot
	began                time.Time
	err                  *chat.SendError
}

func newScheduler(rate chat.Rate) *scheduler {
	s := &scheduler{
		rate:    rate,
		queues:  map[key]*queue{},
		ready:   queueHeap{less: byFirstWaiter},
		resting: queueHeap{less: byWake},
		overall: newWindow(rate.PerSecond, time.Second),
		transit: transit{credit: maxCredit},
	}
	if rate.PerSecond > 0 {
		s.spacing = time.Duration(evenly * float64(time.Second) / rate.PerSecond)
	}
	return s
}

// number returns a request's place in the order of coming.
func (s *scheduler) number() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seq++
	return s.seq
}

// enqueue lines a request up. Its waiter's channel gets one turn, unless the
// waiter is withdrawn. With apart the request is no message in the chat and has
// the overall rate alone to wait for.
func (s *scheduler) enqueue(c chat.Chat, apart bool, lane chat.Lane, seq uint64) *waiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	q := &queue{}
	if !apart {
		q = s.queue(c)
	}
	w := &waiter{queue: q, lane: lane, seq: seq, turn: make(chan turn, 1)}
	if err := s.refusal(q, now); err != nil {
		w.turn <- turn{err: err}
		return w
	}
	q.leave()
	q.add(w)
	s.place(q, now)
	s.advance(now)
	return w
}

// withdraw takes a waiter back and reports whether it had no turn yet.
func (s *scheduler) withdraw(w *waiter) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	w.queue.leave()
	was := w.queue.remove(w)
	s.place(w.queue, now)
	s.advance(now)
	return was
}

// finish ends a turn, with the error that its request came to.
func (s *scheduler) finish(t turn, c chat.Chat, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	t.queue.inFlight--
	if err == nil || chat.KindOf(err) != chat.Unsent {
		late := s.transit.late(now.Sub(t.began), err == nil)
		t.overall.hold(s.transit.spend(late))
		t.chat.hold(late)
		t.group.hold(late)
	}
	if failed, ok := errors.AsType[*chat.SendError](err); ok && failed.Kind == chat.Throttled {
		s.block(failed, c, now)
	}
	s.advance(now)
}

// abandon gives back a turn that no request was made in.
func (s *scheduler) abandon(t turn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t.queue.inFlight--
}

// queue returns the queue of a chat, or of the group that it belongs to.
func (s *scheduler) queue(c chat.Chat) *queue {
	k := key{chat: c}
	if s.rate.GroupOf != nil {
		if g := s.rate.GroupOf(c); g != "" {
			k = key{group: g}
		}
	}
	q := s.queues[k]
	if q == nil {
		q = &queue{chat: newWindow(s.rate.ChatPerSecond, time.Second)}
		if k.group != "" {
			q.group = newWindow(s.rate.GroupPerMin, time.Minute)
		}
		s.queues[k] = q
	}
	return q
}

// place puts a queue with waiters among the ready or the resting.
func (s *scheduler) place(q *queue, now time.Time) {
	if len(q.waiting) == 0 {
		return
	}
	if q.wake = q.free(); q.wake.After(now) {
		q.enter(&s.resting)
		return
	}
	q.enter(&s.ready)
}

// advance gives every turn that can be given, and sets the timer for the next.
func (s *scheduler) advance(now time.Time) {
	for q := s.resting.first(); q != nil && !q.wake.After(now); q = s.resting.first() {
		q.leave()
		s.place(q, now)
	}
	for q := s.ready.first(); q != nil; q = s.ready.first() {
		if q.free().After(now) { // held or blocked since it was found ready
			q.leave()
			s.place(q, now)
			continue
		}
		if at := latest(s.next, s.overall.free(), s.blocked); at.After(now) {
			s.due = at
			s.wakeAt(at, now)
			return
		}
		s.give(q, now)
	}
	s.due = time.Time{}
	s.sweep(now)
	switch q := s.resting.first(); {
	case q != nil:
		s.wakeAt(q.wake, now)
	case len(s.queues) > 0 && !s.closed:
		s.wakeAt(s.swept.Add(sweepEvery), now)
	}
}

// give gives the first waiter of a queue its turn.
func (s *scheduler) give(q *queue, now time.Time) {
	q.leave()
	w := q.waiting[0]
	q.remove(w)
	q.inFlight++
	if s.due.IsZero() || s.due.After(now) {
		s.due = now
	}
	s.next = latest(s.due, now.Add(-catchUp)).Add(s.spacing)
	s.due = s.next // until it turns out that nobody waits
	s.transit.turn()
	w.turn <- turn{
		queue: q, began: now,
		overall: s.overall.take(now), chat: q.chat.take(now), group: q.group.take(now),
	}
	s.place(q, now)
}

func (s *scheduler) wakeAt(at, now time.Time) {
	if s.timer == nil {
		s.timer = time.AfterFunc(at.Sub(now), s.wake)
		return
	}
	s.timer.Reset(at.Sub(now))
}

func (s *scheduler) wake() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.advance(time.Now())
}

// sweep forgets chats whose past no longer matters, once a minute.
func (s *scheduler) sweep(now time.Time) {
	if now.Sub(s.swept) < sweepEvery {
		return
	}
	s.swept = now
	for k, q := range s.queues {
		if q.idle(now) {
			delete(s.queues, k)
		}
	}
	if len(s.queues) == 0 {
		s.queues = map[key]*queue{} // an emptied map keeps its memory
	}
}
