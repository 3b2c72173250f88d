package rehearsal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Exchange is one request with what came back, without a value of anybody's: ids and the
// token are taken out of the path, and of what was answered only its shape is left.
type Exchange struct {
	Request string `json:"request"`
	Status  int    `json:"status"`
	// Shape is the kind of each value that was answered, by its path.
	Shape map[string]string `json:"shape,omitempty"`
	// Headers names those that tell of limits.
	Headers []string `json:"headers,omitempty"`
}

// Recorder is a transport that records exchanges.
type Recorder struct {
	// To makes the requests; nil is the default transport.
	To http.RoundTripper

	mu        sync.Mutex
	exchanges []Exchange
	cut       bool
}

// longestAnswer bounds how much of an answer is looked at.
const longestAnswer = 1 << 20

// RoundTrip implements http.RoundTripper.
func (r *Recorder) RoundTrip(q *http.Request) (*http.Response, error) {
	to := r.To
	if to == nil {
		to = http.DefaultTransport
	}
	if r.cutsNow() {
		return cutAfterWriting(to, q)
	}
	answer, err := to.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, longestAnswer))
	if closed := answer.Body.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	answer.Body = io.NopCloser(bytes.NewReader(text))
	e := Exchange{Request: q.Method + " " + masked(q.URL.Path), Status: answer.StatusCode, Shape: shapeOf(text)}
	for name := range answer.Header {
		if strings.HasPrefix(name, "X-Ratelimit-") || name == "Retry-After" {
			e.Headers = append(e.Headers, name)
		}
	}
	slices.Sort(e.Headers)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.exchanges = append(r.exchanges, e)
	return answer, nil
}

// cutNext has the next request be cut once it is written.
func (r *Recorder) cutNext() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cut = true
}

func (r *Recorder) cutsNow() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	was := r.cut
	r.cut = false
	return was
}

// taken returns what was recorded since it was last called.
func (r *Recorder) taken() []Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.exchanges
	r.exchanges = nil
	return all
}

// cutAfterWriting makes a request and closes the connection as soon as it is written.
func cutAfterWriting(to http.RoundTripper, q *http.Request) (*http.Response, error) {
	ctx, cut := context.WithCancel(q.Context())
	defer cut()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { cut() }})
	answer, err := to.RoundTrip(q.WithContext(ctx))
	if err != nil {
		return nil, io.ErrUnexpectedEOF // The platform may have carried it out.
	}
	_ = answer.Body.Close()
	return nil, io.ErrUnexpectedEOF
}

var (
	tokenInPath = regexp.MustCompile(`/bot[^/]+/`)
	idInPath    = regexp.MustCompile(`\b\d{5,}\b`)
)

// masked is a path without ids, a token or a sign.
func masked(path string) string {
	path = tokenInPath.ReplaceAllString(path, "/bot{token}/")
	path = idInPath.ReplaceAllString(path, "{id}")
	if before, after, ok := strings.Cut(path, "/reactions/"); ok {
		_, who, _ := strings.Cut(after, "/")
		path = before + "/reactions/{sign}/" + who
	}
	return path
}

// shapeOf is the kind of each value in an answer, by its path; of a list, of its first.
func shapeOf(text []byte) map[string]string {
	var v any
	if len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	if err := json.Unmarshal(text, &v); err != nil {
		return map[string]string{".": "no JSON"}
	}
	shape := map[string]string{}
	walk(shape, "", v)
	return shape
}

func walk(shape map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			if idInPath.MatchString(k) {
				k = "{id}"
			}
			walk(shape, path+"."+k, inner)
		}
	case []any:
		shape[path+"[]"] = "list"
		if len(v) > 0 {
			walk(shape, path+"[]", v[0])
		}
	case nil:
		shape[path] = "null"
	default:
		shape[path] = strings.TrimPrefix(fmt.Sprintf("%T", v), "float64")
		if shape[path] == "" {
			shape[path] = "number"
		}
	}
}
