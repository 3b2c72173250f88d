package pace_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/pace"
)

// Two chats are told to wait for an hour by a platform that doesn't say how far
// that reaches. One message elsewhere finds out that it's theirs alone.
func TestTwoChatsWaitsAreNotEverybodys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 30}, work: func() time.Duration { return 50 * time.Millisecond }}
		s.answer = func(r request) error {
			if r.chat == person(0) || r.chat == person(1) {
				return throttled(time.Hour, chat.ScopeUnknown)
			}
			return nil
		}
		p := newPace(s)
		defer p.Close()
		for i := range 2 {
			if _, err := p.Send(t.Context(), question(person(i))); chat.KindOf(err) != chat.Throttled {
				t.Fatalf("Send: %v", err)
			}
		}
		start, others := time.Now(), make(chan error, 40)
		for i := range 40 {
			go func() {
				_, err := p.Send(t.Context(), question(person(10+i)))
				others <- err
			}()
		}
		time.Sleep(40 * time.Millisecond)
		if n := len(s.arrivals()); n != 3 {
			t.Errorf("%d requests, want the two and one trial", n)
		}
		for range 40 {
			if err := <-others; err != nil {
				t.Errorf("elsewhere: %v", err)
			}
		}
		if took := time.Since(start); took > 1500*time.Millisecond {
			t.Errorf("forty elsewhere took %v", took)
		}
		if _, err := p.Send(t.Context(), question(person(0))); chat.KindOf(err) != chat.Throttled || len(s.arrivals()) != 42 {
			t.Errorf("to the first: %v after %d requests, want throttled after 42", err, len(s.arrivals()))
		}
	})
}

// Everybody is told to wait, chat by chat. After the second, one trial finds it
// out, and nothing more is asked than one trial each half a minute.
func TestEverybodysWaitIsFoundOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		s := &server{rate: chat.Rate{PerSecond: 30}, answer: func(r request) error {
			if wait := 2*time.Minute - time.Since(began); wait > 0 {
				return throttled(wait, chat.ScopeUnknown)
			}
			return nil
		}}
		var log bytes.Buffer
		p := pace.New(s, slog.New(slog.NewTextHandler(&log, nil)))
		defer p.Close()
		done := make(chan error, 40)
		for i := range 40 {
			go func() {
				_, err := p.Send(t.Context(), question(person(i)))
				done <- err
			}()
		}
		for range 40 {
			<-done
		}
		if took := time.Since(began); took < 2*time.Minute || took > 123*time.Second {
			t.Errorf("it took %v, want two minutes and a little", took)
		}
		early := 0
		for _, r := range s.arrivals() {
			if r.at.Sub(began) < 2*time.Minute {
				early++
			}
		}
		if want := "request=message scope=all wait=1m59"; !strings.Contains(log.String(), want) {
			t.Errorf("the log says %q, and not %q", log.String(), want)
		}
		if early > 6 {
			t.Errorf("%d requests while everybody had to wait", early)
		}
	})
}

// A trial that hangs holds the others up for five seconds, and one whose end says
// nothing leaves the doubt to the next.
func TestATrialThatSaysNothing(t *testing.T) {
	for name, c := range map[string]struct {
		hangs time.Duration
		err   error
		wait  time.Duration
	}{
		"hangs":     {time.Minute, nil, 5 * time.Second},
		"uncertain": {0, &chat.SendError{Kind: chat.Uncertain}, 0},
		"unsent":    {0, &chat.SendError{Kind: chat.Unsent}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{}
				s.answer = func(r request) error {
					switch r.chat {
					case person(0), person(1):
						return throttled(time.Hour, chat.ScopeUnknown)
					case person(2):
						time.Sleep(c.hangs)
						return c.err
					}
					return nil
				}
				p := newPace(s)
				defer p.Close()
				for i := range 2 {
					_, _ = p.Send(t.Context(), question(person(i)))
				}
				trial := make(chan error, 1)
				go func() {
					_, err := p.Send(t.Context(), question(person(2)))
					trial <- err
				}()
				synctest.Wait()
				start := time.Now()
				if err := p.React(t.Context(), person(3), "1", chat.Kept); err != nil || time.Since(start) != 0 {
					t.Errorf("a reaction: %v after %v", err, time.Since(start))
				}
				if _, err := p.Send(t.Context(), question(person(4))); err != nil {
					t.Error(err)
				}
				if took := time.Since(start); took != c.wait {
					t.Errorf("the next waited %v, want %v", took, c.wait)
				}
				<-trial
			})
		})
	}
}

// One chat that is told to wait twice gives no reason for a doubt.
func TestOneChatToldTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{work: func() time.Duration { return 50 * time.Millisecond }}
		s.answer = func(r request) error {
			if r.chat == person(0) {
				return throttled(time.Hour, chat.ScopeUnknown)
			}
			return nil
		}
		p := newPace(s)
		defer p.Close()
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() { _, _ = p.Send(t.Context(), question(person(0))) })
		}
		all.Wait()
		start := time.Now()
		for i := range 10 {
			all.Go(func() {
				if _, err := p.Send(t.Context(), question(person(1+i))); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if took := time.Since(start); took != 50*time.Millisecond {
			t.Errorf("ten others took %v", took)
		}
	})
}

// When the trial itself goes to a chat with a long wait of its own, the others go
// on after half a minute.
func TestATrialThatMisleads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{}
		s.answer = func(r request) error {
			switch r.chat {
			case person(0), person(1), person(2):
				return throttled(time.Hour, chat.ScopeUnknown)
			}
			return nil
		}
		p := newPace(s)
		defer p.Close()
		for i := range 3 {
			if _, err := p.Send(t.Context(), question(person(i))); chat.KindOf(err) != chat.Throttled {
				t.Fatalf("Send: %v", err)
			}
		}
		start := time.Now()
		for i := range 10 {
			if _, err := p.Send(t.Context(), question(person(10+i))); err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(start); took != 30*time.Second {
			t.Errorf("ten others took %v, want half a minute", took)
		}
	})
}
