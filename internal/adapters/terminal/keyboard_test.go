package terminal

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// keyboard is an input that is typed on while it is read.
type keyboard struct {
	mu     sync.Mutex
	more   *sync.Cond
	typed  bytes.Buffer
	closed bool
}

func newKeyboard() *keyboard {
	k := &keyboard{}
	k.more = sync.NewCond(&k.mu)
	return k
}

func (k *keyboard) line(s string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.typed.WriteString(s + "\n")
	k.more.Broadcast()
}

func (k *keyboard) Read(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for k.typed.Len() == 0 && !k.closed {
		k.more.Wait()
	}
	if k.typed.Len() == 0 {
		return 0, io.EOF
	}
	return k.typed.Read(p)
}

func (k *keyboard) Close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.closed = true
	k.more.Broadcast()
	return nil
}

// paper is an output that can be read while it is written.
type paper struct {
	mu      sync.Mutex
	written strings.Builder
}

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.written.Write(b)
}

func (p *paper) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.written.String()
}

// steering is a Controls in real time, or from a set instant on.
type steering struct {
	now      func() time.Time
	tomorrow func() (Outlook, error)
	week     func() error
	settle   func()
}

func (s *steering) Now() time.Time {
	if s.now != nil {
		return s.now()
	}
	return time.Now()
}

func (s *steering) Tomorrow(context.Context, chat.Chat) (Outlook, error) { return s.tomorrow() }

func (s *steering) Week(context.Context) error { return s.week() }

func (s *steering) Settle(context.Context) {
	if s.settle != nil {
		s.settle()
	}
}

// core answers events as a test says.
type core struct {
	handle func(context.Context, chat.Event) error
	got    []chat.Event
	caught []time.Time
}

func (c *core) Handle(ctx context.Context, e chat.Event) error {
	c.got = append(c.got, e)
	if c.handle == nil {
		return nil
	}
	return c.handle(ctx, e)
}

func (c *core) CaughtUp(_ context.Context, _ chat.Platform, at time.Time) error {
	c.caught = append(c.caught, at)
	return nil
}

func (c *core) Gaps(context.Context, chat.Platform) ([]chat.Gap, error) { return nil, nil }

// pipe plays lines to a terminal whose messages are answered by handle, and
// returns what came out.
func pipe(t *testing.T, s style, c *core, lines string, answer func(*Terminal, chat.Event) error) string {
	t.Helper()
	var out strings.Builder
	term := newTerminal(strings.NewReader(lines), &out, &steering{}, s)
	if answer != nil {
		c.handle = func(_ context.Context, e chat.Event) error { return answer(term, e) }
	}
	if err := term.Run(t.Context(), c); err != nil {
		t.Errorf("Run: %v", err)
	}
	return out.String()
}

func private(name string) chat.Chat { return chat.Chat{Platform: Platform, ID: name} }

func say(to chat.Chat, text string, labels ...string) chat.Message {
	m := chat.Message{To: to, Blocks: []chat.Block{chat.P(text)}}
	for _, l := range labels {
		m.Actions = append(m.Actions, chat.Action{
			Label: l, Ref: chat.Ref{Verb: strings.ToLower(strings.ReplaceAll(l, " ", ""))},
		})
	}
	return m
}

// contextOf is the context of a bot's own doing, which never ends in these tests.
func contextOf() context.Context { return context.Background() }
