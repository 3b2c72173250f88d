package pace

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

// A slot is held, or given back, by its own request alone.
func TestASlotIsItsOwners(t *testing.T) {
	start := time.Unix(0, 0)
	w := newWindow(1, time.Second)
	first := w.take(start)
	second := w.take(start.Add(2 * time.Second))
	until := w.free()
	for name, touch := range map[string]func(){
		"held":     func() { first.hold(time.Second) },
		"released": func() { first.release() },
	} {
		touch()
		if !w.free().Equal(until) {
			t.Errorf("%s by the request before: free at %v, want %v", name, w.free(), until)
		}
	}
	second.hold(time.Second)
	if want := until.Add(time.Second); !w.free().Equal(want) {
		t.Errorf("held by its own request: free at %v, want %v", w.free(), want)
	}
	third := w.take(start.Add(10 * time.Second))
	third.release()
	if !w.free().IsZero() {
		t.Errorf("released by its own request: free at %v", w.free())
	}
}

// A request that ends long after its slot has passed on leaves the rate as it is:
// the platform sees no two messages of a chat within a second.
func TestALateEndLeavesTheNextSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScheduler(chat.Rate{ChatPerSecond: 1})
		quick := <-s.enqueue(asking(s, 2)).granted
		s.finish(quick, nil) // the fastest that is known
		slow := <-s.enqueue(asking(s, 1)).granted
		time.Sleep(1900 * time.Millisecond)
		s.finish(<-s.enqueue(asking(s, 1)).granted, nil)
		began := time.Now()
		s.finish(slow, nil)
		s.finish(<-s.enqueue(asking(s, 1)).granted, nil)
		if gap := time.Since(began); gap < time.Second || gap > 1100*time.Millisecond {
			t.Errorf("the next message was granted after %v, want a second", gap)
		}
		s.close()
	})
}

// A grant whose request was withdrawn in the same instant is given back: its slot
// is free for the next, and its queue is forgotten in time.
func TestAGrantIsGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &Pace{scheduler: newScheduler(chat.Rate{PerSecond: 1, ChatPerSecond: 1})}
		s := p.scheduler
		ended, end := context.WithCancel(t.Context())
		end()
		for range 64 { // select chooses at random between the grant and the end
			w := s.enqueue(asking(s, 1))
			g, failed := p.collect(ended, w)
			if failed == nil {
				s.finish(g, &chat.SendError{Kind: chat.Unsent})
				time.Sleep(3 * time.Second)
				continue
			}
			start := time.Now()
			s.finish(<-s.enqueue(asking(s, 1)).granted, nil)
			if took := time.Since(start); took > time.Second { // by the spacing, which isn't given back
				t.Fatalf("the slot was given back after %v", took)
			}
			time.Sleep(3 * time.Second)
		}
		time.Sleep(3 * time.Minute)
		if n := p.Remembered(); n != 0 {
			t.Errorf("%d queues and places are kept", n)
		}
	})
}

// A grant that comes late on a busy machine is made up for by the next ones, and
// time in which nobody waited isn't.
func TestLateGrantsAreMadeUpFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, late = 900, 20 * time.Millisecond
		s, now := crowdedScheduler(30, n)
		defer s.mu.Unlock()
		began := now
		s.advance(now)
		for s.ready.Len() > 0 {
			now = s.due.Add(late)
			s.advance(now)
		}
		if used := float64(n-1) / now.Sub(began).Seconds() / 30; used < 0.97 {
			t.Errorf("%.1f %% of the rate used by grants that are %v late", 100*used, late)
		}
		if s.timer != nil {
			s.timer.Stop()
		}
	})
}

// crowdedScheduler is a scheduler for which n questions wait, each for a chat of its own.
// It is locked, so that its own timer never gets to run.
func crowdedScheduler(perSecond float64, n int) (s *scheduler, now time.Time) {
	s = newScheduler(chat.Rate{PerSecond: perSecond})
	s.mu.Lock()
	now = time.Now()
	for i := range n {
		s.seq++
		r := request{operation: message, chat: chatNumber(i), priority: chat.LaneQuestion, seq: s.seq}
		q := s.queue(r)
		q.add(&waiter{request: r, queue: q, granted: make(chan grant, 1)})
		s.sort(q, now)
	}
	return s, now
}

// TestALongPauseIsNotMadeUpFor: a machine that stood still lets no more go at once, when
// it goes on, than a short lateness may make up for.
func TestALongPauseIsNotMadeUpFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const perSecond, n, soon = 30, 100, 100 * time.Millisecond
		s, now := crowdedScheduler(perSecond, n)
		defer s.mu.Unlock()
		s.advance(now)
		now = s.due.Add(5 * time.Second)
		end, before := now.Add(soon), s.ready.Len()
		for ; now.Before(end); now = s.due {
			s.advance(now)
		}
		if most := int(perSecond*(catchUp+soon).Seconds()) + 1; before-s.ready.Len() > most {
			t.Errorf("%d went within %v after a pause, want at most %d", before-s.ready.Len(), soon, most)
		}
		if s.timer != nil {
			s.timer.Stop()
		}
	})
}
