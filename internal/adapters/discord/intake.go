package discord

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

const (
	// workers is how many chats are worked on at once.
	workers = 256
	// mostWaiting is how many events wait at most. Beyond it nothing is read from
	// the gateway until there is room; Discord keeps what it has sent since for
	// whoever resumes.
	mostWaiting = 20_000
)

// intake is what one Run takes in. Events of one chat are handled one after the
// other, in their order; chats side by side. A private chat whose history is yet
// to be looked into waits for that.
type intake struct {
	adapter *Adapter
	to      chat.Intake
	ctx     context.Context // Run's

	slots chan struct{}
	room  chan struct{}
	work  sync.WaitGroup

	mu    sync.Mutex
	lanes map[string]*lane
	gap   *gap // what was missed and isn't filled yet; nil for nothing
	ended bool
}

// lane is what waits in a chat.
type lane struct {
	private bool
	busy    bool // somebody works on it
	waiting []*arrival
}

// gap is a time in which nothing was taken in, while it is being filled.
type gap struct {
	listed bool            // which chats it concerns is known
	chats  map[string]bool // those that aren't filled yet
}

// holds reports whether a lane must wait.
func (g *gap) holds(name string, l *lane) bool {
	return g != nil && l.private && (!g.listed || g.chats[name])
}

func newIntake(ctx context.Context, a *Adapter, to chat.Intake) *intake {
	return &intake{
		adapter: a, to: to, ctx: ctx,
		slots: make(chan struct{}, workers), room: make(chan struct{}, mostWaiting),
		lanes: map[string]*lane{},
	}
}

// admit takes what came and has it handled in its turn.
func (in *intake) admit(u *arrival) {
	select {
	case in.room <- struct{}{}:
	case <-in.ctx.Done():
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
		u.done()
		return
	}
	if u.ix != nil {
		in.adapter.begin(in.ctx, u.ix)
	}
	l := in.lanes[u.lane]
	if l == nil {
		l = &lane{private: u.private}
		in.lanes[u.lane] = l
	}
	l.waiting = append(l.waiting, u)
	in.start(u.lane, l)
}

// start has a lane worked on, unless somebody does or it must wait. It is called
// with the lock held.
func (in *intake) start(name string, l *lane) {
	if l.busy || len(l.waiting) == 0 || in.ended || in.gap.holds(name, l) {
		return
	}
	l.busy = true
	in.work.Go(func() { in.serve(name, l) })
}

// serve works on one chat until nothing waits there, or it must wait.
func (in *intake) serve(name string, l *lane) {
	for {
		in.mu.Lock()
		if len(l.waiting) == 0 || in.ctx.Err() != nil || in.gap.holds(name, l) {
			l.busy = false
			if len(l.waiting) == 0 {
				delete(in.lanes, name)
			}
			in.mu.Unlock()
			return
		}
		u := l.waiting[0]
		l.waiting[0] = nil
		l.waiting = l.waiting[1:]
		in.mu.Unlock()

		in.slots <- struct{}{}
		in.offer(u)
		<-in.slots
		if u.done != nil {
			u.done()
		}
	}
}

// end waits for what is being handled; what waits is left undone. A press that
// nobody handled fails for whoever pressed, who will press again.
func (in *intake) end() {
	in.mu.Lock()
	in.ended = true
	in.mu.Unlock()
	in.work.Wait()
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, l := range in.lanes {
		for _, u := range l.waiting {
			if u.ix != nil {
				in.adapter.abandon(u.ix)
			}
			if u.done != nil {
				u.done()
			}
		}
	}
	in.lanes = map[string]*lane{}
}

// oldest is when the first of what waits came; zero if nothing does.
func (in *intake) oldest() time.Time {
	in.mu.Lock()
	defer in.mu.Unlock()
	var first time.Time
	for _, l := range in.lanes {
		for _, u := range l.waiting {
			if first.IsZero() || u.at.Before(first) {
				first = u.at
			}
		}
	}
	return first
}

// hold has all private chats wait until it is known which of them were missed.
func (in *intake) hold() *gap {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.gap = &gap{}
	return in.gap
}

// list says which chats the gap concerns; the others go on.
func (in *intake) list(g *gap, chats []string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	g.listed, g.chats = true, map[string]bool{}
	for _, c := range chats {
		g.chats[c] = true
	}
	for name, l := range in.lanes {
		in.start(name, l)
	}
}

// fill puts what was missed in a chat before what came since, and lets the chat go on.
func (in *intake) fill(g *gap, name string, missed []*arrival) {
	in.mu.Lock()
	defer in.mu.Unlock()
	delete(g.chats, name)
	if in.ended || in.gap != g {
		for _, u := range missed {
			u.done()
		}
		return
	}
	l := in.lanes[name]
	if l == nil {
		l = &lane{private: true}
		in.lanes[name] = l
	}
	known := map[string]bool{}
	for _, u := range missed {
		known[u.message] = true
	}
	for _, u := range l.waiting {
		if u.message == "" || !known[u.message] {
			missed = append(missed, u)
		} else if u.done != nil {
			u.done()
		}
	}
	l.waiting = missed
	in.start(name, l)
	if len(l.waiting) == 0 && !l.busy {
		delete(in.lanes, name)
	}
}

// awaits reports whether something came in a chat that waits for the gap.
func (in *intake) awaits(name string) bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	l := in.lanes[name]
	return l != nil && len(l.waiting) > 0
}

// offerAgain are the pauses before an event that failed is offered again. After
// the last offer it is passed over.
var offerAgain = [...]time.Duration{250 * time.Millisecond, 2 * time.Second}

// offer hands one event to the core, three times at most.
func (in *intake) offer(u *arrival) {
	a := in.adapter
	if u.ix != nil {
		defer a.finish(in.ctx, u.ix)
	}
	var e chat.Event
	err := guard(a, func() error {
		e = u.event(in.ctx)
		return nil
	})
	if err != nil || e == nil {
		return
	}
	for try := 0; ; try++ {
		err := guard(a, func() error { return in.to.Handle(in.ctx, e) })
		switch {
		case err == nil, in.ctx.Err() != nil:
			return
		case try == len(offerAgain):
			a.log.Error("an event failed three times; it is passed over", "event", fmt.Sprintf("%T", e), "id", e.About().ID, "err", err)
			return
		}
		a.log.Warn("an event failed; it is offered again", "event", fmt.Sprintf("%T", e), "id", e.About().ID, "err", err)
		if pause(in.ctx, offerAgain[try]) != nil {
			return
		}
	}
}

var errPanic = errors.New("panic while handling an event")

// guard makes an error of a panic. The panic's value could hold somebody's words;
// the stack doesn't.
func guard(a *Adapter, f func() error) (err error) {
	defer func() {
		if recover() != nil {
			a.log.Error("panic while handling an event", "stack", string(debug.Stack()))
			err = errPanic
		}
	}()
	return f()
}
