package pace

import (
	"sync"
	"time"

	"stillpoint/internal/chat"
)

const (
	// evenly is the part of an even spacing that must lie between two grants of
	// the overall rate; the window alone keeps the rate.
	evenly = 0.98
	// catchUp bounds how much of a grant's lateness, on a busy machine, the next
	// grants make up for. Time in which no request waited is never made up for.
	catchUp = 200 * time.Millisecond
	// sweepEvery is the time between two searches for places to forget.
	sweepEvery = time.Minute
)

// scheduler decides when each request may be made. Queues whose first request
// waits for nothing but the overall rate are ready; queues that a limit of their
// own holds back are resting; a request that nothing holds back is granted when
// it comes.
type scheduler struct {
	rate    chat.Rate
	spacing time.Duration // between two grants of the overall rate

	mu      sync.Mutex
	places  map[placeKey]*place
	queues  map[queueKey]*queue
	ready   queueHeap
	resting queueHeap
	overall *window
	next    time.Time // the earliest next grant of the overall rate, by the spacing
	due     time.Time // when that grant could be made; zero while no queue is ready
	blocked time.Time // every request waits until then, as a 429 said
	doubt   doubt
	transit transit
	seq     uint64
	timer   *time.Timer
	swept   time.Time
	closed  bool
	// yielding refuses all but what somebody waits for.
	yielding bool
	assumed  time.Time // when others may have used all; zero for no others
}

func newScheduler(rate chat.Rate) *scheduler {
	s := &scheduler{
		rate:    rate,
		places:  map[placeKey]*place{},
		queues:  map[queueKey]*queue{},
		ready:   queueHeap{less: byFirstWaiter},
		resting: queueHeap{less: byWaking},
		overall: newWindow(rate.PerSecond, time.Second),
		transit: transit{credit: maxCredit},
	}
	if rate.PerSecond > 0 {
		s.spacing = time.Duration(evenly * float64(time.Second) / rate.PerSecond)
	}
	return s
}

// number returns a new request's place in the order of coming.
func (s *scheduler) number() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seq++
	return s.seq
}

// enqueue adds a request to its queue, or refuses it at once.
func (s *scheduler) enqueue(r request) *waiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	q := s.queue(r)
	w := &waiter{request: r, queue: q, granted: make(chan grant, 1)}
	err := s.refusal(q, now)
	if s.yielding && !r.answers() {
		err = unsent()
	}
	if err == nil && len(q.waiting) >= mostWaiting {
		err = s.crowded(q, now)
	}
	if err != nil {
		w.granted <- grant{refused: err}
		return w
	}
	q.leave()
	q.add(w)
	s.sort(q, now)
	s.advance(now)
	return w
}

// withdraw takes a waiter back and reports whether it was still waiting.
func (s *scheduler) withdraw(w *waiter) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	w.queue.leave()
	was := w.queue.remove(w)
	s.sort(w.queue, now)
	s.advance(now)
	return was
}

// sort grants what the queue's limits let go and nothing else holds back, and
// puts the queue among the ready or the resting.
func (s *scheduler) sort(q *queue, now time.Time) {
	for len(q.waiting) > 0 {
		if q.wakes = s.free(q); q.wakes.After(now) {
			q.enter(&s.resting)
			return
		}
		if q.waiting[0].overall() {
			q.enter(&s.ready)
			return
		}
		s.grant(q, now)
	}
}

// free returns when the queue's next request may go, but for the overall rate.
func (s *scheduler) free(q *queue) time.Time {
	return latest(q.free(), s.blocked, s.doubt.holds(q))
}

// advance makes every grant that can be made now, and sets the timer for the next.
func (s *scheduler) advance(now time.Time) {
	for q := s.resting.first(); q != nil && !q.wakes.After(now); q = s.resting.first() {
		q.leave()
		s.sort(q, now)
	}
	s.due = s.grantReady(now)
	s.sweep(now)
	s.wakeAt(s.due, now)
}

// grantReady makes grants of the overall rate. It returns when the next one can
// be made, and the zero time if no queue is ready for it.
func (s *scheduler) grantReady(now time.Time) time.Time {
	for q := s.ready.first(); q != nil; q = s.ready.first() {
		if s.free(q).After(now) { // held or blocked since it was found ready
			q.leave()
			s.sort(q, now)
			continue
		}
		if at := latest(s.next, s.overall.free()); at.After(now) {
			return at
		}
		q.leave()
		s.grant(q, now)
		s.sort(q, now)
	}
	return time.Time{}
}

// wakeAt sets the timer for the next grant of the overall rate, if it is not
// zero, the next queue that wakes, or the next sweep.
func (s *scheduler) wakeAt(at, now time.Time) {
	if q := s.resting.first(); q != nil && (at.IsZero() || q.wakes.Before(at)) {
		at = q.wakes
	}
	if at.IsZero() {
		if s.closed || len(s.queues)+len(s.places) == 0 {
			return
		}
		at = s.swept.Add(sweepEvery)
	}
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

// sweep forgets queues and places whose past no longer matters, once a minute.
func (s *scheduler) sweep(now time.Time) {
	if now.Sub(s.swept) < sweepEvery {
		return
	}
	s.swept = now
	for k, q := range s.queues {
		if q.idle(now) {
			q.place.queues--
			delete(s.queues, k)
		}
	}
	for k, p := range s.places {
		if p.idle(now) {
			delete(s.places, k)
		}
	}
	if len(s.places) == 0 { // emptied maps keep their memory
		s.queues, s.places = map[queueKey]*queue{}, map[placeKey]*place{}
	}
}
