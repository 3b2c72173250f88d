package main

import (
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// wire is the network between one process and a server: it can be cut, so that
// connections end and none can be made, or stand still, so that nothing comes through and
// nobody is told.
type wire struct {
	listener net.Listener
	to       func() (net.Conn, error)

	mu    sync.Mutex
	pairs map[net.Conn]net.Conn // of the process, and of the server
	cut   bool
	still chan struct{} // closed when things move again; nil while they do
}

// newWire lays one to where a connection is made.
func newWire(t *testing.T, to func() (net.Conn, error)) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: l, to: to, pairs: map[net.Conn]net.Conn{}}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			running.Go(func() { w.carry(c) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		w.Cut()
		w.Mend()
		running.Wait()
	})
	return w
}

// Port is where the process connects.
func (w *wire) Port() int { return w.listener.Addr().(*net.TCPAddr).Port }

// carry carries one connection until either end is closed, or it is cut.
func (w *wire) carry(c net.Conn) {
	defer c.Close()
	w.moves()
	w.mu.Lock()
	if w.cut {
		w.mu.Unlock()
		return
	}
	s, err := w.to()
	if err != nil {
		w.mu.Unlock()
		return
	}
	w.pairs[c] = s
	w.mu.Unlock()
	defer s.Close()
	var both sync.WaitGroup
	for from, to := range map[net.Conn]net.Conn{c: s, s: c} {
		both.Go(func() {
			_, _ = io.Copy(still{to, w}, from)
			_ = c.Close()
			_ = s.Close()
		})
	}
	both.Wait()
	w.mu.Lock()
	delete(w.pairs, c)
	w.mu.Unlock()
}

// still is an end that is written to only while things move.
type still struct {
	net.Conn
	w *wire
}

func (s still) Write(p []byte) (int, error) {
	s.w.moves()
	return s.Conn.Write(p)
}

// ReadFrom keeps io.Copy from going past Write.
func (s still) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{s}, struct{ io.Reader }{r})
}

// moves waits until things move.
func (w *wire) moves() {
	for {
		w.mu.Lock()
		wait := w.still
		w.mu.Unlock()
		if wait == nil {
			return
		}
		<-wait
	}
}

// Cut ends all connections, and lets none be made until Mend.
func (w *wire) Cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = true
	w.end()
}

// Stall has nothing come through until Mend.
func (w *wire) Stall() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.still == nil {
		w.still = make(chan struct{})
	}
}

// Mend has things move again. What stood still for long is ended rather.
func (w *wire) Mend() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.still != nil {
		w.end()
		close(w.still)
	}
	w.still, w.cut = nil, false
}

// end ends all connections. It is called with the lock held.
func (w *wire) end() {
	for c, s := range w.pairs {
		for _, end := range []net.Conn{c, s} {
			_ = end.SetDeadline(time.Now())
			_ = end.Close()
		}
	}
}
