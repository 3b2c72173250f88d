package main

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// Two thousand connections that say nothing keep nobody from being answered, and
// all but a few of them are closed.
func TestSilentConnections(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := inner.Addr().String()
	counted := &counting{Listener: inner}
	server := serveHTTP(counted, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok") }), slog.New(slog.DiscardHandler))
	defer func() { _ = server.Close() }()
	var silent []net.Conn
	for range 2000 {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		silent = append(silent, conn)
		defer func() { _ = conn.Close() }()
	}
	answer, err := http.Get("http://" + address + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil || !strings.Contains(string(body), "ok") {
		t.Errorf("%q, %v", body, err)
	}
	_ = answer.Body.Close()
	if n := counted.open.Load(); n > maxConnections+1 || len(silent) != 2000 {
		t.Errorf("%d of %d connections are open", n, len(silent))
	}
}

// counting counts the connections that are open.
type counting struct {
	net.Listener
	open atomic.Int64
}

func (c *counting) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c.open.Add(1)
	return &countedConn{Conn: conn, of: c}, nil
}

type countedConn struct {
	net.Conn
	of     *counting
	closed sync.Once
}

func (c *countedConn) Close() error {
	c.closed.Do(func() { c.of.open.Add(-1) })
	return c.Conn.Close()
}
