package main

import (
	"net"
	"sync"
)

// crowd is a listener that has so many connections open at once and no more. Where
// somebody opens one after the other and says nothing, the longest open is closed for
// the next: whoever asks at once, as a probe does, is always answered.
type crowd struct {
	net.Listener
	most int

	mu   sync.Mutex
	open []*guest // the longest open first
}

// guest is one connection of a crowd.
type guest struct {
	net.Conn
	of *crowd
}

// Accept implements net.Listener.
func (c *crowd) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	g := &guest{conn, c}
	c.mu.Lock()
	c.open = append(c.open, g)
	var out *guest
	if len(c.open) > c.most {
		out = c.open[0]
	}
	c.mu.Unlock()
	if out != nil {
		_ = out.Close()
	}
	return g, nil
}

// Close implements net.Conn.
func (g *guest) Close() error {
	g.of.mu.Lock()
	for i, other := range g.of.open {
		if other == g {
			g.of.open = append(g.of.open[:i:i], g.of.open[i+1:]...)
			break
		}
	}
	g.of.mu.Unlock()
	return g.Conn.Close()
}
