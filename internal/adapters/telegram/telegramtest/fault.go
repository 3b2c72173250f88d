package telegramtest

import (
	"context"
	"net/http"
	"slices"
	"time"
)

// Fault is something that goes wrong with one request. Its parts happen in the
// order of its fields; the zero Fault is no fault.
type Fault struct {
	// Delay passes before the server looks at the request.
	Delay time.Duration
	// Hold keeps the request, unseen, until it is closed.
	Hold <-chan struct{}
	// Code and Description refuse the request in the official form; nothing is
	// carried out. RetryAfter (seconds) and MigrateTo are its parameters.
	Code        int
	Description string
	RetryAfter  int
	MigrateTo   int64
	// Body is answered instead of JSON, with Code or 200. Only if Handled is the
	// request carried out before.
	Body    string
	Handled bool
	// Endless answers what has no end, until the client hangs up.
	Endless bool
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

// Refusal is an official error, such as 403 "Forbidden: bot was blocked by the
// user".
func Refusal(code int, description string) Fault {
	return Fault{Code: code, Description: description}
}

// TooMany is a 429 that asks to wait.
func TooMany(seconds int) Fault {
	e := tooMany(seconds)
	return Fault{Code: e.code, Description: e.description, RetryAfter: seconds}
}

// BadGateway is the page of HTML that a proxy answers when the API is away.
func BadGateway() Fault {
	return Fault{
		Code: http.StatusBadGateway,
		Body: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n" +
			"<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n",
	}
}

// Malformed is JSON that breaks off, after the request was carried out.
func Malformed() Fault { return Fault{Body: `{"ok":true,"result":{"message_id":`, Handled: true} }

func (f Fault) isZero() bool { return f == Fault{} }

type nextFault struct {
	methods []string
	fault   Fault
}

// FaultNext lets something go wrong with the next request to one of these
// methods, or to any but getUpdates if none is named, that no earlier call has
// claimed.
func (s *Server) FaultNext(f Fault, methods ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, nextFault{methods, f})
}

// Script asks f about every request that FaultNext hasn't claimed; nil from it
// is no fault. F is called side by side, with the request as it arrived.
func (s *Server) Script(f func(Request) *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script = f
}

// faultFor claims the fault that was set for the next such request.
func (s *Server) faultFor(method string) Fault {
	for i, n := range s.faults {
		if contains(n.methods, method) || (len(n.methods) == 0 && method != "getUpdates") {
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

func (f Fault) refusal() *apiError {
	if f.Code == 0 || f.Body != "" || f.Endless {
		return nil
	}
	return &apiError{code: f.Code, description: f.Description, retryAfter: f.RetryAfter, migrateTo: f.MigrateTo}
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }
