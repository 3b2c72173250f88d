package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

const (
	// openWithin is how long a connection may take until its session stands.
	openWithin = 30 * time.Second
	// writeWithin is how long writing a packet may take.
	writeWithin = 10 * time.Second
	// partWithin is how long taking leave may take.
	partWithin = time.Second / 2
	// longestPacket bounds a packet, in bytes; a big server's are a few megabytes.
	longestPacket = 64 << 20
	// closeToResume is the code with which we close to resume later.
	closeToResume = 4000
)

// The gateway's opcodes, which the library keeps to itself.
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opResume    = 6
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opAnswer    = 11
)

// Why a connection is ended from our side.
var (
	errReconnect = errors.New("the gateway asked to connect anew")
	errInvalid   = errors.New("the gateway's session is over")
)

// link is one connection to the gateway.
type link struct {
	shard *shard
	conn  *websocket.Conn

	interval time.Duration // between heartbeats; 0 before Hello
	stood    bool          // the session stood on it
	stands   func()        // told when it does
	beating  sync.WaitGroup

	writing semaphore
}

// packet is what we send. The library keeps its own to itself.
type packet struct {
	Op   int `json:"op"`
	Data any `json:"d"`
}

// connect opens a connection and takes in what comes, until it ends; why, the
// error says. A connection that falls silent, at whatever point, is given up: two
// heartbeats in a row without an answer are silence, whatever else comes.
func (l *link) connect(ctx context.Context) error {
	d := websocket.Dialer{
		Proxy: http.ProxyFromEnvironment, HandshakeTimeout: openWithin, NetDialContext: l.shard.gateway.adapter.options.Dial,
	}
	address := strings.TrimRight(l.shard.address(), "/") + "/?v=9&encoding=json"
	dialing, cancel := context.WithTimeout(ctx, openWithin)
	conn, _, err := d.DialContext(dialing, address, http.Header{"User-Agent": {l.shard.gateway.adapter.agent}})
	cancel()
	if err != nil {
		return err
	}
	l.conn, l.writing = conn, newSemaphore()
	conn.SetReadLimit(longestPacket)
	l.quiet(openWithin)
	ended := make(chan struct{})
	l.beating.Go(func() {
		select {
		case <-ctx.Done():
			l.part(l.shard.gateway.adapter.lastCode())
		case <-ended:
		}
	})
	err = guard(l.shard.gateway.adapter, func() error { return l.read(ended) })
	close(ended)
	l.part(closeToResume)
	l.beating.Wait()
	return err
}

// quiet allows for so much silence from now on.
func (l *link) quiet(d time.Duration) { _ = l.conn.SetReadDeadline(time.Now().Add(d)) }

// part takes leave and closes the connection.
func (l *link) part(code int) {
	_ = l.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(partWithin))
	_ = l.conn.Close()
}

// read takes in packets until the connection ends.
func (l *link) read(ended <-chan struct{}) error {
	for {
		_, raw, err := l.conn.ReadMessage()
		if err != nil {
			return err
		}
		var p discordgo.Event
		if json.Unmarshal(raw, &p) != nil {
			l.shard.gateway.adapter.log.Error("a packet of the gateway's can't be read; it is passed over", "bytes", len(raw))
			continue
		}
		if err := l.take(&p, ended); err != nil {
			return err
		}
	}
}

// take takes in one packet. Its error says why the connection must end.
func (l *link) take(p *discordgo.Event, ended <-chan struct{}) error {
	s := l.shard
	switch p.Operation {
	case opHello:
		return l.hello(p.RawData, ended)
	case opHeartbeat:
		return l.write(packet{opHeartbeat, s.position()})
	case opAnswer:
		l.quiet(2 * l.interval)
		if l.stood {
			s.gateway.reporter.heard(s.id)
		}
	case opReconnect:
		return errReconnect
	case opInvalid:
		if string(p.RawData) == "true" {
			return errReconnect
		}
		return errInvalid
	case opDispatch:
		_ = guard(s.gateway.adapter, func() error { s.take(p); return nil })
		if p.Type == "READY" || p.Type == "RESUMED" {
			l.stood = true
			l.stands()
			l.quiet(2 * l.interval)
			s.gateway.reporter.heard(s.id)
		}
	}
	return nil
}

// hello begins the heartbeats, and the session or its resumption.
func (l *link) hello(raw json.RawMessage, ended <-chan struct{}) error {
	var h struct {
		Interval float64 `json:"heartbeat_interval"` // milliseconds
	}
	if json.Unmarshal(raw, &h) != nil || h.Interval < 1 || l.interval != 0 {
		return errUnreadable
	}
	l.interval = time.Duration(h.Interval * float64(time.Millisecond))
	l.beating.Go(func() { l.beat(ended) })
	s := l.shard
	s.mu.Lock()
	session, sequence := s.session, s.sequence
	s.mu.Unlock()
	if session != "" {
		return l.write(packet{opResume, map[string]any{
			"token": s.gateway.adapter.token, "session_id": session, "seq": sequence,
		}})
	}
	return l.write(packet{opIdentify, discordgo.Identify{
		Token: s.gateway.adapter.token, Intents: intents, LargeThreshold: 50, Shard: &[2]int{s.id, s.gateway.shards},
		Properties: discordgo.IdentifyProperties{OS: runtime.GOOS, Browser: "stillpoint", Device: "stillpoint"},
	}})
}

// beat sends a heartbeat at every interval.
func (l *link) beat(ended <-chan struct{}) {
	tick := time.NewTicker(l.interval)
	defer tick.Stop()
	for {
		if l.write(packet{opHeartbeat, l.shard.position()}) != nil {
			_ = l.conn.Close()
			return
		}
		select {
		case <-tick.C:
		case <-ended:
			return
		}
	}
}

// write sends a packet.
func (l *link) write(p packet) error {
	l.writing.wait() // At most for another's write, which has its own deadline.
	defer l.writing.release()
	_ = l.conn.SetWriteDeadline(time.Now().Add(writeWithin))
	return l.conn.WriteJSON(p)
}

// position is the sequence number of the last packet, as heartbeats tell it; nil
// before the first.
func (s *shard) position() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sequence == 0 {
		return nil
	}
	return s.sequence
}
