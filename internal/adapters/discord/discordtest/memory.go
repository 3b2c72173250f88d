package discordtest

import (
	"context"
	"errors"
	"net"
	"sync"
)

const memoryHost = "discord.test"

var errNoRoute = errors.New("discordtest: no route to the server")

// memoryNetwork connects clients and the server by pipes.
type memoryNetwork struct {
	mu       sync.Mutex
	listener *memoryListener
}

func newMemoryNetwork() *memoryNetwork { return &memoryNetwork{} }

func (n *memoryNetwork) listen() net.Listener {
	l := &memoryListener{conns: make(chan net.Conn), closed: make(chan struct{})}
	n.mu.Lock()
	n.listener = l
	n.mu.Unlock()
	return l
}

// dial connects to whoever listens now.
func (n *memoryNetwork) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	n.mu.Lock()
	l := n.listener
	n.mu.Unlock()
	if l == nil {
		return nil, &net.OpError{Op: "dial", Net: "memory", Err: errNoRoute}
	}
	near, far := net.Pipe()
	select {
	case l.conns <- far:
		return near, nil
	case <-l.closed:
		return nil, &net.OpError{Op: "dial", Net: "memory", Err: errNoRoute}
	case <-ctx.Done():
		return nil, &net.OpError{Op: "dial", Net: "memory", Err: ctx.Err()}
	}
}

type memoryListener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *memoryListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *memoryListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *memoryListener) Addr() net.Addr { return memoryAddr{} }

type memoryAddr struct{}

func (memoryAddr) Network() string { return "memory" }
func (memoryAddr) String() string  { return memoryHost }
