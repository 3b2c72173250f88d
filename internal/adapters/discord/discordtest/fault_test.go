package discordtest

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestFaults goes through what can go wrong with one request: what the bot is
// told, and whether its message is shown.
func TestFaults(t *testing.T) {
	const send = "POST /channels/{channel_id}/messages"
	page := func(status int) func(rest, error) bool {
		return func(r rest, err error) bool {
			_, isSyntax := errors.AsType[*json.SyntaxError](err)
			return isSyntax && r.Status == status
		}
	}
	lost := func(r rest, err error) bool { return err != nil && r.Status == 0 }
	for name, network := range map[string][]Option{"loopback": nil, "in memory": {InMemory()}} {
		all := func(t *testing.T) {
			s := New(t, network...)
			ada := s.Person("ada")
			for _, c := range []struct {
				name  string
				fault Fault
				shown bool
				check func(rest, error) bool
			}{
				{"refused", Refusal(403, 50007, "Cannot send messages to this user"), false, func(r rest, err error) bool {
					return err == nil && r.Status == 403 && r.code() == 50007
				}},
				{"throttled", TooMany(0.64), false, func(r rest, err error) bool {
					return err == nil && r.Status == 429 && r.Header.Get("Retry-After") == "1" && stringNumber(r.object()["retry_after"]) == "0.64"
				}},
				{"throttled globally", TooManyGlobally(2), false, func(r rest, err error) bool {
					return err == nil && r.Header.Get("X-RateLimit-Global") == "true" && r.object()["global"] == true
				}},
				{"unavailable", Unavailable(), false, func(r rest, err error) bool { return err == nil && r.Status == 503 }},
				{"bad gateway", BadGateway(), false, page(502)},
				{"banned", Cloudflare(), false, page(429)},
				{"malformed", Malformed(), true, func(r rest, err error) bool { return err != nil && r.Status == 200 }},
				{"cut before", Fault{Cut: CutBefore}, false, lost},
				{"cut after", Fault{Cut: CutAfter}, true, lost},
			} {
				s.FaultNext(c.fault, send)
				ok(t, s, "GET", "/users/@me", nil)
				before := len(ada.Sees())
				if r, err := try(t, s, "POST", messages(ada.ChannelID()), said(c.name)); !c.check(r, err) {
					t.Errorf("%s: %d %s, %v", c.name, r.Status, r.Raw, err)
				}
				if shown := len(ada.Sees()) > before; shown != c.shown {
					t.Errorf("%s: shown %v", c.name, shown)
				}
				ok(t, s, "POST", messages(ada.ChannelID()), said("and on"))
			}
		}
		t.Run(name, func(t *testing.T) {
			if network == nil {
				all(t)
			} else {
				synctest.Test(t, all)
			}
		})
	}
}

func TestHoldAndSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory())
		ada := s.Person("ada")
		began := time.Now()
		s.FaultNext(Fault{Delay: 9 * time.Second})
		ok(t, s, "POST", messages(ada.ChannelID()), said("slow"))
		if time.Since(began) != 9*time.Second {
			t.Errorf("after %v", time.Since(began))
		}
		release := make(chan struct{})
		s.Script(func(r Request) *Fault {
			if strings.Contains(stringOf(r.Form()["content"]), "held") {
				return &Fault{Hold: release}
			}
			return nil
		})
		done := make(chan error, 1)
		go func() {
			_, err := try(t, s, "POST", messages(ada.ChannelID()), said("held"))
			done <- err
		}()
		synctest.Wait()
		ok(t, s, "POST", messages(ada.ChannelID()), said("overtakes"))
		if got := ada.Last().Text; got != "overtakes" {
			t.Errorf("sees %q", got)
		}
		close(release)
		if err := <-done; err != nil || ada.Last().Text != "held" {
			t.Errorf("after the release: %q, %v", ada.Last().Text, err)
		}
	})
}

func TestDown(t *testing.T) {
	for name, network := range map[string][]Option{"loopback": nil, "in memory": {InMemory()}} {
		all := func(t *testing.T) {
			s := New(t, network...)
			ada := s.Person("ada")
			c := online(t, s, usual)
			s.Down()
			if got := c.closed(); got != 0 {
				t.Errorf("closed with %d", got)
			}
			if _, err := try(t, s, "GET", "/users/@me", nil); err == nil {
				t.Error("reached a server that is down")
			}
			if conn, err := s.Dial(t.Context(), "tcp", ""); err == nil {
				_ = conn.Close()
				t.Error("dialled a server that is down")
			}
			s.Up()
			id := ada.Write("while the bot was away")
			if got := ids(ok(t, s, "GET", messages(ada.ChannelID()), nil)); len(got) != 1 || got[0] != id {
				t.Errorf("history: %v", got)
			}
		}
		t.Run(name, func(t *testing.T) {
			if network == nil {
				all(t)
			} else {
				synctest.Test(t, all)
			}
		})
	}
}

// TestMonth lets a month pass with a bot that keeps its heartbeat and answers a
// message a day.
func TestMonth(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, c *client) {
		ada := s.Person("ada")
		for range 30 {
			for range 24 * 6 {
				time.Sleep(10 * time.Minute)
				c.send(opHeartbeat, c.seq)
				c.want(opAck)
			}
			ada.Write("words")
			c.event("MESSAGE_CREATE")
			ok(t, s, "POST", messages(ada.ChannelID()), said("Kept."))
			c.event("MESSAGE_CREATE")
		}
		one := s.Sessions()[0]
		if len(ada.Sees()) != 30 || one.Sequence != 61 || len(one.Heartbeats) != 100 || !one.Connected {
			t.Errorf("sees %d, session %+v", len(ada.Sees()), one)
		}
		if kept := len(s.gateway.sessions[0].log); kept > 2 {
			t.Errorf("%d dispatches are kept", kept)
		}
	}, WithHeartbeat(10*time.Minute))
}
