package discord

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

// slate is a keeper in memory.
type slate struct {
	mu    sync.Mutex
	value []byte
	fails error
}

func (s *slate) Keep(_ context.Context, value []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails == nil {
		s.value = value
	}
	return s.fails
}

func (s *slate) Kept(context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.value, s.fails
}

// inSuccession runs a test with processes that keep for each other.
func inSuccession(t *testing.T, f func(*rig, *slate), opts ...discordtest.Option) {
	inBubble(t, func(r *rig) {
		kept := &slate{}
		r.options.Keeper = kept
		r.open()
		f(r, kept)
	}, opts...)
}

// The next process resumes the session: no other is begun, and what was written and
// pressed between the two is taken in from it, once and in order.
func TestTheNextProcessResumes(t *testing.T) {
	inSuccession(t, func(r *rig, _ *slate) {
		ada := r.server.Person("ada")
		r.run()
		ada.Write("one")
		r.pass(time.Second)
		first := r.in
		for range 3 {
			if err := r.stop(); err != nil {
				t.Fatal(err)
			}
			ada.Write("between")
			ada.Command("streak", nil)
			r.open()
			r.run()
			if n := len(r.in.events); n != 2 {
				t.Errorf("%d events, want the text and the command", n)
			}
			if r.in.asked != 0 || len(r.in.reports) == 0 {
				t.Errorf("histories were asked for %d times; %d reports", r.in.asked, len(r.in.reports))
			}
			ada.Write("with it")
			r.pass(time.Second)
			if n := len(r.in.events); n != 3 {
				t.Errorf("%d events, want the next text too", n)
			}
		}
		if n := len(first.events); n != 1 {
			t.Errorf("the first process took in %d events", n)
		}
		if n := len(r.server.Sessions()); n != 1 {
			t.Errorf("%d sessions were begun, want one", n)
		}
	}, discordtest.FailLateInteractions())
}

// What a process left undone when it was told to stop is told to the next, and so is
// what came after it: that one knows what it has seen.
func TestWhatWasLeftUndoneIsToldAgain(t *testing.T) {
	inSuccession(t, func(r *rig, _ *slate) {
		ada, bea := r.server.Person("ada"), r.server.Person("bea")
		r.run()
		r.in.handle = func(ctx context.Context, e chat.Event, _ int) error {
			if e.(chat.Text).Body == "slow" {
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}
		ada.Write("slow")
		ada.Write("behind it")
		r.pass(time.Second)
		bea.Write("handled")
		r.pass(time.Second)
		r.restart()
		var got []string
		for _, e := range r.in.events {
			got = append(got, e.(chat.Text).Body)
		}
		if len(got) != 3 || r.in.asked != 0 {
			t.Errorf("the next process was told %q", got)
		}
	})
}

// A session that can't be resumed any more, or that another process has taken over, is
// begun anew, and the histories are read.
func TestASessionIsResumedOnce(t *testing.T) {
	for name, spoil := range map[string]func(*rig, *slate){
		"it is over":    func(r *rig, _ *slate) { r.server.Expire() },
		"it is old":     func(r *rig, _ *slate) { time.Sleep(2 * keptFor) },
		"nothing reads": func(_ *rig, s *slate) { s.fails = errors.New("no store") },
		"killed": func(r *rig, s *slate) {
			r.open()
			r.run() // It takes the session over.
			taken := s.value
			if err := r.stop(); err != nil {
				r.Fatal(err)
			}
			s.value = taken
		},
	} {
		t.Run(name, func(t *testing.T) {
			inSuccession(t, func(r *rig, kept *slate) {
				r.run()
				r.knows(r.server.Person("ada"))
				if err := r.stop(); err != nil {
					t.Fatal(err)
				}
				spoil(r, kept)
				r.server.Person("ada").Write("between")
				r.open()
				r.run()
				r.pass(15 * time.Second)
				if n := len(r.server.Sessions()); n != 2 {
					t.Errorf("%d sessions were begun, want two", n)
				}
				if len(r.in.events) != 1 || r.in.asked == 0 {
					t.Errorf("%d events; histories asked for %d times", len(r.in.events), r.in.asked)
				}
			})
		})
	}
}

// Processes that follow each other before a session stands begin no two within five
// seconds, and the more of them, the later.
func TestProcessesShareWhatSessionsMayBegin(t *testing.T) {
	inSuccession(t, func(r *rig, _ *slate) {
		for range 4 {
			r.run()
			r.pass(6 * time.Second)
			r.server.Expire()
			if err := r.stop(); err != nil {
				t.Fatal(err)
			}
			r.open()
		}
		r.run()
		r.pass(time.Minute)
		all := r.server.Sessions()
		for i, s := range all[1:] {
			if d := s.Identified.Sub(all[i].Identified); d < 5*time.Second || i == 2 && d < spacedFirst {
				t.Errorf("session %d began %v after the one before", i+1, d)
			}
		}
		if len(all) < 3 {
			t.Errorf("%d sessions", len(all))
		}
	})
}

// What the API said to be used up is used up for the next process too.
func TestTheNextProcessKnowsTheLimits(t *testing.T) {
	inSuccession(t, func(r *rig, _ *slate) {
		ada := r.server.Person("ada")
		r.run()
		for range 3 {
			for range 3 {
				ada.Write("hello")
				r.pass(50 * time.Millisecond)
				last := r.in.events[len(r.in.events)-1].(chat.Text)
				_ = r.adapter.React(r.Context(), chatOf(ada), last.Message, chat.Kept)
			}
			if err := r.stop(); err != nil {
				t.Fatal(err)
			}
			r.open()
			r.run()
		}
		for _, q := range r.server.Requests() {
			if q.Status == 429 {
				t.Errorf("%s was one too many", q.Route)
			}
		}
	}, discordtest.WithRates(discordtest.OfficialRates()))
}

// Once another process may serve, nothing is asked of Discord any more.
func TestNothingIsAskedWhereAnotherMayServe(t *testing.T) {
	inBubble(t, func(r *rig) {
		var lost atomic.Bool
		r.options.Held = func() error {
			if lost.Load() {
				return errors.New("another may serve")
			}
			return nil
		}
		r.open()
		ada := r.server.Person("ada")
		r.run()
		lost.Store(true)
		before := len(r.server.Requests(""))
		if _, err := r.adapter.Send(r.Context(), said(chatOf(ada), "hello")); chat.KindOf(err) != chat.Unsent {
			t.Errorf("err = %v, want it unsent", err)
		}
		r.server.CutGateway()
		r.pass(time.Minute)
		if after := len(r.server.Requests("")); after != before || r.server.Connections() != 0 {
			t.Errorf("%d requests, %d connections", after-before, r.server.Connections())
		}
		lost.Store(false)
		r.pass(10 * time.Second)
		if r.server.Connections() != 1 {
			t.Error("it doesn't go on")
		}
	})
}
