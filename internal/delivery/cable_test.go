package delivery_test

import (
	"context"
	"errors"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// inMemory is embedded under a name that leaves Platform to the method.
type inMemory = chattest.Platform

// cable is the adapter between the outbox and the platform. It can be cut at
// any moment, as it is when the process ends.
type cable struct {
	*inMemory

	mu   sync.Mutex
	cut  chan struct{} // closed when the process is no more
	hold holding       // of the next request of the kind op
	op   chattest.Op
	held int // requests that are held now
}

// holding is where the next sending is held until the process ends.
type holding int

const (
	notHeld    holding = iota
	heldBefore         // it never reaches the platform
	heldAfter          // its message is shown; its answer never comes
)

func newCable(p *chattest.Platform) *cable { return &cable{inMemory: p, cut: make(chan struct{})} }

var errCut = &chat.SendError{Kind: chat.Uncertain, Err: errors.New("the answer never came")}

// holdNext holds the next sending.
func (c *cable) holdNext(h holding) { c.holdNextOf(chattest.OpSend, h) }

// holdNextOf holds the next request of a kind.
func (c *cable) holdNextOf(op chattest.Op, h holding) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.op, c.hold = op, h
}

// holds reports whether a sending is held.
func (c *cable) holds() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held > 0
}

// sever lets nothing through any more and returns a new cable to the platform.
func (c *cable) sever() *cable {
	close(c.cut)
	return newCable(c.inMemory)
}

func (c *cable) Send(ctx context.Context, m chat.Message) (sent chat.Sent, err error) {
	err = c.pass(ctx, chattest.OpSend, func() (err error) {
		sent, err = c.inMemory.Send(ctx, m)
		return err
	})
	return sent, err
}

func (c *cable) Edit(ctx context.Context, id chat.MessageID, m chat.Message) error {
	return c.pass(ctx, chattest.OpEdit, func() error { return c.inMemory.Edit(ctx, id, m) })
}

func (c *cable) Delete(ctx context.Context, in chat.Chat, id chat.MessageID) error {
	return c.pass(ctx, chattest.OpDelete, func() error { return c.inMemory.Delete(ctx, in, id) })
}

func (c *cable) Thread(ctx context.Context, in chat.Chat, under chat.MessageID, title string) (thread chat.Chat, err error) {
	err = c.pass(ctx, chattest.OpThread, func() (err error) {
		thread, err = c.inMemory.Thread(ctx, in, under, title)
		return err
	})
	return thread, err
}

func (c *cable) Announce(ctx context.Context, in chat.Chat, id chat.MessageID) error {
	return c.pass(ctx, chattest.OpAnnounce, func() error { return c.inMemory.Announce(ctx, in, id) })
}

func (c *cable) Pin(ctx context.Context, in chat.Chat, id chat.MessageID, pinned bool) error {
	return c.pass(ctx, chattest.OpPin, func() error { return c.inMemory.Pin(ctx, in, id, pinned) })
}

// pass lets a request through, unless it is held or the cable is cut.
func (c *cable) pass(ctx context.Context, op chattest.Op, request func() error) error {
	hold := notHeld
	c.mu.Lock()
	if c.op == op {
		hold, c.hold = c.hold, notHeld
	}
	c.mu.Unlock()
	if hold == heldBefore {
		c.wait(ctx)
		return errCut
	}
	if c.severed() {
		return errCut
	}
	err := request()
	if hold == heldAfter {
		c.wait(ctx)
		return errCut
	}
	if c.severed() {
		return errCut
	}
	return err
}

// wait waits until the cable is cut, or for as long as a client would.
func (c *cable) wait(ctx context.Context) {
	c.count(1)
	defer c.count(-1)
	select {
	case <-c.cut:
	case <-ctx.Done():
	case <-time.After(time.Minute):
	}
}

func (c *cable) count(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held += n
}

func (c *cable) severed() bool {
	select {
	case <-c.cut:
		return true
	default:
		return false
	}
}

// wired has the rig's outbox talk to its platform through a cable.
func wired(r *rig) *cable {
	r.stop()
	c := newCable(r.platform)
	r.adapters = []chat.Adapter{c}
	r.start()
	return c
}

// kill ends the process as it is at this instant, and leaves it ready to start
// again. The cable is severed after the files were copied.
func (r *rig) kill(c *cable) *cable {
	r.t.Helper()
	r.copyAway()
	next := c.sever()
	r.adapters = []chat.Adapter{next}
	r.stop()
	r.path = r.copyPath()
	return next
}

func (c *cable) Answered(handle string) { c.inMemory.Answered(handle) }
