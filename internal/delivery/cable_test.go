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
	hold holding       // of the next sending
	held int           // sendings that are held now
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
func (c *cable) holdNext(h holding) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hold = h
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

func (c *cable) Send(ctx context.Context, m chat.Message) (chat.Sent, error) {
	c.mu.Lock()
	hold := c.hold
	c.hold = notHeld
	c.mu.Unlock()
	if hold == heldBefore {
		c.wait(ctx)
		return chat.Sent{}, errCut
	}
	if c.severed() {
		return chat.Sent{}, errCut
	}
	sent, err := c.inMemory.Send(ctx, m)
	if hold == heldAfter {
		c.wait(ctx)
		return chat.Sent{}, errCut
	}
	if c.severed() {
		return chat.Sent{}, errCut
	}
	return sent, err
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
