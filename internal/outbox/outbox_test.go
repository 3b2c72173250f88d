package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// TestSentInOrder: what is enqueued goes out at once, without a tick, in its order
// within a chat.
func TestSentInOrder(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), nil, func(r *rig) {
		ada, bob := r.person("ada"), r.person("bob")
		r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault {
			return &chattest.Fault{Delay: 100 * time.Millisecond}
		})
		r.enqueue(ada.Chat(), "one", "two", "three")
		r.enqueue(bob.Chat(), "his")
		r.enqueue(ada.Chat(), "four")
		time.Sleep(450 * time.Millisecond)
		synctest.Wait()
		r.wantShown(ada.Chat(), "one", "two", "three", "four")
		r.wantShown(bob.Chat(), "his")
		if n := len(r.waiting(ada.Chat())); n != 0 {
			t.Errorf("%d are left", n)
		}
	})
}

// TestOneHangs: a chat whose request hangs holds up no other, however many there are.
func TestOneHangs(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), nil, func(r *rig) {
		eve := r.person("eve")
		release := make(chan struct{})
		defer close(release)
		r.platform.Script(func(_ chattest.Op, m chat.Message) *chattest.Fault {
			if m.To == eve.Chat() {
				return &chattest.Fault{Hold: release}
			}
			return nil
		})
		r.enqueue(eve.Chat(), "never", "comes")
		for i := range 300 {
			p := r.person(fmt.Sprint("p", i))
			r.enqueue(p.Chat(), "hello")
			synctest.Wait()
			r.wantShown(p.Chat(), "hello")
		}
	})
}

// TestAPlaceGetsFree: where as many answers are in flight as may be, the one that
// found no place goes out when there is one, and waits for no tick.
func TestAPlaceGetsFree(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), nil, func(r *rig) {
		one, others := make(chan struct{}), make(chan struct{})
		defer close(others)
		first, late := r.person("first"), r.person("late")
		r.platform.Script(func(_ chattest.Op, m chat.Message) *chattest.Fault {
			switch m.To {
			case first.Chat():
				return &chattest.Fault{Hold: one}
			case late.Chat():
				return nil
			}
			return &chattest.Fault{Hold: others}
		})
		r.enqueue(first.Chat(), "slow")
		for i := range 511 {
			r.enqueue(r.person(fmt.Sprint("p", i)).Chat(), "hangs")
		}
		r.enqueue(late.Chat(), "hello")
		synctest.Wait()
		r.wantShown(late.Chat())
		close(one)
		synctest.Wait()
		r.wantShown(late.Chat(), "hello")
	})
}

// failing is a store whose Updates fail while it is told to.
type failing struct {
	reflection.Store
	mu   sync.Mutex
	fail func(n int) error // of the n-th Update from now on, after its function has run
	n    int
}

var errNoCommit = errors.New("the commit failed")

func (f *failing) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	f.mu.Lock()
	fail := error(nil)
	if f.fail != nil {
		fail = f.fail(f.n)
		f.n++
	}
	f.mu.Unlock()
	return f.Store.Update(ctx, func(tx reflection.Tx) error {
		if err := fn(tx); err != nil || fail == nil {
			return err
		}
		return fail
	})
}

func (f *failing) failing(fail func(n int) error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fail, f.n = fail, 0
}

// TestAFailedClaim: what a claim took that could not be committed is claimed again,
// and sent once.
func TestAFailedClaim(t *testing.T) {
	var f *failing
	prepare := func(r *rig) {
		r.urgent = false // So that it is claimed.
		r.wrap = func(s reflection.Store) reflection.Store { f = &failing{Store: s}; return f }
	}
	inBubble(t, chattest.LikeTelegram(), prepare, func(r *rig) {
		ada := r.person("ada")
		f.failing(func(n int) error {
			if n == 1 { // The first is the enqueueing itself.
				return errNoCommit
			}
			return nil
		})
		r.enqueue(ada.Chat(), "once")
		synctest.Wait()
		r.wantShown(ada.Chat())
		r.pass(time.Minute)
		r.wantShown(ada.Chat(), "once")
		r.out.Drain(context.Background()) // Nothing is thought to be in flight still.
	})
}

// TestAFailedClaimWaitsForNoTick: what a claim could not take is claimed again when
// an answer that was in flight is done.
func TestAFailedClaimWaitsForNoTick(t *testing.T) {
	var f *failing
	prepare := func(r *rig) {
		r.wrap = func(s reflection.Store) reflection.Store { f = &failing{Store: s}; return f }
	}
	inBubble(t, chattest.LikeTelegram(), prepare, func(r *rig) {
		slow, ada := r.person("slow"), r.person("ada")
		hang := make(chan struct{})
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Hold: hang})
		r.enqueue(slow.Chat(), "slow")
		synctest.Wait()
		r.enqueuePast(ada.Chat(), "once")
		f.failing(func(n int) error {
			if n == 0 {
				return errNoCommit
			}
			return nil
		})
		r.out.Kick()
		synctest.Wait()
		r.wantShown(ada.Chat())
		close(hang)
		synctest.Wait()
		r.wantShown(ada.Chat(), "once")
	})
}

// TestAnOutcomeOutlastsTheStore: what came of a sending is kept until it can be
// stored, so that nothing is sent twice because the disk was full.
func TestAnOutcomeOutlastsTheStore(t *testing.T) {
	var f *failing
	prepare := func(r *rig) {
		r.wrap = func(s reflection.Store) reflection.Store { f = &failing{Store: s}; return f }
	}
	inBubble(t, chattest.LikeTelegram(), prepare, func(r *rig) {
		ada := r.person("ada")
		r.enqueue(ada.Chat(), "before")
		synctest.Wait()
		release := make(chan struct{})
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Hold: release})
		r.enqueue(ada.Chat(), "kept")
		f.failing(func(int) error { return reflection.ErrUnavailable })
		close(release)
		for range 30 {
			time.Sleep(time.Minute)
		}
		f.failing(nil)
		r.pass(5 * time.Minute)
		r.wantShown(ada.Chat(), "before", "kept")
		if n := len(r.waiting(ada.Chat())); n != 0 {
			t.Errorf("%d are left", n)
		}
	})
}

// TestRunWaitsForADrain: Run returns only when nothing is in flight any more,
// whoever started it.
func TestRunWaitsForADrain(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), func(r *rig) { r.urgent = false }, func(r *rig) {
		ada := r.person("ada")
		r.kill()
		<-r.ended
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan struct{})
		go func() { _ = r.out.Run(ctx); close(ended) }()
		synctest.Wait()
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Delay: 2 * time.Second})
		r.enqueuePast(ada.Chat(), "drained") // Only the drain finds it.
		go r.out.Drain(context.Background())
		synctest.Wait()
		cancel()
		synctest.Wait()
		select {
		case <-ended:
			t.Error("Run returned while a drain was sending")
		default:
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		<-ended
		r.wantShown(ada.Chat(), "drained")
	})
}

// TestHandedOverWhileStopping: what is handed over while Run waits for what is in
// flight goes out too, and Run returns.
func TestHandedOverWhileStopping(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), nil, func(r *rig) {
		ada, bob := r.person("ada"), r.person("bob")
		r.platform.FaultNext(chattest.OpSend, chattest.Fault{Delay: 2 * time.Second})
		r.enqueue(ada.Chat(), "under way")
		synctest.Wait()
		r.kill()
		synctest.Wait()
		r.enqueue(bob.Chat(), "just before the end")
		time.Sleep(5 * time.Second)
		synctest.Wait()
		select {
		case <-r.ended:
		default:
			t.Error("Run hasn't returned")
		}
		r.wantShown(ada.Chat(), "under way")
		r.wantShown(bob.Chat(), "just before the end")
	})
}

// inMemory is embedded under a name that leaves Platform to the method.
type inMemory = chattest.Platform

// panicking is an adapter that panics once while sending.
type panicking struct {
	*inMemory
	once sync.Once
}

func (p *panicking) Send(ctx context.Context, m chat.Message) (chat.Sent, error) {
	p.once.Do(func() { panic("with somebody's words: secret") })
	return p.inMemory.Send(ctx, m)
}

// TestAPanicWhileSending: a panic ends nothing but its attempt, its value is logged
// nowhere, and the dispatch was perhaps shown.
func TestAPanicWhileSending(t *testing.T) {
	prepare := func(r *rig) { r.adapter = &panicking{inMemory: r.platform} }
	inBubble(t, chattest.LikeTelegram(), prepare, func(r *rig) {
		ada := r.person("ada")
		r.enqueue(ada.Chat(), "all the same")
		synctest.Wait()
		r.pass(time.Minute)
		r.wantShown(ada.Chat(), "all the same")
		if log := r.log.String(); !strings.Contains(log, "panic while sending") || strings.Contains(log, "secret") {
			t.Errorf("the log says\n%s", log)
		}
	})
}

// TestUrgentBeforeOpen: answers go out before a platform is open; delivery's tests
// show that questions don't.
func TestUrgentBeforeOpen(t *testing.T) {
	inBubble(t, chattest.LikeTelegram(), func(r *rig) { r.closed = true }, func(r *rig) {
		ada := r.person("ada")
		r.enqueue(ada.Chat(), "hello")
		synctest.Wait()
		r.wantShown(ada.Chat(), "hello")
	})
}
