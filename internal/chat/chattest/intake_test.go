package chattest_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// intake answers events as a test says, and remembers them.
type intake struct {
	mu     sync.Mutex
	got    []chat.Event
	caught []time.Time
	gaps   []chat.Gap
	asked  []chat.Platform
	answer func(context.Context, chat.Event) error
}

func (in *intake) Handle(ctx context.Context, e chat.Event) error {
	in.mu.Lock()
	in.got = append(in.got, e)
	in.mu.Unlock()
	if in.answer != nil {
		return in.answer(ctx, e)
	}
	return nil
}

func (in *intake) CaughtUp(_ context.Context, _ chat.Platform, at time.Time) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.caught = append(in.caught, at)
	return nil
}

func (in *intake) Gaps(_ context.Context, p chat.Platform) ([]chat.Gap, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.asked = append(in.asked, p)
	return in.gaps, nil
}

func (in *intake) events() []chat.Event {
	in.mu.Lock()
	defer in.mu.Unlock()
	return slices.Clone(in.got)
}

func (in *intake) bodies() []string {
	var all []string
	for _, e := range in.events() {
		if t, ok := e.(chat.Text); ok {
			all = append(all, t.Body)
		}
	}
	return all
}

// run runs the platform in a bubble until the returned function is called.
func run(t *testing.T, p *chattest.Platform, in chat.Intake) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx, in) }()
	synctest.Wait()
	return func() {
		t.Helper()
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	}
}

func say(to chat.Chat, text string, labels ...string) chat.Message {
	m := chat.Message{To: to, Blocks: []chat.Block{chat.P(text)}}
	for _, l := range labels {
		m.Actions = append(m.Actions, chat.Action{Label: l, Ref: chat.Ref{Verb: strings.ToLower(l)}})
	}
	return m
}
