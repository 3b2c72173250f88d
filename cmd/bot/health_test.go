package main

import (
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestHealth(t *testing.T) {
	b := &bot{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", b.healthz)
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "telegram: refused", http.StatusServiceUnavailable)
	})
	server := &http.Server{Handler: mux}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Shutdown(context.Background()) })
	t.Setenv("STILLPOINT_LISTEN", l.Addr().String())
	ticked := func(ago time.Duration) { at := time.Now().Add(-ago); b.ticked.Store(&at) }
	for _, c := range []struct {
		ago  time.Duration
		args []string
		code int
		says string
	}{
		{time.Minute, []string{"health"}, 0, "ok"},
		{time.Hour, []string{"health"}, exitFailed, "tick: the last one ended 1h0m0s ago"},
		{time.Minute, []string{"health", "--ready"}, exitFailed, "telegram: refused"},
		{time.Minute, []string{"health", "--listen", "127.0.0.1:1"}, exitFailed, "Does the bot run, on this machine"},
		{time.Minute, []string{"health", "--listen", ""}, exitUsage, "STILLPOINT_LISTEN is empty"},
	} {
		ticked(c.ago)
		r := run(t, "", c.args...)
		if r.code != c.code || !strings.Contains(r.out+r.err, c.says) {
			t.Errorf("%v: exit %d, %s%s", c.args, r.code, r.out, r.err)
		}
		if strings.Contains(r.err, "firewall") || strings.Contains(r.err, "Does the bot run") != strings.Contains(r.err, "no bot answers at 127.0.0.1:1") {
			t.Errorf("%v: what is said of a bot that doesn't answer: %s", c.args, r.err)
		}
	}
	for listen, want := range map[string]string{":8080": "localhost:8080", "0.0.0.0:1": "localhost:1", "[::]:1": "localhost:1", "10.0.0.5:80": "10.0.0.5:80"} {
		if got := reachable(listen); got != want {
			t.Errorf("%s is asked at %s, want %s", listen, got, want)
		}
	}
}
