package discordtest

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Fault is something that goes wrong with one request. Its parts happen in the
// order of its fields; the zero Fault is no fault.
type Fault struct {
	// Delay passes before the server looks at the request.
	Delay time.Duration
	// Hold keeps the request, unseen, until it is closed.
	Hold <-chan struct{}
	// Status, with Code and Message, refuses the request in the official form;
	// nothing is carried out. RetryAfter (seconds), Global and Shared (the limit is
	// that of a resource, which others use up, too) belong to a 429.
	Status     int
	Code       int
	Message    string
	RetryAfter float64
	Global     bool
	Shared     bool
	// Body is answered instead of JSON, with Status or 200. Only if Handled is the
	// request carried out before.
	Body    string
	Handled bool
	// Cut breaks the connection without an answer.
	Cut Cut
}

// Cut is a moment at which a connection breaks.
type Cut int

// The moments.
const (
	NoCut     Cut = iota
	CutBefore     // before the request is read: nothing is carried out
	CutAfter      // after it was carried out: its answer is lost
)

// Refusal is an official error, such as 403, 50007, "Cannot send messages to
// this user".
func Refusal(status, code int, message string) Fault {
	return Fault{Status: status, Code: code, Message: message}
}

// TooMany is a 429 for the route that asks to wait for so many seconds.
func TooMany(seconds float64) Fault {
	return Fault{Status: http.StatusTooManyRequests, Message: "You are being rate limited.", RetryAfter: seconds}
}

// TooManyGlobally is a 429 for all that the bot does.
func TooManyGlobally(seconds float64) Fault {
	f := TooMany(seconds)
	f.Global = true
	return f
}

// TooManyShared is a 429 of a limit that isn't the bot's alone.
func TooManyShared(seconds float64) Fault {
	f := TooMany(seconds)
	f.Shared = true
	return f
}

// Cloudflare is the page of HTML that an address gets which is banned.
func Cloudflare() Fault {
	return Fault{
		Status: http.StatusTooManyRequests,
		Body: "<!doctype html>\n<html>\n<head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>\n" +
			"<body><h1>Error 1015</h1><h2>You are being rate limited</h2></body>\n</html>\n",
	}
}

// BadGateway is the page of HTML that a proxy answers when the API is away.
func BadGateway() Fault {
	return Fault{
		Status: http.StatusBadGateway,
		Body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n" +
			"<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n",
	}
}

// Unavailable is a well-formed 503 of the API itself: nothing was carried out.
func Unavailable() Fault {
	return Refusal(http.StatusServiceUnavailable, 0, "503: Service Unavailable")
}

// Malformed is an answer that is no JSON, after the request was carried out.
func Malformed() Fault { return Fault{Body: `{"id": "1`, Handled: true} }

func (f Fault) isZero() bool { return f == Fault{} }

// nextFault waits for a request of certain routes.
type nextFault struct {
	fault  Fault
	routes []string
}

// FaultNext has something go wrong with the next request that arrives: of these
// routes ("POST /channels/{channel_id}/messages"), or of any.
func (s *Server) FaultNext(f Fault, routes ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, nextFault{f, routes})
}

// Script asks f what goes wrong with each request that is checked; nil is
// nothing. A nil f ends it.
func (s *Server) Script(f func(Request) *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = f
}

// faultFor claims the fault that was set for the next such request.
func (s *Server) faultFor(r *Request) Fault {
	for i, n := range s.faults {
		if len(n.routes) == 0 || slices.Contains(n.routes, r.Route) {
			s.faults = slices.Delete(s.faults, i, i+1)
			return n.fault
		}
	}
	return Fault{}
}

// wait lets pass what happens before the server looks, and reports whether
// anybody still waits for the answer.
func (f Fault) wait(ctx context.Context, closing <-chan struct{}) bool {
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return false
		case <-closing:
			return false
		}
	}
	if f.Hold != nil {
		select {
		case <-f.Hold:
		case <-ctx.Done():
			return false
		case <-closing:
			return false
		}
	}
	return true
}

// refusal is the answer of a fault that prevents the request.
func (f Fault) refusal(h http.Header) *apiError {
	if f.Status == 0 || f.Handled {
		if f.Body != "" && !f.Handled {
			return &apiError{status: http.StatusOK, message: "fault"}
		}
		return nil
	}
	e := &apiError{status: f.Status, code: f.Code, message: f.Message, wait: f.RetryAfter, scope: "user"}
	if f.Global {
		e.scope = "global"
	}
	if f.Shared {
		e.scope = "shared"
	}
	if f.Status == http.StatusTooManyRequests && f.Body == "" {
		e.announce(h)
	}
	return e
}

// announce writes the headers of a 429.
func (e *apiError) announce(h http.Header) {
	h.Set("Retry-After", strconv.Itoa(int(e.wait+0.999)))
	h.Set("X-RateLimit-Scope", e.scope)
	if e.scope == "global" {
		h.Set("X-RateLimit-Global", "true")
		return
	}
	h.Set("X-RateLimit-Remaining", "0")
	h.Set("X-RateLimit-Reset-After", strconv.FormatFloat(e.wait, 'f', 3, 64))
}
