//go:build unix

package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// witness stands between processes and a platform, and notes who asked for what when.
type witness struct {
	platform *url.URL

	mu   sync.Mutex
	seen []sighting
}

// sighting is a request that was made.
type sighting struct {
	slot int
	at   time.Time
	what string
}

func newWitness(t *testing.T, platform string) *witness {
	t.Helper()
	u, err := url.Parse(platform)
	if err != nil {
		t.Fatal(err)
	}
	return &witness{platform: u}
}

// URL is where one process finds the platform.
func (w *witness) URL(t *testing.T, slot int) string {
	proxy := &httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.SetURL(w.platform) },
		ErrorLog:     log.New(io.Discard, "", 0),
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
		Transport:    &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true},
	}
	s := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if what := r.Method + " " + lastOf(r.URL.Path); mayServe(what) {
			w.mu.Lock()
			w.seen = append(w.seen, sighting{slot, time.Now(), what})
			w.mu.Unlock()
		}
		proxy.ServeHTTP(out, r)
	}))
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s.URL
}

// lastOf is a path without what may be a secret: at Telegram the method, at Discord the
// kinds of things that are named.
func lastOf(path string) string {
	if method, ok := strings.CutPrefix(path, "/bot"); ok {
		_, method, _ = strings.Cut(method, "/")
		return method
	}
	return strings.Join(strings.Split(path, "/")[3:4], "/")
}

// mayServe reports whether a request is one that only whoever serves may make.
func mayServe(what string) bool {
	return !strings.HasPrefix(what, "GET ") && what != "POST getMe"
}

// taking is when a process took the database, by the server's clock, which is this
// machine's.
type taking struct {
	slot int
	at   time.Time
}

// strangers are requests that were made by whoever didn't have the database then, or had
// it no more.
func (w *witness) strangers(takings []taking) (all []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.seen {
		held := taking{slot: -1}
		for _, t := range takings {
			if !t.at.After(s.at) {
				held = t
			}
		}
		if held.slot != s.slot {
			all = append(all, fmt.Sprintf("%s by instance %d at %s, which instance %d had from %s on",
				s.what, s.slot, s.at.Format("05.000000"), held.slot, held.at.Format("05.000000")))
		}
	}
	return all
}
