package pace_test

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/pace"
)

// server is a platform that takes note of when requests arrive. A request is
// out bound for a while, then it arrives, then it is worked on.
type server struct {
	rate     chat.Rate
	eyes     bool // one member alone can see a message
	outbound func() time.Duration
	work     func() time.Duration
	answer   func(request) error

	mu  sync.Mutex
	got []request
}

// request is one that arrived.
type request struct {
	op   string
	chat chat.Chat
	lane chat.Lane
	at   time.Time
	text string // of a message
}

func (s *server) serve(op string, c chat.Chat, lane chat.Lane, text string) error {
	if s.outbound != nil {
		time.Sleep(s.outbound())
	}
	r := request{op: op, chat: c, lane: lane, at: time.Now(), text: text}
	s.mu.Lock()
	s.got = append(s.got, r)
	s.mu.Unlock()
	if s.work != nil {
		time.Sleep(s.work())
	}
	if s.answer != nil {
		return s.answer(r)
	}
	return nil
}

func (s *server) Platform() chat.Platform { return "test" }
func (s *server) Limits() chat.Limits {
	return chat.Limits{Rate: s.rate, History: true, Ephemeral: s.eyes}
}

func (s *server) Run(ctx context.Context, _ chat.Intake) error {
	<-ctx.Done()
	return nil
}

func (s *server) Send(_ context.Context, m chat.Message) (chat.Sent, error) {
	if err := s.serve("send", m.To, m.Lane, m.Text()); err != nil {
		return chat.Sent{}, err
	}
	return chat.Sent{Message: "1", At: time.Now()}, nil
}

func (s *server) Edit(_ context.Context, _ chat.MessageID, m chat.Message) error {
	return s.serve("edit", m.To, m.Lane, m.Text())
}

func (s *server) Delete(_ context.Context, c chat.Chat, _ chat.MessageID) error {
	return s.serve("delete", c, 0, "")
}

func (s *server) React(_ context.Context, c chat.Chat, _ chat.MessageID, _ chat.Reaction) error {
	return s.serve("react", c, 0, "")
}

func (s *server) Find(_ context.Context, c chat.Chat, _ string, _ time.Time) (chat.Sent, bool, error) {
	return chat.Sent{Message: "1"}, true, s.serve("find", c, 0, "")
}

func (s *server) Private(context.Context, string) (chat.Chat, error) { return person(1), nil }

func (s *server) Inspect(context.Context, chat.Chat, chat.Need) (chat.Standing, error) {
	return chat.Standing{Where: "there"}, nil
}

func (s *server) Member(context.Context, chat.Chat, string) (chat.Membership, error) {
	return chat.Membership{Member: true}, nil
}

func (s *server) Thread(_ context.Context, c chat.Chat, _ chat.MessageID, _ string) (chat.Chat, error) {
	return person(2), s.serve("thread", c, chat.LaneEdit, "")
}

func (s *server) Announce(_ context.Context, c chat.Chat, _ chat.MessageID) error {
	return s.serve("announce", c, chat.LaneEdit, "")
}

func (s *server) Pin(_ context.Context, c chat.Chat, _ chat.MessageID, _ bool) error {
	return s.serve("pin", c, chat.LaneEdit, "")
}

func (s *server) Probe(_ context.Context, c chat.Chat) error { return s.serve("probe", c, 0, "") }

func (s *server) Answered(string) {}

// arrivals returns when requests arrived, in order.
func (s *server) arrivals() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	got := slices.Clone(s.got)
	slices.SortStableFunc(got, func(a, b request) int { return a.at.Compare(b.at) })
	return got
}

// most returns the highest number of arrivals in any sliding span.
func most(got []request, span time.Duration) int {
	highest, from := 0, 0
	for i := range got {
		for got[i].at.Sub(got[from].at) >= span {
			from++
		}
		highest = max(highest, i-from+1)
	}
	return highest
}

// tolerance is what a platform's own measuring may be off by.
const tolerance = 5 * time.Millisecond

func person(i int) chat.Chat {
	return chat.Chat{Platform: "test", ID: strconv.Itoa(i)}
}

func question(to chat.Chat) chat.Message {
	return chat.Message{To: to, Blocks: []chat.Block{chat.P("Well?")}, Lane: chat.LaneQuestion}
}

func answer(to chat.Chat) chat.Message {
	return chat.Message{To: to, Blocks: []chat.Block{chat.P("Kept.")}, Lane: chat.LaneAnswer}
}

func newPace(s *server) *pace.Pace {
	return pace.New(s, slog.New(slog.DiscardHandler))
}

// broadcast sends one question each to n people and returns when all are sent.
func broadcast(t *testing.T, p *pace.Pace, n int) {
	t.Helper()
	var wg sync.WaitGroup
	var failed atomic.Int64
	for i := range n {
		wg.Go(func() {
			if _, err := p.Send(t.Context(), question(person(i))); err != nil {
				failed.Add(1)
			}
		})
	}
	wg.Wait()
	if n := failed.Load(); n > 0 {
		t.Errorf("%d questions failed", n)
	}
}

func throttled(wait time.Duration, scope chat.Scope) error {
	return &chat.SendError{Kind: chat.Throttled, Wait: wait, Scope: scope, Err: errors.New("429")}
}

// between returns durations from lo up to hi, the same in every run.
func between(lo, hi time.Duration) func() time.Duration {
	var mu sync.Mutex
	r := rand.New(rand.NewPCG(1, 2))
	return func() time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return lo + time.Duration(r.Int64N(int64(hi-lo)))
	}
}
