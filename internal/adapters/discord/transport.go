package discord

import (
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
)

// maxAnswer bounds what is read of an answer, in bytes. A hundred messages, or
// the channels of a big server, are less.
const maxAnswer = 8 << 20

// answer is what is noted of the answer to one request, beside its body.
type answer struct {
	written atomic.Bool // the whole request was written
	status  int         // 0 if no answer came
	header  http.Header
}

type answerKey struct{}

// noting returns a context for one request, and where its answer is noted.
func noting(ctx context.Context) (context.Context, *answer) {
	a := &answer{}
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		// A new connection is sought only if nothing came back on the last one; the
		// request is then written anew.
		GetConn: func(string) { a.written.Store(false) },
		WroteRequest: func(i httptrace.WroteRequestInfo) {
			if i.Err == nil {
				a.written.Store(true)
			}
		},
	})
	return context.WithValue(ctx, answerKey{}, a), a
}

// transport stands between the library and the network. It notes the status and
// the header of each answer: of a 502, of a 429 that is a proxy's page, and of a
// 429's scope the library tells nothing. It bounds what the library reads, and
// keeps the headers about limits from it, since it fails a request that succeeded
// where one of them can't be read.
type transport struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t *transport) RoundTrip(q *http.Request) (*http.Response, error) {
	next := t.next
	if next == nil {
		next = http.DefaultTransport
	}
	r, err := next.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	if a, ok := q.Context().Value(answerKey{}).(*answer); ok {
		a.status, a.header = r.StatusCode, r.Header.Clone()
	}
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Ratelimit-") {
			r.Header.Del(name)
		}
	}
	r.Body = bounded{io.LimitReader(r.Body, maxAnswer), r.Body}
	return r, nil
}

// CloseIdleConnections has http.Client close those of the transport below.
func (t *transport) CloseIdleConnections() {
	if c, ok := t.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// bounded is a body of which no more than so much is read.
type bounded struct {
	io.Reader
	io.Closer
}
