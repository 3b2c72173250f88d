package chattest

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
)

// Op is a kind of request to the platform.
type Op int

// The requests.
const (
	OpSend Op = iota
	OpEdit
	OpDelete
	OpReact
	OpFind
	OpPrivate
	OpInspect
	OpMember
	OpThread
	OpAnnounce
	OpPin
	OpProbe
)

// String returns the request's name.
func (o Op) String() string {
	return [...]string{"send", "edit", "delete", "react", "find", "private", "inspect", "member", "thread", "announce", "pin", "probe"}[o]
}

// Fault is something that goes wrong with one request. Its parts happen in the
// order of its fields; the zero Fault is no fault.
type Fault struct {
	// Delay passes before the platform sees the request.
	Delay time.Duration
	// Hold keeps the request, before the platform sees it, until it is closed.
	Hold <-chan struct{}
	// Refuse is the platform's answer; nothing is shown.
	Refuse *chat.SendError
	// Cut breaks the connection.
	Cut Cut
}

// Cut is a moment at which a connection breaks.
type Cut int

// The moments.
const (
	NoCut     Cut = iota
	CutBefore     // the platform never saw the request: Unsent
	CutAfter      // it did, and its answer was lost: Uncertain
)

// FailNext refuses the next request of a kind that no earlier call has claimed.
func (p *Platform) FailNext(op Op, err chat.SendError) {
	p.FaultNext(op, Fault{Refuse: &err})
}

// FaultNext lets something go wrong with the next request of a kind that no
// earlier call has claimed.
func (p *Platform) FaultNext(op Op, f Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next[op] = append(p.next[op], f)
}

// Script asks f about every request that FaultNext hasn't claimed; nil from it
// is no fault. For a request that isn't Send or Edit the message has only To,
// which OpPrivate leaves empty, and, with OpFind, Nonce. F is called side by side.
func (p *Platform) Script(f func(op Op, m chat.Message) *Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.script = f
}

func (p *Platform) faultFor(op Op, m chat.Message) Fault {
	p.mu.Lock()
	if faults := p.next[op]; len(faults) > 0 {
		p.next[op] = faults[1:]
		p.mu.Unlock()
		return faults[0]
	}
	script := p.script
	p.mu.Unlock()
	if script != nil {
		if f := script(op, m); f != nil {
			return *f
		}
	}
	return Fault{}
}

// before lets pass what happens before the platform sees a request, and says
// why it never will.
func (f Fault) before(ctx context.Context) *chat.SendError {
	if err := ctx.Err(); err != nil {
		return &chat.SendError{Kind: chat.Unsent, Err: err}
	}
	if f.Delay > 0 {
		select {
		case <-ctx.Done():
			return &chat.SendError{Kind: chat.Unsent, Err: ctx.Err()}
		case <-time.After(f.Delay):
		}
	}
	if f.Hold != nil {
		select {
		case <-ctx.Done():
			return &chat.SendError{Kind: chat.Uncertain, Err: ctx.Err()}
		case <-f.Hold:
		}
	}
	if f.Refuse != nil {
		refused := *f.Refuse
		return &refused
	}
	if f.Cut == CutBefore {
		return &chat.SendError{Kind: chat.Unsent, Err: errors.New("no route to the platform")}
	}
	return nil
}

// after says what becomes of the platform's answer.
func (f Fault) after() *chat.SendError {
	if f.Cut == CutAfter {
		return &chat.SendError{Kind: chat.Uncertain, Err: errors.New("connection reset")}
	}
	return nil
}

// Request is one request that reached the platform or failed on its way.
type Request struct {
	Op   Op
	Chat chat.Chat
	Lane chat.Lane // of Send and Edit
	At   time.Time // when it was made; not truncated
	Err  error
}

// Requests returns every request so far, in the order in which they were
// answered.
func (p *Platform) Requests() []Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Request(nil), p.requests...)
}
