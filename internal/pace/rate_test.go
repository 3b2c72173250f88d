package pace_test

import (
	"math"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

// The overall rate is never exceeded in any second as the server sees it, and
// nearly all of it is used, however the transit varies.
func TestRateIsUsedAndNeverExceeded(t *testing.T) {
	spiky := func() func() time.Duration {
		var n atomic.Int64
		return func() time.Duration {
			if n.Add(1)%97 == 0 {
				return 150 * time.Millisecond
			}
			return time.Millisecond
		}
	}
	for name, c := range map[string]struct {
		rate           float64
		outbound, work func() time.Duration
	}{
		"at once":                  {rate: 30},
		"fifty a second":           {rate: 50},
		"a fraction":               {rate: 2.5},
		"slower than one a second": {rate: 0.5},
		"a long way":               {rate: 30, outbound: between(80*time.Millisecond, 81*time.Millisecond)},
		"a long way that varies":   {rate: 30, outbound: between(40*time.Millisecond, 55*time.Millisecond)},
		"slow work":                {rate: 30, work: between(20*time.Millisecond, 120*time.Millisecond)},
		"some very late":           {rate: 30, outbound: spiky()},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &server{rate: chat.Rate{PerSecond: c.rate}, outbound: c.outbound, work: c.work}
				p := newPace(s)
				defer p.Close()
				const n = 1500
				broadcast(t, p, n)
				got := s.arrivals()
				span := time.Second
				if c.rate < 1 {
					span = time.Duration(float64(time.Second) / c.rate)
				}
				if n := most(got, span-tolerance); n > int(math.Ceil(c.rate)) {
					t.Errorf("%d requests within %v, at %v a second", n, span, c.rate)
				}
				took := got[n-1].at.Sub(got[0].at).Seconds()
				used := float64(n-1) / took / c.rate
				t.Logf("%.1f %% of the rate used", 100*used)
				if used < 0.97 {
					t.Errorf("%.1f %% of the rate used, want 97", 100*used)
				}
			})
		})
	}
}

func TestGrantsAreSpaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 30}}
		p := newPace(s)
		defer p.Close()
		time.Sleep(time.Hour) // Nothing is saved up.
		broadcast(t, p, 100)
		got := s.arrivals()
		for i := 1; i < len(got); i++ {
			if gap := got[i].at.Sub(got[i-1].at); gap < time.Second/30-tolerance {
				t.Fatalf("request %d came %v after the one before", i, gap)
			}
		}
	})
}

func TestWithoutARateNothingWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{}
		p := newPace(s)
		defer p.Close()
		start := time.Now()
		broadcast(t, p, 1000)
		if took := time.Since(start); took != 0 {
			t.Errorf("a thousand took %v", took)
		}
	})
}

func TestOneChatHasItsOwnRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{PerSecond: 30, ChatPerSecond: 1}}
		p := newPace(s)
		defer p.Close()
		start := time.Now()
		done := make(chan struct{})
		go func() {
			defer close(done)
			for range 5 {
				if _, err := p.Send(t.Context(), answer(person(-1))); err != nil {
					t.Errorf("Send: %v", err)
				}
			}
		}()
		broadcast(t, p, 100) // The busy chat holds up nobody.
		if took := time.Since(start); took > 3600*time.Millisecond {
			t.Errorf("a hundred others took %v", took)
		}
		<-done
		var busy []request
		for _, r := range s.arrivals() {
			if r.chat == person(-1) {
				busy = append(busy, r)
			}
		}
		if n := most(busy, time.Second-tolerance); n > 1 || len(busy) != 5 {
			t.Errorf("%d requests, %d of them within a second", len(busy), n)
		}
		if took := time.Since(start); took > 4500*time.Millisecond {
			t.Errorf("five in one chat took %v", took)
		}
	})
}

func TestTopicsShareTheirGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{rate: chat.Rate{
			PerSecond: 30, ChatPerSecond: 1, GroupPerMin: 20,
			GroupOf: func(c chat.Chat) string {
				if c.ID < "5" {
					return "group"
				}
				return ""
			},
		}}
		p := newPace(s)
		defer p.Close()
		start := time.Now()
		done := make(chan struct{}, 45)
		for i := range 45 {
			go func() {
				if _, err := p.Send(t.Context(), question(person(i%5))); err != nil {
					t.Errorf("Send: %v", err)
				}
				done <- struct{}{}
			}()
		}
		synctest.Wait()
		if _, err := p.Send(t.Context(), question(person(7))); err != nil {
			t.Errorf("Send: %v", err)
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("a private chat waited %v for a group", took)
		}
		for range 45 {
			<-done
		}
		var group []request
		for _, r := range s.arrivals() {
			if r.chat != person(7) {
				group = append(group, r)
			}
		}
		if n := most(group, time.Minute-tolerance); n > 20 {
			t.Errorf("%d requests to one group within a minute", n)
		}
		if n := most(group, time.Second-tolerance); n > 1 {
			t.Errorf("%d requests to one group within a second", n)
		}
		if took := time.Since(start); took > 125*time.Second {
			t.Errorf("45 took %v, want two minutes and a little", took)
		}
	})
}
