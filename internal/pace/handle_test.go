package pace_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

func byHandle(to chat.Chat, handle string) chat.Message {
	m := answer(to)
	m.Answer = handle
	return m
}

// Where answers by a handle are outside the platform's limits, a hundred at once
// wait for nothing, while the questions keep their pace.
func TestHandlesAreFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 1, ChatPerSecond: 1, HandlesFree: true}}
		p := newPace(s)
		defer p.Close()
		start := time.Now()
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				m := byHandle(person(1), "an interaction")
				if _, err := p.Send(t.Context(), m); err != nil {
					t.Errorf("Send: %v", err)
				}
				if err := p.Edit(t.Context(), "1", m); err != nil {
					t.Errorf("Edit: %v", err)
				}
			})
		}
		all.Wait()
		if took := time.Since(start); took > 100*time.Millisecond {
			t.Errorf("a hundred answers took %v", took)
		}
		for range 3 {
			if _, err := p.Send(t.Context(), question(person(2))); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took < 2*time.Second {
			t.Errorf("three questions took %v", took)
		}
	})
}

// Six answers at once to an event whose answers are refused: while the platform
// has told to wait, nothing more is asked in that scope, and everything is shown
// afterwards.
func TestAnswersByHandleObeyAWait(t *testing.T) {
	for name, c := range map[string]struct {
		rate   chat.Rate
		scope  chat.Scope
		seen   chat.Seen
		handle func(int) string
		during int // requests of the six before the wait is over
		other  time.Duration
	}{
		"an interaction":        {chat.Rate{HandlesFree: true}, chat.ScopeRoute, chat.ByAll, func(int) string { return "one" }, 1, 0},
		"interactions apart":    {chat.Rate{HandlesFree: true}, chat.ScopeRoute, chat.ByAll, func(i int) string { return string(rune('a' + i)) }, 6, 0},
		"alerts in one chat":    {chat.Rate{PerSecond: 30}, chat.ScopeChat, chat.AsAlert, func(i int) string { return string(rune('a' + i)) }, 1, 0},
		"alerts, scope unknown": {chat.Rate{PerSecond: 30}, chat.ScopeUnknown, chat.AsAlert, func(i int) string { return string(rune('a' + i)) }, 1, 0},
		"everything":            {chat.Rate{HandlesFree: true}, chat.ScopeAll, chat.ByAll, func(i int) string { return string(rune('a' + i)) }, 1, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				s := &server{rate: c.rate, answer: func(r request) error {
					if r.chat == person(1) && time.Since(start) < time.Second {
						return throttled(time.Second, c.scope)
					}
					return nil
				}}
				p := newPace(s)
				defer p.Close()
				var all sync.WaitGroup
				for i := range 6 {
					all.Go(func() {
						m := byHandle(person(1), c.handle(i))
						m.Seen = c.seen
						if _, err := p.Send(t.Context(), m); err != nil {
							t.Errorf("Send: %v", err)
						}
					})
					synctest.Wait()
				}
				if _, err := p.Send(t.Context(), byHandle(person(2), "elsewhere")); err != nil {
					t.Errorf("elsewhere: %v", err)
				}
				if took := time.Since(start); took != c.other {
					t.Errorf("elsewhere after %v, want %v", took, c.other)
				}
				all.Wait()
				early, shown := 0, 0
				for _, r := range s.arrivals() {
					switch {
					case r.chat != person(1):
					case r.at.Sub(start) < time.Second:
						early++
					default:
						shown++
					}
				}
				if early != c.during || shown != 6 {
					t.Errorf("%d requests while told to wait, want %d; %d after it, want 6", early, c.during, shown)
				}
			})
		})
	}
}
