package telegramtest

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestFaults goes through what can go wrong with one request: what the bot is
// told, and whether its message is shown.
func TestFaults(t *testing.T) {
	for name, network := range map[string][]Option{"loopback": nil, "in memory": {InMemory()}} {
		t.Run(name, func(t *testing.T) {
			s := start(t, network...)
			ada := s.User("ada").Opened()
			for _, c := range []struct {
				name  string
				fault Fault
				shown bool
				check func(answer, error) bool
			}{
				{"refused", Refusal(403, "Forbidden: bot was blocked by the user"), false, func(a answer, err error) bool {
					return err == nil && a.Code == 403 && a.Description == "Forbidden: bot was blocked by the user"
				}},
				{"throttled", TooMany(7), false, func(a answer, err error) bool {
					return err == nil && a.Description == "Too Many Requests: retry after 7" && a.Parameters.RetryAfter == 7
				}},
				{"moved", Fault{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -5}, false, func(a answer, err error) bool {
					return err == nil && a.Parameters.MigrateTo == -5
				}},
				{"bad gateway", BadGateway(), false, notJSON},
				{"malformed", Malformed(), true, func(_ answer, err error) bool { return err != nil }},
				{"cut before", Fault{Cut: CutBefore}, false, func(_ answer, err error) bool { return err != nil }},
				{"cut after", Fault{Cut: CutAfter}, true, func(_ answer, err error) bool { return err != nil }},
			} {
				s.FaultNext(c.fault, "sendMessage", "sendPhoto")
				ok(t, s, "getMe", nil)
				before := len(ada.Sees())
				if a, err := try(s, "sendMessage", in(ada.ChatID(), fields{"text": c.name})); !c.check(a, err) {
					t.Errorf("%s: %+v, %v", c.name, a, err)
				}
				if shown := len(ada.Sees()) > before; shown != c.shown {
					t.Errorf("%s: shown %v", c.name, shown)
				}
				ok(t, s, "sendMessage", in(ada.ChatID(), fields{"text": "and on"}))
			}
		})
	}
}

func notJSON(_ answer, err error) bool {
	_, isSyntax := errors.AsType[*json.SyntaxError](err)
	return isSyntax
}

func TestHoldAndSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory())
		ada := s.User("ada").Opened()
		began := time.Now()
		s.FaultNext(Fault{Delay: 9 * time.Second})
		ok(t, s, "sendMessage", in(ada.ChatID(), fields{"text": "slow"}))
		if time.Since(began) != 9*time.Second {
			t.Errorf("after %v", time.Since(began))
		}
		release := make(chan struct{})
		s.Script(func(r Request) *Fault {
			if r.Chat == ada.ChatID() && strings.Contains(r.Params["text"].(string), "held") {
				return &Fault{Hold: release}
			}
			return nil
		})
		done := make(chan error, 1)
		go func() {
			_, err := try(s, "sendMessage", in(ada.ChatID(), fields{"text": "held"}))
			done <- err
		}()
		synctest.Wait()
		if len(ada.Sees()) != 1 {
			t.Error("shown before it was released")
		}
		close(release)
		if err := <-done; err != nil || ada.Last().Text != "held" {
			t.Errorf("%v, %q", err, ada.Last().Text)
		}
	})
}

func TestDownAndUp(t *testing.T) {
	for name, network := range map[string][]Option{"loopback": nil, "in memory": {InMemory()}} {
		t.Run(name, func(t *testing.T) {
			s := start(t, network...)
			ada := s.User("ada").Opened()
			ok(t, s, "getMe", nil)
			s.Down()
			ada.Write("while it is away")
			if a, err := try(s, "getMe", nil); err == nil {
				t.Errorf("%+v", a)
			}
			s.Up()
			if all := fetch(t, s, nil); len(all) != 1 {
				t.Errorf("%+v", all)
			}
		})
	}
}

func TestRates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory(), WithRates(OfficialRates()))
		group := s.Supergroup("circle")
		send := func(chat int64) answer { return call(t, s, "sendMessage", in(chat, fields{"text": "x"})) }
		for i := range 30 {
			if a := send(s.User("user" + strconv.Itoa(i)).Opened().ChatID()); !a.OK {
				t.Fatalf("%d: %+v", i, a)
			}
		}
		if a := send(s.User("last").Opened().ChatID()); a.Code != 429 || a.Parameters.RetryAfter != 1 {
			t.Errorf("the 31st: %+v", a)
		}
		if writer := s.User("writer"); !send(writer.Opened().ChatID()).OK {
			writer.Write("words")
			if a := send(writer.ChatID()); !a.OK {
				t.Errorf("an answer in the same second: %+v", a)
			}
			if a := send(writer.ChatID()); a.Code != 429 {
				t.Errorf("a second answer in one chat's second: %+v", a)
			}
		}
		time.Sleep(900 * time.Millisecond)
		if a := send(s.User("last").ChatID()); a.Code != 429 {
			t.Errorf("the 31st, later in the same second: %+v", a)
		}
		time.Sleep(100 * time.Millisecond)
		for i := range 20 {
			if a := send(group.ID()); !a.OK {
				t.Fatalf("into the group, %d: %+v", i, a)
			}
			if a := send(group.ID()); a.Code != 429 {
				t.Fatalf("twice within a second: %+v", a)
			}
			time.Sleep(time.Second)
		}
		if a := send(group.ID()); a.Code != 429 || a.Parameters.RetryAfter != 40 {
			t.Errorf("the 21st: %+v", a)
		}
		time.Sleep(40 * time.Second)
		if a := send(group.ID()); !a.OK {
			t.Errorf("a minute later: %+v", a)
		}
		if n := Busiest(s.Sent(0), time.Second); n != 35 { // those that were refused arrived too
			t.Errorf("busiest second: %d", n)
		}
	})
}

// Edits, reactions and deletions are no messages: a group's minute doesn't count
// them, and reactions draw on no rate at all.
func TestRatesCountMessages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory(), WithRates(OfficialRates()))
		group := s.Supergroup("circle")
		id := ok(t, s, "sendMessage", in(group.ID(), fields{"text": "x"}))
		for i := range 60 {
			time.Sleep(time.Second / 2)
			method, more := "setMessageReaction", fields{"reaction": `[{"type":"emoji","emoji":"👍"}]`}
			if i%2 == 1 {
				method, more = "editMessageText", fields{"text": "x" + strconv.Itoa(i)}
			}
			if a := call(t, s, method, about(group.ID(), id, more)); !a.OK {
				t.Fatalf("%s, %d: %+v", method, i, a)
			}
		}
		for i := range 19 {
			time.Sleep(time.Second)
			if a := call(t, s, "sendMessage", in(group.ID(), fields{"text": "x"})); !a.OK {
				t.Fatalf("message %d: %+v", i, a)
			}
		}
		for range 100 {
			if a := call(t, s, "setMessageReaction", about(group.ID(), id, fields{"reaction": "[]"})); !a.OK {
				t.Fatalf("a reaction beside it: %+v", a)
			}
		}
	})
}

func TestBusiestAndShare(t *testing.T) {
	at := make([]time.Time, 301)
	for i := range at {
		at[i] = time.Unix(0, 0).Add(time.Duration(i) * time.Second / 30)
	}
	if n := Busiest(at, time.Second); n != 30 {
		t.Errorf("busiest: %d", n)
	}
	if share := Share(at, 30); share < 0.999 || share > 1.001 {
		t.Errorf("share: %f", share)
	}
	if Share(at[:1], 30) != 0 || Busiest(nil, time.Second) != 0 {
		t.Error("of nothing")
	}
}

// TestAWeekPasses shows that a server in memory lives in bubble time, with a
// poll open all along.
func TestAWeekPasses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory())
		ada := s.User("ada").Opened()
		began := time.Now()
		go func() {
			for range 7 {
				time.Sleep(24 * time.Hour)
				ada.Write("a reflection")
			}
		}()
		offset, took := int64(0), 0
		for took < 7 {
			for _, u := range fetch(t, s, fields{"timeout": "50", "offset": strconv.FormatInt(offset, 10)}) {
				offset = u.ID + 1
				took++
				ok(t, s, "sendMessage", in(ada.ChatID(), fields{"text": "Kept."}))
			}
		}
		if len(ada.Sees()) != 7 || time.Since(began) != 7*24*time.Hour {
			t.Errorf("sent %d, in %v", len(ada.Sees()), time.Since(began))
		}
	})
}

// BenchmarkSendMessage tells what of a measured rate is the server's.
func BenchmarkSendMessage(b *testing.B) {
	s := New(b)
	ada := s.User("ada").Opened()
	f := in(ada.ChatID(), fields{"text": "<b>Today</b> a question?", "parse_mode": "HTML", "reply_markup": keep})
	for b.Loop() {
		if a, err := try(s, "sendMessage", f); err != nil || !a.OK {
			b.Fatalf("%+v, %v", a, err)
		}
	}
}
