package discordtest

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// client is a bot's end of the gateway.
type client struct {
	t    *testing.T
	s    *Server
	conn *websocket.Conn
	seq  int64
	id   string // of the session
}

// received is a packet of the gateway's.
type received struct {
	Op   int
	Type string          `json:"t"`
	Seq  int64           `json:"s"`
	Data json.RawMessage `json:"d"`
}

func (p received) object() object {
	var o object
	d := json.NewDecoder(bytes.NewReader(p.Data))
	d.UseNumber()
	if d.Decode(&o) != nil {
		return nil
	}
	return o
}

const usual = intentGuilds | intentGuildMessages | intentPrivate

// connect opens a connection, without a word yet.
func connect(t *testing.T, s *Server) *client {
	t.Helper()
	d := websocket.Dialer{NetDialContext: s.Dial}
	conn, _, err := d.DialContext(t.Context(), s.GatewayURL()+"/?v=9&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, s: s, conn: conn}
	t.Cleanup(func() { _ = conn.Close() })
	return c
}

// online is a client that has identified.
func online(t *testing.T, s *Server, intents int) *client {
	t.Helper()
	c := connect(t, s)
	c.want(opHello)
	c.identify(intents, 0, 1)
	c.id = stringOf(c.event("READY").object()["session_id"])
	return c
}

func (c *client) send(op int, data any) {
	c.t.Helper()
	if err := c.conn.WriteJSON(object{"op": op, "d": data}); err != nil {
		c.t.Errorf("sending op %d: %v", op, err)
	}
}

func (c *client) identify(intents, shard, shards int) {
	c.t.Helper()
	c.send(opIdentify, object{
		"token": "Bot " + c.s.Token(), "intents": intents, "shard": []int{shard, shards},
		"properties": object{"os": "linux", "browser": "test", "device": "test"},
	})
}

func (c *client) resume(id string, seq int64) {
	c.t.Helper()
	c.send(opResume, object{"token": "Bot " + c.s.Token(), "session_id": id, "seq": seq})
}

// next reads a packet.
func (c *client) next() (received, error) {
	kind, raw, err := c.conn.ReadMessage()
	if err != nil {
		return received{}, err
	}
	if kind == websocket.BinaryMessage {
		z, err := zlib.NewReader(bytes.NewReader(raw))
		if err != nil {
			return received{}, err
		}
		if raw, err = io.ReadAll(z); err != nil {
			return received{}, err
		}
	}
	var p received
	err = json.Unmarshal(raw, &p)
	if p.Op == opDispatch && err == nil {
		c.seq = p.Seq
	}
	return p, err
}

// want reads a packet with this opcode.
func (c *client) want(op int) received {
	c.t.Helper()
	p, err := c.next()
	if err != nil || p.Op != op {
		c.t.Fatalf("got %+v, %v, want op %d", p, err, op)
	}
	return p
}

// event reads dispatches until there is such a one.
func (c *client) event(name string) received {
	c.t.Helper()
	for {
		p, err := c.next()
		if err != nil {
			c.t.Fatalf("waiting for %s: %v", name, err)
		}
		if p.Type == name {
			return p
		}
	}
}

// closed reads until the connection is closed, and returns the code, or 0 if
// there was none.
func (c *client) closed() int {
	c.t.Helper()
	for {
		if _, err := c.next(); err != nil {
			if e, ok := errors.AsType[*websocket.CloseError](err); ok && e.Code != websocket.CloseAbnormalClosure {
				return e.Code
			}
			return 0
		}
	}
}

// silent reports whether nothing comes for a while.
func (c *client) silent(d time.Duration) bool {
	_ = c.conn.SetReadDeadline(time.Now().Add(d))
	_, err := c.next()
	return err != nil
}

// leave closes the connection with a code.
func (c *client) leave(code int) {
	c.t.Helper()
	if err := c.conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(code, "")); err != nil {
		c.t.Errorf("leaving: %v", err)
	}
	_ = c.conn.Close()
}
