package discordtest

import (
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"
)

// TestRouteLimit checks the headers and the refusals of one route.
func TestRouteLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory(), WithRates(OfficialRates()))
		ada, eve := s.Person("ada"), s.Person("eve")
		began := time.Now()
		for i := range 5 {
			r := ok(t, s, "POST", messages(ada.ChannelID()), said("x"))
			h := r.Header
			if h.Get("X-RateLimit-Limit") != "5" || h.Get("X-RateLimit-Remaining") != strconv.Itoa(4-i) || h.Get("X-RateLimit-Bucket") == "" {
				t.Errorf("headers: %v", h)
			}
			time.Sleep(500 * time.Millisecond)
		}
		r := refused(t, s, 429, 0, "POST", messages(ada.ChannelID()), said("x"))
		if r.Header.Get("X-RateLimit-Scope") != "user" || r.Header.Get("X-RateLimit-Reset-After") != "2.500" || r.Header.Get("Retry-After") != "3" {
			t.Errorf("headers: %v", r.Header)
		}
		if n, ok := r.object()["retry_after"]; !ok || stringNumber(n) != "2.5" || r.object()["global"] != false {
			t.Errorf("answered %s", r.Raw)
		}
		ok(t, s, "POST", messages(eve.ChannelID()), said("x"))
		time.Sleep(2500 * time.Millisecond)
		ok(t, s, "POST", messages(ada.ChannelID()), said("x"))
		if got := s.Sent(ada.ChannelID()); len(got) != 7 || got[0] != began || Busiest(got, 5*time.Second) != 6 {
			t.Errorf("sent at %v", got)
		}
		if s.Invalid() != 1 {
			t.Errorf("%d invalid requests", s.Invalid())
		}
	})
}

func stringNumber(v any) string {
	n, ok := v.(interface{ String() string })
	if !ok {
		return ""
	}
	return n.String()
}

func TestGlobalLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory(), WithRates(OfficialRates()))
		for i := range 50 {
			ok(t, s, "POST", messages(s.Person(strconv.Itoa(i)).ChannelID()), said("x"))
			time.Sleep(time.Millisecond)
		}
		r := refused(t, s, 429, 0, "POST", messages(s.Person("one more").ChannelID()), said("x"))
		if r.Header.Get("X-RateLimit-Global") != "true" || r.Header.Get("X-RateLimit-Scope") != "global" || r.object()["global"] != true {
			t.Errorf("answered %v %s", r.Header, r.Raw)
		}
		if got := Share(s.Sent(""), 1000); got < 0.99 || got > 1.01 {
			t.Errorf("share %v", got)
		}
		time.Sleep(time.Second)
		ok(t, s, "POST", messages(s.Person("one more").ChannelID()), said("x"))
	})
}

func TestOpeningLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory(), WithRates(OfficialRates()))
		for i := range 10 {
			ok(t, s, "POST", "/users/@me/channels", object{"recipient_id": s.Person(strconv.Itoa(i)).ID()})
			time.Sleep(5 * time.Second)
		}
		refused(t, s, 429, 40003, "POST", "/users/@me/channels", object{"recipient_id": s.Person("one more").ID()})
		time.Sleep(10 * time.Minute)
		ok(t, s, "POST", "/users/@me/channels", object{"recipient_id": s.Person("one more").ID()})
	})
}

// TestBan checks that ten thousand invalid requests ban the address, for a while.
func TestBan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory(), KeepRequests(100))
		s.mu.Lock()
		for range banAfter - 1 {
			s.limiter.count(errPermissions, time.Now())
		}
		s.mu.Unlock()
		ada := s.Person("ada")
		ada.Block()
		refused(t, s, 403, 50007, "POST", messages(ada.ChannelID()), said("x"))
		if r, err := try(t, s, "GET", "/users/@me", nil); err == nil || r.Status != http.StatusTooManyRequests || r.Header.Get("Content-Type") != "text/html" {
			t.Errorf("a banned address: %d, %v", r.Status, err)
		}
		time.Sleep(banWindow)
		for range 250 {
			ok(t, s, "GET", "/users/@me", nil)
		}
		if got := len(s.Requests()); got < 100 || got > 200 {
			t.Errorf("%d requests kept", got)
		}
	})
}
