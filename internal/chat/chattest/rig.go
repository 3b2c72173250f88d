package chattest

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"stillpoint/internal/chat"
)

const (
	// patience is how long the contract waits for what must come.
	patience = 20 * time.Second
	// promptly is how soon a call must return once its context has ended.
	promptly = 5 * time.Second
	// clockSlack is how far a platform's timestamp may be off.
	clockSlack = 3 * time.Second
)

var errIntake = errors.New("the intake refuses this event")

// rig is an adapter under test, running, with a recorder as its intake.
type rig struct {
	*testing.T
	Harness
	adapter chat.Adapter
	limits  chat.Limits
	in      *recorder
	stop    func() error    // ends Run and returns what it returned
	ending  <-chan struct{} // closed once Run has been told to end
}

func newRig(t *testing.T, h Harness) *rig {
	r := &rig{T: t, Harness: h}
	r.start()
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return r
}

// start opens the adapter and runs it with a new recorder.
func (r *rig) start() {
	r.Helper()
	r.adapter, r.in = r.Open(), newRecorder()
	r.limits = r.adapter.Limits()
	ctx, cancel := context.WithCancel(context.Background())
	r.ending = ctx.Done()
	ended := make(chan error, 1)
	go func(a chat.Adapter, in *recorder) { ended <- a.Run(ctx, in) }(r.adapter, r.in)
	r.stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(promptly):
			return errors.New("still running after its context has ended")
		}
	})
	select {
	case <-r.in.caughtUp:
	case <-time.After(patience):
		r.Fatal("never caught up")
	}
}

// checkGoroutines fails the test if it leaves goroutines behind.
func checkGoroutines(t *testing.T) {
	before := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, before) })
}

// send sends a message that must be shown.
func (r *rig) send(m chat.Message) chat.Sent {
	r.Helper()
	sent, err := r.adapter.Send(r.Context(), m)
	if err != nil {
		r.Fatalf("Send: %v", err)
	}
	return sent
}

// sees returns the message with this id as the peer sees it now.
func (r *rig) sees(p Peer, id chat.MessageID) (Shown, bool) {
	for _, s := range p.Sees() {
		if s.ID == id {
			return s, true
		}
	}
	return Shown{}, false
}

// next returns the next event that comes in.
func (r *rig) next() chat.Event {
	r.Helper()
	select {
	case e := <-r.in.events:
		return e
	case <-time.After(patience):
		r.Fatal("no event came")
		return nil
	}
}

// await returns the next event, which must be a T.
func await[T chat.Event](r *rig) T {
	r.Helper()
	e, ok := r.next().(T)
	if !ok {
		var want T
		r.Fatalf("got a %T, want a %T", e, want)
	}
	return e
}

// awaitText returns the next event, which must be this text.
func (r *rig) awaitText(body string) chat.Text {
	r.Helper()
	e := await[chat.Text](r)
	if e.Body != body {
		r.Fatalf("text %q, want %q", e.Body, body)
	}
	return e
}

// recorder is an intake that hands what it was given to the test.
type recorder struct {
	events   chan chat.Event // one entry for each offer
	caughtUp chan chat.Platform

	mu     sync.Mutex
	offers map[string]int
	answer func(e chat.Event, offer int) error
}

func newRecorder() *recorder {
	return &recorder{
		events:   make(chan chat.Event, 4096),
		caughtUp: make(chan chat.Platform, 4096),
		offers:   map[string]int{},
		answer:   func(chat.Event, int) error { return nil },
	}
}

// answers sets how events are answered; offer counts from 1.
func (in *recorder) answers(f func(e chat.Event, offer int) error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.answer = f
}

func (in *recorder) Handle(_ context.Context, e chat.Event) error {
	in.mu.Lock()
	in.offers[e.About().ID]++
	offer, answer := in.offers[e.About().ID], in.answer
	in.mu.Unlock()
	in.events <- e
	return answer(e, offer)
}

func (in *recorder) CaughtUp(_ context.Context, p chat.Platform, _ time.Time) error {
	select {
	case in.caughtUp <- p:
	default:
	}
	return nil
}

func (in *recorder) Gaps(context.Context, chat.Platform) ([]chat.Gap, error) { return nil, nil }

// numbered returns n words that tell their place.
func numbered(n int) string {
	var b []byte
	for i := range n {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, "word"...)
		b = strconv.AppendInt(b, int64(i), 10)
	}
	return string(b)
}
