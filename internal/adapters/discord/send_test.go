package discord

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

// The table from Discord's own answers to our kinds.
func TestFailures(t *testing.T) {
	for name, c := range map[string]struct {
		fault discordtest.Fault
		want  chat.SendError
	}{
		"blocked":             {discordtest.Refusal(403, 50007, "Cannot send messages to this user"), chat.SendError{Kind: chat.Gone}},
		"no mutual server":    {discordtest.Refusal(403, 50278, "No mutual guilds"), chat.SendError{Kind: chat.Gone}},
		"unknown channel":     {discordtest.Refusal(404, 10003, "Unknown Channel"), chat.SendError{Kind: chat.Gone}},
		"unknown user":        {discordtest.Refusal(404, 10013, "Unknown User"), chat.SendError{Kind: chat.Gone}},
		"missing access":      {discordtest.Refusal(403, 50001, "Missing Access"), chat.SendError{Kind: chat.NotAllowed, Missing: "View Channel"}},
		"missing permissions": {discordtest.Refusal(403, 50013, "Missing Permissions"), chat.SendError{Kind: chat.NotAllowed, Missing: "Send Messages"}},
		"archived":            {discordtest.Refusal(400, 50083, "Thread is archived"), chat.SendError{Kind: chat.NotAllowed}},
		"locked":              {discordtest.Refusal(400, 160005, "Thread is locked"), chat.SendError{Kind: chat.NotAllowed}},
		"another 403":         {discordtest.Refusal(403, 20026, "Quarantined"), chat.SendError{Kind: chat.NotAllowed}},
		"too fast there":      {discordtest.TooMany(3.5), chat.SendError{Kind: chat.Throttled, Wait: 3500 * time.Millisecond, Scope: chat.ScopeRoute}},
		"too fast":            {discordtest.TooManyGlobally(2), chat.SendError{Kind: chat.Throttled, Wait: 2 * time.Second, Scope: chat.ScopeAll}},
		"banned by a proxy":   {discordtest.Cloudflare(), chat.SendError{Kind: chat.Throttled, Wait: pageWait, Scope: chat.ScopeAll}},
		"our own mistake":     {discordtest.Refusal(400, 50035, "Invalid Form Body"), chat.SendError{Kind: chat.Rejected}},
		"Discord's trouble":   {discordtest.Refusal(500, 0, "500: Internal Server Error"), chat.SendError{Kind: chat.Unsent}},
		"overloaded":          {discordtest.Refusal(503, 130000, "API resource is currently overloaded"), chat.SendError{Kind: chat.Unsent}},
		"502, a page":         {discordtest.BadGateway(), chat.SendError{Kind: chat.Uncertain}},
		"no JSON":             {discordtest.Malformed(), chat.SendError{Kind: chat.Uncertain}},
		"cut after":           {discordtest.Fault{Cut: discordtest.CutAfter}, chat.SendError{Kind: chat.Uncertain}},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(r *rig) {
				ada := r.server.Person("ada")
				r.run()
				r.server.FaultNext(c.fault, sending)
				before := len(r.server.Sent(""))
				_, err := r.adapter.Send(r.Context(), said(chatOf(ada), private))
				var got *chat.SendError
				if !errors.As(err, &got) {
					t.Fatalf("Send: %v", err)
				}
				if got.Kind != c.want.Kind || got.Wait != c.want.Wait || got.Scope != c.want.Scope || got.Missing != c.want.Missing {
					t.Errorf("%+v, want %+v", got, c.want)
				}
				if n := len(r.server.Sent("")) - before; n != 1 {
					t.Errorf("%d requests, want 1: nothing is repeated here", n)
				}
				if s := err.Error(); strings.Contains(s, private) || strings.Contains(s, r.server.Token()) {
					t.Errorf("it tells too much: %q", s)
				}
			})
		})
	}
}

// A send that is cut after it was written is shown once, however often it is
// tried again within the nonce's window; one that stays uncertain is found.
func TestUncertainSendsAreShownOnce(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 200))
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		const n = 200
		for i := range n {
			m := said(chatOf(ada), "question "+strconv.Itoa(i), action("Another", chat.Update))
			m.Nonce = "sp-" + strconv.Itoa(i)
			if i%7 == 0 {
				m.Picture = &chat.Picture{Name: "week.png", PNG: []byte("\x89PNG\r\n\x1a\n"), Alt: "a week"}
				m.Actions = nil
			}
			if i%11 == 0 {
				m.Blocks = append(m.Blocks, chat.P(strings.Repeat("long ", 600)))
			}
			since := time.Now()
			var receipt chat.Sent
			for range 1 + random.IntN(3) {
				r.server.FaultNext(discordtest.Fault{Cut: discordtest.CutAfter}, sending)
				if _, err := r.adapter.Send(r.Context(), m); chat.KindOf(err) != chat.Uncertain {
					t.Fatalf("Send: %v", err)
				}
				r.pass(time.Duration(random.IntN(8)) * time.Second)
			}
			if random.IntN(2) == 0 || i%11 == 0 {
				receipt = r.send(m)
			} else {
				r.pass(10 * time.Minute)
			}
			found, ok, err := r.adapter.Find(r.Context(), chatOf(ada), m.Nonce, since)
			if err != nil || !ok || receipt.Message != "" && found != receipt {
				t.Fatalf("found %+v, %v, %v, want %+v", found, ok, err, receipt)
			}
		}
		seen := map[string]int{}
		for _, s := range ada.Sees() {
			if first, _, _ := strings.Cut(s.Text, "\n"); strings.HasPrefix(first, "question") {
				seen[first]++
			}
		}
		if len(seen) != n {
			t.Errorf("%d questions are shown, want %d", len(seen), n)
		}
		for text, times := range seen {
			if times != 1 {
				t.Errorf("%q is shown %d times", text, times)
			}
		}
	})
}

// No call of ours hangs because a bucket is empty.
func TestWaitsObeyContexts(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		r.server.FaultNext(discordtest.TooMany(600), sending)
		for i := range 3 {
			ctx, cancel := context.WithTimeout(r.Context(), time.Second)
			began := time.Now()
			_, err := r.adapter.Send(ctx, said(chatOf(ada), "x"))
			cancel()
			if kind := chat.KindOf(err); kind != chat.Throttled || time.Since(began) > 0 {
				t.Errorf("send %d: %v after %v", i, err, time.Since(began))
			}
		}
		if n := len(r.server.Sent(ada.ChannelID())); n != 1 {
			t.Errorf("%d requests while the channel is blocked, want 1", n)
		}
		r.send(said(chatOf(r.server.Person("bob")), "y")) // Others aren't.
	})
}

// At Discord's own limits nothing is refused, whatever we do beside sending.
func TestRatesAreKept(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.run()
		done := make(chan error)
		const n = 300
		for i := range n {
			p := r.server.Person(strconv.Itoa(i))
			go func() {
				_, err := r.adapter.Send(r.Context(), said(chatOf(p), "x"))
				done <- err
			}()
		}
		for range n {
			if err := <-done; err != nil {
				t.Errorf("Send: %v", err)
			}
		}
		if n := discordtest.Busiest(r.server.Sent(""), time.Second); n > 50 {
			t.Errorf("%d in a second", n)
		}
		if n := r.server.Invalid(); n != 0 {
			t.Errorf("%d refusals", n)
		}
	}, discordtest.WithRates(discordtest.OfficialRates()))
}

// Refusals that would have the address banned are held back here.
func TestInvalidRequestsAreBounded(t *testing.T) {
	l := newLimits()
	q := request{bucket: "b"}
	for range invalidMost {
		l.refused(q, &callError{Status: http.StatusForbidden}, http.Header{})
	}
	if wait, all := l.wait(q, time.Now()); wait <= 0 || !all {
		t.Errorf("wait %v", wait)
	}
	if wait, _ := l.wait(q, time.Now().Add(11*time.Minute)); wait > 0 {
		t.Errorf("ten minutes later: %v", wait)
	}
}

func TestEditOfWhatIsGone(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.run()
		for priority, want := range map[chat.Lane]bool{chat.LaneAnswer: true, chat.LaneEdit: false} {
			sent := r.send(said(chatOf(ada), "first"))
			if err := r.adapter.Delete(r.Context(), chatOf(ada), sent.Message); err != nil {
				t.Fatal(err)
			}
			m := said(chatOf(ada), "anew")
			m.Lane = priority
			before := len(ada.Sees())
			err := r.adapter.Edit(r.Context(), sent.Message, m)
			if anew := len(ada.Sees()) > before; anew != want || (err == nil) != want {
				t.Errorf("priority %d: anew %v, %v", priority, anew, err)
			}
		}
	})
}

// Private chats are opened once each, and not in quick succession.
func TestPrivateChats(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		r.run()
		began := time.Now()
		for i := range 8 {
			p := r.server.Person(strconv.Itoa(i))
			g.Member(p)
			for range 3 {
				c, err := r.adapter.Private(r.Context(), p.ID())
				if err != nil || c != chatOf(p) {
					t.Fatalf("chat %v, %v", c, err)
				}
			}
		}
		if n := len(r.server.Opened()); n != 8 {
			t.Errorf("%d opened, want 8", n)
		}
		if took := time.Since(began); took < 2*time.Second {
			t.Errorf("eight were opened within %v", took)
		}
		r.server.FaultNext(discordtest.Refusal(403, 50278, "No mutual guilds"), "POST /users/@me/channels")
		if _, err := r.adapter.Private(r.Context(), r.server.Person("eve").ID()); chat.KindOf(err) != chat.Gone {
			t.Errorf("without a server in common: %v", err)
		}
	})
}
