package pace_test

import (
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

// Five hundred answers at once to one chat hold up nobody else's answer or
// question. A hundred of them wait; the rest are turned away with the time in
// which the queue will be worked off, and asked again then, all are shown.
func TestACrowdOfAnswersInOneChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 30, ChatPerSecond: 1}}
		p := newPace(s)
		defer p.Close()
		var crowd sync.WaitGroup
		var waiting, refused atomic.Int64
		for range 500 {
			crowd.Go(func() {
				for {
					waiting.Add(1)
					_, err := p.Send(t.Context(), answer(person(-1)))
					waiting.Add(-1)
					if err == nil {
						return
					}
					refused.Add(1)
					failed, ok := errors.AsType[*chat.SendError](err)
					if !ok || failed.Kind != chat.Throttled || failed.Wait <= 0 || failed.Wait > 2*time.Minute {
						t.Errorf("Send: %v", err)
						return
					}
					time.Sleep(failed.Wait)
				}
			})
		}
		synctest.Wait()
		if n := waiting.Load(); n > 101 {
			t.Errorf("%d answers wait for one chat", n)
		}
		start := time.Now()
		if _, err := p.Send(t.Context(), answer(person(1))); err != nil {
			t.Error(err)
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("another chat's answer took %v", took)
		}
		broadcast(t, p, 300)
		for i := range 300 {
			for _, r := range s.arrivals() {
				if r.chat == person(i) && r.lane == chat.LaneQuestion && r.at.Sub(start) > 11*time.Second {
					t.Errorf("a question to another chat took %v", r.at.Sub(start))
				}
			}
		}
		crowd.Wait()
		var there []request
		for _, r := range s.arrivals() {
			if r.chat == person(-1) {
				there = append(there, r)
			}
		}
		if len(there) != 500 || refused.Load() == 0 {
			t.Errorf("%d messages were shown, want 500; %d were turned away", len(there), refused.Load())
		}
		if n := most(there, time.Second-tolerance); n > 1 {
			t.Errorf("%d messages to one chat within a second", n)
		}
	})
}

// Five hundred people are answered at once, in the middle of a broadcast.
func TestACrowdOfChats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 30, ChatPerSecond: 1}}
		p := newPace(s)
		defer p.Close()
		done := make(chan struct{})
		go func() {
			defer close(done)
			broadcast(t, p, 100)
		}()
		time.Sleep(time.Second)
		var crowd sync.WaitGroup
		start := time.Now()
		for i := range 500 {
			crowd.Go(func() {
				if _, err := p.Send(t.Context(), answer(person(1000+i))); err != nil {
					t.Error(err)
				}
			})
		}
		crowd.Wait()
		if took := time.Since(start); took != 0 {
			t.Errorf("the answers took %v", took)
		}
		<-done
	})
}

// A request that hangs in one chat holds up no other chat, nor that chat's next.
func TestAHungRequestHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		s := &server{rate: chat.Rate{PerSecond: 30, ChatPerSecond: 1}, answer: func(r request) error {
			if r.text == "hang" {
				<-release
			}
			return nil
		}}
		p := newPace(s)
		defer p.Close()
		var hung sync.WaitGroup
		for i := range 200 {
			hung.Go(func() {
				m := question(person(i % 10))
				m.Blocks = []chat.Block{chat.P("hang")}
				if i%2 == 0 {
					m.Lane = chat.LaneAnswer
				}
				_, _ = p.Send(t.Context(), m)
			})
		}
		time.Sleep(time.Minute)
		start := time.Now()
		broadcast(t, p, 30)
		for i := range 10 {
			if _, err := p.Send(t.Context(), answer(person(100+i))); err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("thirty others, and ten of the same chats, took %v", took)
		}
		close(release)
		hung.Wait()
	})
}

// However many handles are answered, nothing is kept of them.
func TestHandlesLeaveNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(&server{rate: chat.Rate{HandlesFree: true}})
		defer p.Close()
		for i := range 1000 {
			if _, err := p.Send(t.Context(), byHandle(person(1), strconv.Itoa(i))); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(3 * time.Minute)
		if n := p.Remembered(); n != 0 {
			t.Errorf("%d queues and places are kept", n)
		}
	})
}
