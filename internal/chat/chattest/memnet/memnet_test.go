package memnet

import (
	"context"
	"io"
	"testing"
	"testing/synctest"
)

func TestNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := New("here.test")
		if _, err := n.Dial(t.Context(), "tcp", "here.test:80"); err == nil {
			t.Error("connected to nobody")
		}
		l := n.Listen()
		if l.Addr().String() != "here.test" {
			t.Errorf("it listens at %v", l.Addr())
		}
		go func() {
			c, err := l.Accept()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = io.WriteString(c, "hello")
			_ = c.Close()
		}()
		c, err := n.Dial(t.Context(), "tcp", "anywhere")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(c); err != nil || string(got) != "hello" {
			t.Errorf("read %q, %v", got, err)
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := n.Dial(gone, "tcp", "here.test:80"); err == nil {
			t.Error("connected after giving up")
		}
		_ = l.Close()
		_ = l.Close()
		if _, err := n.Dial(t.Context(), "tcp", "here.test:80"); err == nil {
			t.Error("connected to a server that is gone")
		}
		if _, err := l.Accept(); err == nil {
			t.Error("accepted after closing")
		}
	})
}
