package discordtest

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

func TestTroubles(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, c *client) {
		s.Dispatch("NO_SUCH_EVENT", object{"a": 1})
		c.event("NO_SUCH_EVENT")
		s.SendRaw([]byte("{nonsense"))
		if _, err := c.next(); err == nil {
			t.Error("nonsense was decoded")
		}
		s.StrangeComponents(s.Person("ada"))
		if got := listOf(c.event("MESSAGE_CREATE").object()["components"]); intOf(objectOf(got[0])["type"]) != 99 {
			t.Errorf("told %v", got)
		}
		s.Zombie()
		c.send(opHeartbeat, 1)
		s.Person("ada").Write("words")
		if !c.silent(time.Minute) {
			t.Error("a zombie speaks")
		}
		s.GatewayNext(ReconnectFirst, SilentHello, SilentAfterHello)
		connect(t, s).want(opReconnect)
		if !connect(t, s).silent(time.Minute) {
			t.Error("a silent gateway speaks")
		}
		g := connect(t, s)
		g.want(opHello)
		g.identify(usual, 0, 1)
		if !g.silent(time.Minute) {
			t.Error("a gateway speaks that was to be silent")
		}
		s.CutGateway()
		synctest.Wait()
		if s.Connections() != 0 || s.Online() {
			t.Error("connections are still there")
		}
	})
}

func TestCompression(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, _ *client) {
		time.Sleep(identifyWithin)
		c := connect(t, s)
		c.want(opHello)
		c.send(opIdentify, object{"token": s.Token(), "intents": usual, "compress": true, "properties": object{}})
		kind, _, err := c.conn.ReadMessage()
		if err != nil || kind != websocket.BinaryMessage {
			t.Errorf("got kind %d, %v", kind, err)
		}
		s.Person("ada").Write("words")
		if got := c.event("MESSAGE_CREATE").object(); got["content"] != "words" {
			t.Errorf("told %v", got)
		}
	})
}

// TestStartLimit checks that the sessions of a day are counted.
func TestStartLimit(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, _ *client) {
		limit := func() object { return objectOf(ok(t, s, "GET", "/gateway/bot", nil).object()["session_start_limit"]) }
		if got := limit(); intOf(got["remaining"]) != startsADay-1 || intOf(got["reset_after"]) != int((24*time.Hour).Milliseconds()) {
			t.Errorf("limit: %v", got)
		}
		time.Sleep(24 * time.Hour)
		if got := limit(); intOf(got["remaining"]) != startsADay {
			t.Errorf("limit: %v", got)
		}
	})
}

// In a storm every session is closed soon after it began, and the day's starts are
// spent.
func TestStorm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory())
		s.Storm(4009, time.Second)
		for range 3 {
			c := connect(t, s)
			c.want(opHello)
			c.identify(intentGuilds, 0, 1)
			c.event("READY")
			if code := c.closed(); code != 4009 {
				t.Errorf("closed with %d", code)
			}
			_ = c.conn.Close()
			time.Sleep(identifyWithin)
		}
		s.Spend(7)
		if n := s.Identified(); n != 10 {
			t.Errorf("%d starts", n)
		}
	})
}
