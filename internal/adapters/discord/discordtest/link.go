package discordtest

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// The opcodes of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalid        = 9
	opHello          = 10
	opAck            = 11
)

const (
	// packetsAMinute is what a client may send.
	packetsAMinute = 120
	// lingers is how long a connection stays after its close frame, for the
	// client to read it.
	lingers = 5 * time.Second
)

// link is one connection to the gateway.
type link struct {
	s       *Server
	conn    *websocket.Conn
	trouble Trouble
	wake    chan struct{}
	gone    chan struct{}
	cutOnce sync.Once

	// With the server's lock held:
	queue    [][]byte
	closing  int  // a close code, once it is to be sent
	zombie   bool // nothing comes out of it any more
	parted   bool // the client has sent its close frame
	deflate  bool
	session  *session
	received []time.Time // packets of the last minute
}

// push has something sent. With the server's lock held.
func (l *link) push(body []byte) {
	l.queue = append(l.queue, body)
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// send has a packet of the gateway's own sent, with the server's lock held.
func (l *link) send(op int, data any) {
	l.push(encode(object{"op": op, "d": data, "s": nil, "t": nil}))
}

// close has a close frame sent after all else, with the server's lock held.
func (l *link) close(code int) {
	if l.closing == 0 {
		l.closing = code
	}
	if l.session != nil {
		l.session.lose(l, endsSession(code))
	}
	l.push(nil)
}

// cut breaks the connection without a close frame.
func (l *link) cut() {
	l.cutOnce.Do(func() {
		close(l.gone)
		// Whatever its end says, it is gone.
		_ = l.conn.NetConn().Close()
	})
}

// serveGateway holds one connection until its end.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	s.running.Add(1)
	defer s.running.Done()
	s.mu.Lock()
	trouble := s.gateway.nextTrouble()
	s.mu.Unlock()
	switch trouble {
	case Refused:
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	case SilentSocket:
		select {
		case <-r.Context().Done():
		case <-s.closing:
		}
		hangUp(w)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the client has its answer
	}
	l := &link{s: s, conn: conn, trouble: trouble, wake: make(chan struct{}, 1), gone: make(chan struct{})}
	// The client's close frame is answered by the end of the connection.
	conn.SetCloseHandler(func(int, string) error { return nil })
	s.mu.Lock()
	s.gateway.links[l] = true
	up := s.http != nil // else Down came before it
	l.greet(r)
	s.mu.Unlock()
	var writing sync.WaitGroup
	writing.Go(l.write)
	if up {
		l.read()
	}
	l.cut()
	writing.Wait()
}

// greet sends Hello, or what goes wrong instead.
func (l *link) greet(r *http.Request) {
	q := r.URL.Query()
	switch v := q.Get("v"); {
	case v != "9" && v != "10":
		l.s.violation("gateway", "v: is neither 9 nor 10")
		l.close(4012)
	case q.Get("encoding") != "json" && q.Get("encoding") != "", q.Get("compress") != "":
		l.s.violation("gateway", "encoding, compress: are not simulated but for json")
		l.close(4012)
	case l.trouble == SilentHello:
	case l.trouble == ReconnectFirst:
		l.send(opReconnect, nil)
	default:
		l.send(opHello, object{"heartbeat_interval": l.s.heartbeat.Milliseconds(), "_trace": []any{}})
		if l.trouble == SilentAfterHello {
			l.zombie = true
		}
	}
}

// write sends what is queued, until the connection's end.
func (l *link) write() {
	defer l.cut()
	for {
		l.s.mu.Lock()
		queue, code, deflate := l.queue, l.closing, l.deflate
		l.queue = nil
		l.s.mu.Unlock()
		for _, body := range queue {
			kind := websocket.TextMessage
			if body == nil {
				continue
			}
			if deflate {
				kind, body = websocket.BinaryMessage, deflated(body)
			}
			if l.conn.WriteMessage(kind, body) != nil {
				return
			}
		}
		if code != 0 {
			l.farewell(code)
			return
		}
		select {
		case <-l.wake:
		case <-l.gone:
			return
		}
	}
}

// farewell sends a close frame, and waits until the client has gone.
func (l *link) farewell(code int) {
	frame := websocket.FormatCloseMessage(code, closeWords[code])
	if l.conn.WriteControl(websocket.CloseMessage, frame, time.Now().Add(lingers)) != nil {
		return
	}
	timer := time.NewTimer(lingers)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-l.gone:
	}
}

// closeWords are what Discord says when it closes.
var closeWords = map[int]string{
	4000: "Unknown error.", 4001: "Unknown opcode.", 4002: "Decode error.", 4003: "Not authenticated.",
	4004: "Authentication failed.", 4005: "Already authenticated.", 4007: "Invalid seq.", 4008: "Rate limited.",
	4009: "Session timed out.", 4010: "Invalid shard.", 4011: "Sharding required.", 4012: "Invalid API version.",
	4013: "Invalid intent(s).", 4014: "Disallowed intent(s).",
}

// read takes in what the client sends, until the connection's end. A client that
// stops its heartbeat is closed.
func (l *link) read() {
	ended := false
	defer func() {
		l.s.mu.Lock()
		defer l.s.mu.Unlock()
		delete(l.s.gateway.links, l)
		if l.session != nil {
			l.session.lose(l, ended || endsSession(l.closing))
		}
	}()
	overdue := time.AfterFunc(3*l.s.heartbeat, func() {
		l.s.mu.Lock()
		defer l.s.mu.Unlock()
		l.close(4009)
	})
	defer overdue.Stop()
	for {
		_, raw, err := l.conn.ReadMessage()
		if err != nil {
			// 1000 and 1001 say that the client won't come back to the session.
			ended = websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway)
			if e, said := errors.AsType[*websocket.CloseError](err); said && e.Code != websocket.CloseAbnormalClosure {
				l.part(ended)
			}
			return
		}
		var p struct {
			Op   int
			Data json.RawMessage `json:"d"`
		}
		decoded := json.Unmarshal(raw, &p) == nil
		if p.Op == opHeartbeat {
			overdue.Reset(3 * l.s.heartbeat)
		}
		l.s.mu.Lock()
		l.take(decoded, p.Op, p.Data)
		l.s.mu.Unlock()
	}
}

// part waits, after the client's close frame, for the client to end the
// connection too. Discord answers the frame at once; but a client library may
// sleep under a lock then, and whoever waits for that lock would stop the clock
// of a testing/synctest bubble.
func (l *link) part(ended bool) {
	l.s.mu.Lock()
	l.zombie, l.parted, l.queue = true, true, nil
	if l.session != nil {
		l.session.lose(l, ended)
	}
	l.s.mu.Unlock()
	conn := l.conn.NetConn()
	if conn.SetReadDeadline(time.Now().Add(lingers)) != nil {
		return
	}
	// Whatever ends it, the connection is over.
	_, _ = io.Copy(io.Discard, conn)
}

// endsSession reports whether a session can't be resumed after a close code.
func endsSession(code int) bool { return code == 4007 || code == 4009 || code == 4004 || code >= 4010 }
