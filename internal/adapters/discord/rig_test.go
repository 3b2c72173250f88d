package discord

import (
	"bytes"
	"context"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is an adapter over the simulator, in a bubble of its own time, with a
// recorder as its intake.
type rig struct {
	*testing.T
	server  *discordtest.Server
	adapter *Adapter
	in      *recorder
	logged  *paper
	options Options
	stop    func() error
}

// inBubble runs a test with an adapter that isn't running yet. Whatever the test
// does, no token and none of people's words may stand in the log at debug level.
func inBubble(t *testing.T, f func(*rig), opts ...discordtest.Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &rig{T: t, logged: &paper{}}
		r.server = discordtest.New(t, append(opts, discordtest.InMemory())...)
		r.options = Options{
			Token: r.server.Token(), APIURL: r.server.URL(), HTTP: r.server.Client(), Dial: r.server.Dial, Offers: offers(),
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
	gaps := map[chat.Chat]chat.MessageID{}
	if r.in != nil {
		gaps = r.in.last
	}
	r.adapter, r.in = a, &recorder{
		handle:   func(context.Context, chat.Event, int) error { return nil },
		answered: a.Answered, offers: map[string]int{}, last: gaps,
	}
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

// ends expects Run to end by itself, and returns the line that says why.
func (r *rig) ends() string {
	r.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	err := r.adapter.Run(ctx, r.in)
	if err == nil {
		r.Fatal("Run didn't end by itself, or didn't say why")
	}
	if strings.Contains(err.Error(), "\n") {
		r.Errorf("more than a line: %q", err)
	}
	return err.Error()
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

// knows has a chat be one with an open question, and nothing in it yet.
func (r *rig) knows(p *discordtest.Person) *discordtest.Person {
	r.in.mu.Lock()
	defer r.in.mu.Unlock()
	r.in.last[chatOf(p)] = chat.MessageID(p.ChannelID())
	return p
}

// said is a message of one paragraph.
func said(to chat.Chat, text string, actions ...chat.Action) chat.Message {
	return chat.Message{To: to, Blocks: []chat.Block{chat.P(text)}, Actions: actions}
}

func chatOf(p *discordtest.Person) chat.Chat { return encoded(p.ChannelID()) }

// action is a button, with what follows it.
func action(label string, f chat.Follow) chat.Action {
	return chat.Action{Label: label, Ref: chat.Ref{Verb: "go", ID: 7, Arg: "x"}, Follow: f}
}

// recorder is an intake that keeps what it is given.
type recorder struct {
	mu     sync.Mutex
	handle func(ctx context.Context, e chat.Event, offer int) error
	// answered is called with the handle of an event that was taken in; it stands
	// for the outbox, which has sent everything then.
	answered func(handle string)
	offers   map[string]int
	events   []chat.Event // one for each offer
	reports  []time.Time
	told     []time.Time // when it was reported
	caughtUp error       // what a report comes to
	last     map[chat.Chat]chat.MessageID
	asked    int // for gaps
}

func (in *recorder) Handle(ctx context.Context, e chat.Event) error {
	in.mu.Lock()
	in.offers[e.About().ID]++
	in.events = append(in.events, e)
	offer, handle := in.offers[e.About().ID], in.handle
	in.mu.Unlock()
	err := handle(ctx, e, offer)
	if t, ok := e.(chat.Text); ok && err == nil && t.Space.Private {
		in.mu.Lock()
		defer in.mu.Unlock()
		in.last[t.Space.Chat] = t.Message
	}
	if h := e.About().Answer; err == nil && h != "" && in.answered != nil {
		in.answered(h)
	}
	return err
}

func (in *recorder) CaughtUp(_ context.Context, _ chat.Platform, at time.Time) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.caughtUp != nil {
		return in.caughtUp
	}
	in.reports, in.told = append(in.reports, at), append(in.told, time.Now())
	return nil
}

func (in *recorder) Gaps(context.Context, chat.Platform) (gaps []chat.Gap, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.asked++
	for c, m := range in.last {
		gaps = append(gaps, chat.Gap{Chat: c, After: m})
	}
	return gaps, nil
}

// seen returns what was offered so far.
func (in *recorder) seen() []chat.Event {
	in.mu.Lock()
	defer in.mu.Unlock()
	return append([]chat.Event(nil), in.events...)
}

// reported returns how often being caught up was reported.
func (in *recorder) reported() int {
	in.mu.Lock()
	defer in.mu.Unlock()
	return len(in.reports)
}

// offered returns how often each event was offered.
func (in *recorder) offered() map[string]int {
	in.mu.Lock()
	defer in.mu.Unlock()
	return maps.Clone(in.offers)
}

// only returns the one event of its kind that was offered.
func only[T chat.Event](r *rig) T {
	r.Helper()
	var found []T
	for _, e := range r.in.seen() {
		if t, ok := e.(T); ok {
			found = append(found, t)
		}
	}
	if len(found) != 1 {
		r.Fatalf("%d events of the kind, want one; all: %T", len(found), r.in.seen())
	}
	return found[0]
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
