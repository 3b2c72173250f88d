package delivery

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// line sends to one platform, so that one that is slow or down holds up no other.
type line struct {
	service *Service
	adapter chat.Adapter
	wake    chan struct{}
	open    atomic.Bool

	draining chan struct{} // holds one while somebody drains

	mu     sync.Mutex
	flying map[reflection.DispatchID]flight
	held   map[chat.Chat]int // chats in which something is being answered
}

// flight is a dispatch on its way.
type flight struct {
	to     chat.Chat
	landed chan struct{} // closed once its outcome is recorded
}

func newLine(s *Service, a chat.Adapter) *line {
	return &line{
		service: s, adapter: a, wake: make(chan struct{}, 1),
		draining: make(chan struct{}, 1), flying: map[reflection.DispatchID]flight{}, held: map[chat.Chat]int{},
	}
}

// kick wakes the line; a second kick before it wakes is the same one.
func (l *line) kick() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// kickAfter wakes the line when a dispatch is ready again, if that is before
// the next tick would.
func (l *line) kickAfter(wait time.Duration) {
	if wait < time.Minute {
		time.AfterFunc(wait, l.kick)
	}
}

func (l *line) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			l.draining <- struct{}{} // Wait for a drain begun by somebody else.
			<-l.draining
			return nil
		case <-l.wake:
			l.drain(ctx)
		}
	}
}

// drain claims and sends until nothing is ready and nothing in flight, or ctx
// ends; what is in flight then is finished. An attempt that takes long holds up
// nothing but its own chat: what gets ready meanwhile goes out beside it.
func (l *line) drain(ctx context.Context) {
	if !l.open.Load() {
		return
	}
	select {
	case l.draining <- struct{}{}:
		defer func() { <-l.draining }()
	case <-ctx.Done():
		return
	}
	writing, stop := graceful(ctx, stopGrace)
	defer stop()
	flying, landed := 0, make(chan struct{}, inFlight)
	defer func() {
		for range flying {
			<-landed
		}
	}()
	for ctx.Err() == nil {
		jobs, more, err := l.claim(ctx, inFlight-flying)
		if err != nil {
			if ctx.Err() == nil {
				l.service.log.Error("claiming dispatches failed", "platform", l.adapter.Platform(), "err", err)
			}
			return
		}
		for _, j := range jobs {
			flying++
			go func() {
				defer func() { l.land(j.dispatch.ID); landed <- struct{}{} }()
				l.attempt(writing, j)
			}()
		}
		if more && flying < inFlight {
			continue
		}
		if flying == 0 {
			return
		}
		wake := l.wake
		if flying == inFlight {
			wake = nil // There is no room for what it would find.
		}
		select {
		case <-landed:
			flying--
			for len(landed) > 0 {
				<-landed
				flying--
			}
		case <-wake:
		case <-ctx.Done():
		}
	}
}

// takeOff marks a dispatch as on its way, from before it is marked as sending
// until its outcome is recorded. It refuses one whose chat another is on its way
// to: what goes to one chat goes in its order.
func (l *line) takeOff(d reflection.Dispatch) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held[d.Chat] > 0 {
		return false
	}
	for _, f := range l.flying {
		if f.to == d.Chat {
			return false
		}
	}
	l.flying[d.ID] = flight{d.Chat, make(chan struct{})}
	return true
}

func (l *line) land(id reflection.DispatchID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if f, ok := l.flying[id]; ok {
		close(f.landed)
		delete(l.flying, id)
	}
}

// hold keeps dispatches from a chat; by is 1 to begin and -1 to end.
func (l *line) hold(c chat.Chat, by int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held[c] += by; l.held[c] == 0 {
		delete(l.held, c)
	}
}

// landing returns what is closed once nothing is on its way to the chat; nil if
// nothing is.
func (l *line) landing(c chat.Chat) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, f := range l.flying {
		if f.to == c {
			return f.landed
		}
	}
	return nil
}

func (l *line) isFlying(id reflection.DispatchID) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, flying := l.flying[id]
	return flying
}

// graceful returns a context that ends a while after ctx does.
func graceful(ctx context.Context, grace time.Duration) (context.Context, func()) {
	out, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		t := time.NewTimer(grace)
		defer t.Stop()
		select {
		case <-t.C:
			cancel()
		case <-out.Done():
		}
	})
	return out, func() { stop(); cancel() }
}
