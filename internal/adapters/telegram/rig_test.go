package telegram

import (
	"bytes"
	"context"
	"log/slog"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is an adapter over the simulator, in a bubble of its own time, with a
// recorder as its intake.
type rig struct {
	*testing.T
	server  *telegramtest.Server
	adapter *Adapter
	in      *recorder
	logged  *paper
	options Options
	stop    func() error
}

// inBubble runs a test with an adapter that isn't running yet. Whatever the test
// does, no token and none of people's words may stand in the log at debug level.
func inBubble(t *testing.T, f func(*rig), opts ...telegramtest.Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &rig{T: t, logged: &paper{}}
		r.server = telegramtest.New(t, append(opts, telegramtest.InMemory())...)
		r.options = Options{
			Token: r.server.Token(), APIURL: r.server.URL(), HTTP: r.server.Client(), Links: sealer("ours"),
			Log: slog.New(slog.NewTextHandler(r.logged, &slog.HandlerOptions{Level: slog.LevelDebug})),
		}
		r.open()
		f(r)
		if r.stop != nil {
			if err := r.stop(); err != nil {
				t.Errorf("Run: %v", err)
			}
		}
		r.server.Client().CloseIdleConnections()
		for _, secret := range []string{r.server.Token(), private} {
			if strings.Contains(r.logged.String(), secret) {
				t.Errorf("the log holds a token or somebody's words:\n%s", r.logged)
			}
		}
	})
}

// private stands for what people write.
const private = "whatnobodymayread"

// open makes a new adapter for the same bot, as a restart does.
func (r *rig) open() {
	r.Helper()
	a, err := New(r.options)
	if err != nil {
		r.Fatalf("New: %v", err)
	}
	r.adapter, r.in = a, &recorder{handle: func(chat.Event, int) error { return nil }, offers: map[string]int{}}
}

// run starts the adapter, and waits until all that can happen now has happened.
func (r *rig) run() {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func(a *Adapter, in *recorder) { ended <- a.Run(ctx, in) }(r.adapter, r.in)
	r.stop = sync.OnceValue(func() error {
		cancel()
		return <-ended
	})
	r.pass(time.Second)
}

// restart ends the adapter and runs a new one.
func (r *rig) restart() {
	r.Helper()
	if err := r.stop(); err != nil {
		r.Fatalf("Run: %v", err)
	}
	r.open()
	r.run()
}

// pass lets time pass.
func (r *rig) pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
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

// said is a message of one paragraph.
func said(to chat.Chat, text string, actions ...chat.Action) chat.Message {
	return chat.Message{To: to, Blocks: []chat.Block{chat.P(text)}, Actions: actions}
}

func chatOf(u *telegramtest.User) chat.Chat { return place{chat: u.ChatID()}.encoded() }

// recorder is an intake that keeps what it is given.
type recorder struct {
	mu       sync.Mutex
	handle   func(e chat.Event, offer int) error
	caughtUp func() error
	offers   map[string]int
	events   []chat.Event // one for each offer
	reports  []time.Time
	told     []time.Time // when it was reported
}

func (in *recorder) Handle(_ context.Context, e chat.Event) error {
	in.mu.Lock()
	in.offers[e.About().ID]++
	in.events = append(in.events, e)
	offer, handle := in.offers[e.About().ID], in.handle
	in.mu.Unlock()
	return handle(e, offer)
}

func (in *recorder) CaughtUp(_ context.Context, _ chat.Platform, at time.Time) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.reports, in.told = append(in.reports, at), append(in.told, time.Now())
	if in.caughtUp != nil {
		return in.caughtUp()
	}
	return nil
}

func (in *recorder) Gaps(context.Context, chat.Platform) ([]chat.Gap, error) { return nil, nil }

// seen returns what was offered so far.
func (in *recorder) seen() []chat.Event {
	in.mu.Lock()
	defer in.mu.Unlock()
	return append([]chat.Event(nil), in.events...)
}

// caught returns the instants that were reported, and when each was.
func (in *recorder) caught() (reports, told []time.Time) {
	in.mu.Lock()
	defer in.mu.Unlock()
	return append([]time.Time(nil), in.reports...), append([]time.Time(nil), in.told...)
}

// reported returns how often being caught up was reported.
func (in *recorder) reported() int {
	reports, _ := in.caught()
	return len(reports)
}

// offered returns how often each event was offered.
func (in *recorder) offered() map[string]int {
	in.mu.Lock()
	defer in.mu.Unlock()
	return maps.Clone(in.offers)
}

// only returns the one event that was offered, which must be a T.
func only[T chat.Event](r *rig) T {
	r.Helper()
	events := r.in.seen()
	if len(events) != 1 {
		r.Fatalf("%d events, want one: %T", len(events), events)
	}
	e, ok := events[0].(T)
	if !ok {
		r.Fatalf("got a %T", events[0])
	}
	return e
}

// bodies returns the texts that were offered, in order.
func (in *recorder) bodies() []string {
	var all []string
	for _, e := range in.seen() {
		if t, ok := e.(chat.Text); ok {
			all = append(all, t.Body)
		}
	}
	return all
}

// paper keeps what is logged.
type paper struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.Write(b)
}

func (p *paper) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.String()
}

// lines counts the lines of the log with these words.
func (p *paper) lines(words string) int { return strings.Count(p.String(), words) }

// roundTrip is a way to the server made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
