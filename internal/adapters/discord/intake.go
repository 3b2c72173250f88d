package discord

import (
	"context"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

const (
	// workers is how many chats are worked on at once.
	workers = 256
	// mostWaiting is how many events wait at most. Beyond it nothing is read from
	// the gateway until there is room; Discord keeps the events for a resumption.
	mostWaiting = 20_000
)

// intake is what one Run takes in. Events of one chat are handled one after the
// other, in their order; chats side by side. A private chat whose history is yet
// to be looked into waits for that, and every chat waits while the store can't be
// used.
type intake struct {
	adapter *Adapter
	to      chat.Intake
	ctx     context.Context // Run's

	slots chan struct{}
	room  chan struct{}
	work  sync.WaitGroup

	mu     sync.Mutex
	queues map[string]*queue
	gap    *gap // what was missed and isn't filled yet; nil for nothing
	halt   *halt
	lost   map[string]string // by private chat: the first message that wasn't held
	refill func()            // has histories read; nil before the gateway is there
	ended  bool
	left   map[int]int64 // by shard: the first event that was left undone
}

// queue is the events that wait in a chat.
type queue struct {
	private bool
	busy    bool // somebody works on it
	waiting []*arrival
}

// gap is a time in which nothing was taken in, while it is being filled.
type gap struct {
	listed bool            // which chats it concerns is known
	chats  map[string]bool // those that aren't filled yet
}

// holds reports whether a queue must wait.
func (g *gap) holds(name string, q *queue) bool {
	return g != nil && q.private && (!g.listed || g.chats[name])
}

func newIntake(ctx context.Context, a *Adapter, to chat.Intake) *intake {
	return &intake{
		adapter: a, to: to, ctx: ctx,
		slots: make(chan struct{}, workers), room: make(chan struct{}, mostWaiting),
		queues: map[string]*queue{}, lost: map[string]string{}, left: map[int]int64{},
	}
}

// admit takes an event and has it handled after those before it in its chat.
func (in *intake) admit(u *arrival) {
	if in.overflows(u) {
		return
	}
	select {
	case in.room <- struct{}{}:
	case <-in.ctx.Done():
		in.mu.Lock()
		defer in.mu.Unlock()
		in.leaveUndone(u)
		return
	}
	leave := u.done
	u.done = func() {
		<-in.room
		if leave != nil {
			leave()
		}
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.ended {
		in.leaveUndone(u)
		u.done()
		return
	}
	if u.ix != nil {
		in.adapter.begin(in.ctx, u.ix)
	}
	q := in.queues[u.queue]
	if q == nil {
		q = &queue{private: u.private}
		in.queues[u.queue] = q
	}
	q.waiting = append(q.waiting, u)
	in.refuse(q)
	in.start(u.queue, q)
}

// start has a queue worked on, unless somebody does or it must wait. It is called
// with the lock held.
func (in *intake) start(name string, q *queue) {
	if q.busy || in.rests(name, q) {
		return
	}
	q.busy = true
	in.work.Go(func() { in.serve(name, q) })
}

// rests reports whether nothing in a queue may be offered now. While the store
// can't be used, a press alone is offered: whoever pressed waits for a word. It is
// called with the lock held.
func (in *intake) rests(name string, q *queue) bool {
	return len(q.waiting) == 0 || in.ended || in.ctx.Err() != nil || in.gap.holds(name, q) ||
		in.halt != nil && q.waiting[0].ix == nil
}

// serve works on one chat until nothing waits there, or it must wait.
func (in *intake) serve(name string, q *queue) {
	for {
		in.mu.Lock()
		if in.rests(name, q) {
			in.leave(name, q)
			in.mu.Unlock()
			return
		}
		u := q.next()
		in.mu.Unlock()

		in.slots <- struct{}{}
		held := in.offer(u)
		<-in.slots
		in.after(q, u, held)
	}
}

// next takes the first event out of a queue.
func (q *queue) next() *arrival {
	u := q.waiting[0]
	q.waiting[0] = nil
	q.waiting = q.waiting[1:]
	return u
}

// after puts an event that is held back in its place, and is done with any other.
func (in *intake) after(q *queue, u *arrival, held bool) {
	if !held {
		u.done()
		return
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	q.waiting = append([]*arrival{u}, q.waiting...)
	in.refuse(q)
}

// leave says that nobody works on a queue any more, and forgets an empty one. It is
// called with the lock held.
func (in *intake) leave(name string, q *queue) {
	q.busy = false
	if len(q.waiting) == 0 && in.queues[name] == q {
		delete(in.queues, name)
	}
}

// end waits for what is being handled; what waits is left undone. A press that
// nobody handled is the next process's, or fails for whoever pressed, who will press
// again.
func (in *intake) end() {
	in.mu.Lock()
	in.ended = true
	in.mu.Unlock()
	in.work.Wait()
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, q := range in.queues {
		for _, u := range q.waiting {
			if u.ix != nil {
				in.adapter.abandon(u.ix)
			}
			in.leaveUndone(u)
			u.done()
		}
	}
	in.queues = map[string]*queue{}
}

// oldest is when the first of what waits came; zero if nothing does. It reports
// false while it can't be told, since not everything that came could be held.
func (in *intake) oldest() (first time.Time, known bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.halt != nil || len(in.lost) > 0 {
		return first, false
	}
	for _, q := range in.queues {
		for _, u := range q.waiting {
			if first.IsZero() || u.at.Before(first) {
				first = u.at
			}
		}
	}
	return first, true
}
