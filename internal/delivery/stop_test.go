package delivery_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store"
	"stillpoint/internal/store/freshtest"
)

// crowd subscribes n people, all for 21:00 in Berlin.
func crowd(r *rig, n int) (people []someone) {
	r.t.Helper()
	for i := range n {
		people = append(people, r.subscribe(r.platform.Person(fmt.Sprint("p", i)), berlin, "21:00"))
	}
	return people
}

// TestStop: the order to stop comes while a windowful is in flight and more is
// waiting. What the platform answers within the grace is recorded as sent; the
// rest is cut off, and comes out right after the next start.
func TestStop(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		people := crowd(r, 100)
		never := make(chan struct{})
		var mu sync.Mutex
		asked := 0
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
			mu.Lock()
			defer mu.Unlock()
			if asked++; asked%2 == 0 {
				return &chattest.Fault{Delay: 2 * time.Second}
			}
			return &chattest.Fault{Hold: never}
		})
		r.sleepUntil(due.Add(time.Second))
		if asked != 64 {
			t.Fatalf("%d in flight, want 64", asked)
		}
		began := time.Now()
		r.stop()
		if took := time.Since(began); took > 3*time.Second+100*time.Millisecond {
			t.Errorf("stopping took %v", took)
		}
		if asked != 64 {
			t.Errorf("%d more were sent after the order to stop", asked-64)
		}
		close(never)
		r.platform.Script(nil)
		r.startClosed()
		states := map[reflection.DispatchState]int{}
		for _, p := range people {
			d := r.dispatch(r.delivery(p, day0), reflection.Ask)
			states[d.State]++
			if d.State == reflection.DispatchSent && len(r.platform.Shown(p.Chat())) != 1 {
				t.Errorf("%s: marked as sent, but not shown", p.Account())
			}
		}
		if states[reflection.DispatchSent] != 32 || states[reflection.DispatchUncertain] != 32 || states[reflection.DispatchPlanned] != 36 {
			t.Errorf("dispatches by state: %v", states)
		}
		r.out.Open(r.platform.Platform())
		r.sleepUntil(due.Add(10 * time.Minute))
		for _, p := range people {
			r.wantShown(p, 1)
		}
	})
}

// TestDrain sends all that is ready and comes back, also where there is nothing
// to do, where the platform refuses everything, and where its context ends.
func TestDrain(t *testing.T) {
	for name, fault := range map[string]*chattest.Fault{
		"sent": nil, "unsent": &cutBefore, "uncertain": &lost, "throttled": &throttled, "rejected": &rejected,
		"slow": {Delay: 20 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				people := crowd(r, 130)
				r.stop()
				r.tick = 0
				r.startClosed()
				time.Sleep(time.Minute)
				r.tickNow()
				r.out.Drain(context.Background()) // Not open yet.
				r.wantShown(people[0], 0)
				r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return fault })
				r.out.Open(r.platform.Platform())
				r.out.Drain(context.Background())
				if n := len(r.platform.Requests()); n < len(people) {
					t.Errorf("%d requests for %d people", n, len(people))
				}
				ended, end := context.WithCancel(context.Background())
				end()
				r.out.Drain(ended)
				r.out.Drain(context.Background())
			})
		})
	}
}

// TestAfterTheOrderToStop: a tick that comes late plans what it can and sends
// nothing.
func TestAfterTheOrderToStop(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		out, stopped := r.out, r.stop
		time.Sleep(30 * time.Second)
		stopped()
		if err := out.Tick(context.Background(), due); err == nil {
			t.Error("a tick on a closed store succeeded")
		}
		r.startClosed()
		r.wantShown(ada, 0)
	})
}

// TestNothingLeaks runs the outbox on the real clock, stops it in the middle of
// its work, and looks for what is left running.
func TestNothingLeaks(t *testing.T) {
	before := goleak.IgnoreCurrent()
	packs, err := library()
	if err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), store.Options{Path: filepath.Join(freshtest.Folder(t), "leak.db")})
	if err != nil {
		t.Fatal(err)
	}
	platform := chattest.New(t)
	never := make(chan struct{})
	defer close(never)
	platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return &chattest.Fault{Hold: never} })
	r := &rig{t: t, store: st, packs: packs, platform: platform}
	for range 3 {
		p := platform.Person(fmt.Sprint("p", r.lastSeeds)).Opened()
		r.subscribe(p, berlin, "21:00")
	}
	out := delivery.New(st, packs, slog.New(slog.DiscardHandler), platform)
	out.Open(platform.Platform())
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- out.Run(ctx) }()
	if err := out.Tick(ctx, time.Now().UTC().Add(24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	cancel()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(8 * time.Second):
		t.Fatal("still running eight seconds after the order to stop")
	}
	if err := st.Close(); err != nil {
		t.Error(err)
	}
	goleak.VerifyNone(t, before)
}

// TestTickAndSendSideBySide: ticks, kicks and a drain come from all sides while
// the lines work; nothing is taken for interrupted that is on its way.
func TestTickAndSendSideBySide(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		people := crowd(r, 150)
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
			return &chattest.Fault{Delay: 10 * time.Millisecond}
		})
		r.sleepUntil(due.Add(-time.Millisecond))
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for range 60 {
					if err := r.out.Tick(context.Background(), time.Now().UTC()); err != nil {
						t.Errorf("tick: %v", err)
					}
					time.Sleep(time.Millisecond)
				}
			})
			all.Go(func() { time.Sleep(5 * time.Millisecond); r.out.Drain(context.Background()) })
		}
		all.Wait()
		synctest.Wait()
		for _, p := range people {
			r.wantShown(p, 1)
		}
		if n := len(r.platform.Requests()); n != len(people) {
			t.Errorf("%d requests for %d people", n, len(people))
		}
	})
}
