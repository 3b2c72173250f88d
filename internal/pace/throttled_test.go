package pace_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

// refuseOnce refuses the first request to a chat with a 429.
func refuseOnce(s *server, c chat.Chat, wait time.Duration, scope chat.Scope) {
	refused := false
	s.answer = func(r request) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		if r.chat == c && !refused {
			refused = true
			return throttled(wait, scope)
		}
		return nil
	}
}

func TestThrottledQuestionIsReturnedAndItsWaitObeyed(t *testing.T) {
	for name, c := range map[string]struct {
		scope chat.Scope
		other time.Duration // when a question to another chat gets through
		same  time.Duration // when one to the same chat does
	}{
		"chat":  {chat.ScopeChat, 0, 9 * time.Second},
		"all":   {chat.ScopeAll, 9 * time.Second, 9 * time.Second},
		"route": {chat.ScopeRoute, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{rate: chat.Rate{PerSecond: 30}}
				refuseOnce(s, person(1), 9*time.Second, c.scope)
				p := newPace(s)
				defer p.Close()
				_, err := p.Send(t.Context(), question(person(1)))
				failed, ok := errors.AsType[*chat.SendError](err)
				if !ok || failed.Kind != chat.Throttled || failed.Wait != 9*time.Second || failed.Scope != c.scope {
					t.Fatalf("Send: %v, want the platform's own answer", err)
				}
				start := time.Now()
				if _, err := p.Send(t.Context(), question(person(2))); err != nil {
					t.Errorf("another chat: %v", err)
				}
				if took := time.Since(start).Round(time.Second); took != c.other {
					t.Errorf("another chat got through after %v, want %v", took, c.other)
				}
				if _, err := p.Send(t.Context(), answer(person(1))); err != nil {
					t.Errorf("the same chat: %v", err)
				}
				if took := time.Since(start).Round(time.Second); took != c.same {
					t.Errorf("the same chat got through after %v, want %v", took, c.same)
				}
			})
		})
	}
}

func TestThrottledAnswerIsMadeAgain(t *testing.T) {
	for _, scope := range []chat.Scope{chat.ScopeChat, chat.ScopeAll, chat.ScopeRoute} {
		t.Run(fmt.Sprint(scope), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{rate: chat.Rate{PerSecond: 30}}
				refuseOnce(s, person(1), 12*time.Second, scope)
				p := newPace(s)
				defer p.Close()
				start := time.Now()
				if _, err := p.Send(t.Context(), answer(person(1))); err != nil {
					t.Errorf("Send: %v", err)
				}
				if took := time.Since(start).Round(time.Second); took != 12*time.Second {
					t.Errorf("took %v, want 12s", took)
				}
			})
		})
	}
}

func TestAnswerIsNotTriedForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 30}}
		s.answer = func(request) error { return throttled(7*time.Second, chat.ScopeChat) }
		p := newPace(s)
		defer p.Close()
		start := time.Now()
		if _, err := p.Send(t.Context(), answer(person(1))); chat.KindOf(err) != chat.Throttled {
			t.Errorf("Send: %v, want throttled", err)
		}
		if took := time.Since(start); took > 30*time.Second || len(s.arrivals()) != 5 {
			t.Errorf("tried %d times in %v", len(s.arrivals()), took)
		}
	})
}

// A wait that nobody should sit out is told to those who wait and those who come.
func TestLongWaitIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 1}}
		refuseOnce(s, person(1), time.Hour, chat.ScopeAll)
		p := newPace(s)
		defer p.Close()
		errs := make(chan error, 3)
		for i := range 3 {
			go func() {
				_, err := p.Send(t.Context(), question(person(i+1)))
				errs <- err
			}()
			synctest.Wait()
		}
		for range 3 {
			if err := <-errs; chat.KindOf(err) != chat.Throttled {
				t.Errorf("waiting: %v, want throttled", err)
			}
		}
		time.Sleep(20 * time.Minute)
		err := p.React(t.Context(), person(4), "1", chat.Kept)
		failed, ok := errors.AsType[*chat.SendError](err)
		if !ok || failed.Kind != chat.Throttled || failed.Wait.Round(time.Minute) != 40*time.Minute || failed.Scope != chat.ScopeAll {
			t.Errorf("coming later: %v, want throttled for forty minutes", err)
		}
		if n := len(s.arrivals()); n != 1 {
			t.Errorf("%d requests were made, want 1", n)
		}
		time.Sleep(40 * time.Minute)
		if _, err := p.Send(t.Context(), question(person(1))); err != nil {
			t.Errorf("after the wait: %v", err)
		}
	})
}

func TestContextEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 0.1}}
		p := newPace(s)
		defer p.Close()
		if _, err := p.Send(t.Context(), question(person(0))); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		start := time.Now()
		go func() {
			if _, err := p.Send(t.Context(), question(person(2))); err != nil {
				t.Errorf("the one behind: %v", err)
			}
		}()
		_, err := p.Send(ctx, answer(person(1)))
		if chat.KindOf(err) != chat.Unsent || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Send: %v, want unsent", err)
		}
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("returned after %v, want 3s", took)
		}
		if _, err := p.Send(ctx, answer(person(1))); chat.KindOf(err) != chat.Unsent {
			t.Errorf("with an ended context: %v, want unsent", err)
		}
		time.Sleep(8 * time.Second)
		got := s.arrivals()
		if len(got) != 2 || got[1].chat != person(2) {
			t.Errorf("%d requests arrived, want the first and the one behind", len(got))
		}
	})
}

func TestClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 1}, work: func() time.Duration { return time.Minute }}
		p := newPace(s)
		errs := make(chan error, 2)
		for i := range 2 {
			go func() {
				_, err := p.Send(t.Context(), question(person(i)))
				errs <- err
			}()
			synctest.Wait()
		}
		p.Close()
		if err := <-errs; chat.KindOf(err) != chat.Unsent {
			t.Errorf("waiting: %v, want unsent", err)
		}
		if err := p.Delete(t.Context(), person(1), "1"); chat.KindOf(err) != chat.Unsent {
			t.Errorf("coming later: %v, want unsent", err)
		}
		if err := <-errs; err != nil {
			t.Errorf("in flight: %v, want it let be", err)
		}
	})
}
