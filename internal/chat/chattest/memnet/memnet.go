// Package memnet is a network in memory, for simulators of platforms: a client and
// a server joined by pipes, so that both can live in a testing/synctest bubble,
// where real sockets would keep its clock from standing still.
package memnet

import (
	"context"
	"errors"
	"net"
	"sync"
)

var errNoRoute = errors.New("memnet: nobody listens")

// Network connects clients and one server by pipes.
type Network struct {
	host     string
	mu       sync.Mutex
	listener *listener
}

// New returns a network whose server goes by the name of host.
func New(host string) *Network { return &Network{host: host} }

// Listen is the server's side. Listening again takes the place of it.
func (n *Network) Listen() net.Listener {
	l := &listener{host: n.host, conns: make(chan net.Conn), closed: make(chan struct{})}
	n.mu.Lock()
	n.listener = l
	n.mu.Unlock()
	return l
}

// Dial connects to whoever listens now, whatever address is named.
func (n *Network) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
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

type listener struct {
	host   string
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *listener) Addr() net.Addr { return addr(l.host) }

type addr string

func (addr) Network() string  { return "memory" }
func (a addr) String() string { return string(a) }
