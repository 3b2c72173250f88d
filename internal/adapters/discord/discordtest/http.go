package discordtest

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Request is one request that reached REST.
type Request struct {
	// Route is the official name, such as "POST /channels/{channel_id}/messages".
	Route string
	Path  string // below /api/v9
	// Body is the decoded JSON, with json.Number for numbers; nil if there is
	// none or it couldn't be decoded.
	Body  any
	Query map[string]any
	Files []File
	// Channel is the channel that the path names, or empty.
	Channel string
	// At is when the request arrived.
	At time.Time
	// Status is the HTTP status that was answered: that of success if the request
	// was carried out, even when the answer was lost; 0 if it wasn't seen or isn't
	// answered yet.
	Status int
	// Code is the JSON error code, or 0.
	Code int
}

// Form is the body where that is an object.
func (r Request) Form() map[string]any { return objectOf(r.Body) }

// Requests returns the requests so far in the order of arrival: all, or those of
// certain routes.
func (s *Server) Requests(routes ...string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Request
	for _, r := range s.requests {
		if len(routes) == 0 || slices.Contains(routes, r.Route) {
			all = append(all, *r)
		}
	}
	return all
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if websocket.IsWebSocketUpgrade(r) {
		s.serveGateway(w, r)
		return
	}
	if strings.HasPrefix(r.URL.Path, "/attachments/") {
		s.serveAttached(w, r)
		return
	}
	path, ok := strings.CutPrefix(r.URL.EscapedPath(), "/api/v9/")
	if !ok {
		path, ok = strings.CutPrefix(r.URL.EscapedPath(), "/api/v10/")
	}
	found, vars, otherMethod := find(r.Method, path)
	if !ok || found == nil {
		s.mu.Lock()
		s.violation("request", "there is no such route")
		s.mu.Unlock()
		failed := errNoRoute404
		if ok && otherMethod {
			failed = errMethod
		}
		answer(w, failed.status, failed.body())
		return
	}
	record := &Request{Route: found.name, Path: "/" + path, Channel: vars["channel_id"], At: time.Now()}
	s.mu.Lock()
	s.keep(record)
	fault := s.faultFor(record)
	s.mu.Unlock()
	if fault.Cut == CutBefore {
		hangUp(w)
		return
	}
	result, failed, fault := s.carryOut(w, r, found, &call{vars: vars}, record, fault)
	if failed == errGone {
		hangUp(w)
		return
	}
	status := http.StatusOK
	if c, ok := result.(created); ok {
		status, result = http.StatusCreated, c.body
	}
	if result == nil {
		status = http.StatusNoContent
	}
	var encoded any = result
	s.mu.Lock()
	record.Status = status
	if failed != nil {
		record.Status, record.Code = failed.status, failed.code
		status, encoded = failed.status, failed.body()
		s.limiter.count(failed, record.At)
	}
	s.mu.Unlock()
	switch {
	case fault.Cut == CutAfter:
		hangUp(w)
	case fault.Body != "":
		w.Header().Set("Content-Type", "text/html")
		write(w, max(fault.Status, http.StatusOK), []byte(fault.Body))
	default:
		answer(w, status, encoded)
	}
}

// keep records a request, and forgets the oldest where only some are kept.
func (s *Server) keep(r *Request) {
	s.requests = append(s.requests, r)
	if s.record > 0 && len(s.requests) > 2*s.record {
		s.requests = slices.Clone(s.requests[len(s.requests)-s.record:])
	}
}

// carryOut checks a request and does what it asks for, unless a fault prevents
// it. It returns the fault that is in force for the answer.
func (s *Server) carryOut(w http.ResponseWriter, r *http.Request, to *route, c *call, record *Request, fault Fault) (any, *apiError, Fault) {
	if s.limiter.banned(&s.mu, record.At) {
		return nil, &apiError{status: http.StatusTooManyRequests, scope: "shared"}, Cloudflare()
	}
	if to.access == byToken && r.Header.Get("Authorization") != "Bot "+token {
		return nil, errUnauthorized, fault
	}
	failed := c.read(r, readDescription().Operations[to.name])
	if failed == errGone {
		return nil, errGone, fault
	}
	s.mu.Lock()
	record.Body, record.Query = c.body, c.query
	for _, id := range slices.Sorted(maps.Keys(c.files)) {
		record.Files = append(record.Files, c.files[id])
	}
	script := s.script
	s.mu.Unlock()
	if script != nil && fault.isZero() {
		if f := script(*record); f != nil {
			fault = *f
		}
	}
	if !fault.wait(r.Context(), s.closing) || fault.Cut == CutBefore {
		return nil, errGone, fault
	}
	if refused := fault.refusal(w.Header()); refused != nil {
		return nil, refused, fault
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if failed != nil {
		s.violation(to.name, failed.fault)
		return nil, failed, fault
	}
	if limited := s.throttle(w.Header(), to, c, record); limited != nil {
		return nil, limited, fault
	}
	result, failed := to.do(s, c)
	if failed != nil && failed.fault != "" {
		s.violation(to.name, failed.fault)
	}
	if failed != nil {
		return nil, failed, fault
	}
	return frozen(result), nil, fault
}

// frozen encodes a result while the lock is held, because it shares what others
// may change.
func frozen(result any) any {
	switch v := result.(type) {
	case nil:
		return nil
	case created:
		return created{frozen(v.body)}
	}
	return json.RawMessage(encode(result))
}

// encode writes what the simulator made itself, which can't fail.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("discordtest: " + err.Error())
	}
	return b
}

// answer writes a JSON answer.
func answer(w http.ResponseWriter, status int, body any) {
	if status == http.StatusNoContent {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	write(w, status, encode(body))
}

func write(w http.ResponseWriter, status int, body []byte) {
	w.WriteHeader(status)
	// The client may be gone, which is its own affair.
	_, _ = w.Write(body)
}

// hangUp breaks the connection without an answer.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	_ = conn.Close()
}
