package conversation_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/data"
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation"
	"stillpoint/internal/delivery"
	"stillpoint/internal/prompts"
	"stillpoint/internal/store"
)

// writers is how many people write at once, on both sides of the ratio.
const writers = 64

// mute is a platform that shows everything at once and to nobody.
type mute struct {
	chat.Adapter
	last atomic.Int64
	// shown is told where something was shown; nil for nobody.
	shown func(chat.Chat)
}

func (*mute) Platform() chat.Platform { return "mute" }
func (*mute) Limits() chat.Limits     { return chat.Limits{Reactions: true, Edits: true} }

func (m *mute) Send(_ context.Context, message chat.Message) (chat.Sent, error) {
	if m.shown != nil {
		m.shown(message.To)
	}
	return chat.Sent{Message: chat.MessageID(strconv.FormatInt(m.last.Add(1), 10)), At: time.Now().UTC()}, nil
}

func (m *mute) React(_ context.Context, c chat.Chat, _ chat.MessageID, _ chat.Reaction) error {
	if m.shown != nil {
		m.shown(c)
	}
	return nil
}

// BenchmarkReplies: replies of people through the whole core, committed and
// acknowledged, against bare one-row commits with as many goroutines and the same
// driver and pragmas, with histories of several lengths. The bound is a ratio of
// 0.5 at each. Beside it stands the ratio to what a reply can't do without, by hand.
// What a reply takes is told apart by one person's replies alone.
func BenchmarkReplies(b *testing.B) {
	for _, c := range []struct {
		name         string
		days, people int
	}{
		{"no history", 0, 1024}, {"a year", 365, 128}, {"three years", 3 * 365, 64}, {"ten years", 10 * 365, 64},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkReplies(b, c.days, c.people) })
	}
}

func benchmarkReplies(b *testing.B, days, people int) {
	var ran tally
	w := startWriting(b, ran.count)
	defer w.stop()
	baseline := openBare(b)
	// A first crowd, which isn't counted, has every statement prepared and warms both up.
	w.crowd(b, baseline, 0, 256, 0)
	var core, least, byHand took
	person, done := 256, 0.0
	for b.Loop() {
		t := w.crowd(b, baseline, person, people, days)
		person, done = person+people, done+float64(messages*people)
		core, least, byHand = core.and(t.core), least.and(t.bare), byHand.and(t.byHand)
	}
	b.ReportMetric(least.all.Seconds()/core.all.Seconds(), "ratio")
	b.ReportMetric(byHand.all.Seconds()/core.all.Seconds(), "byhand-ratio")
	for what, t := range map[string]took{"replies": core, "bare": least, "byhand": byHand} {
		b.ReportMetric(done/t.all.Seconds(), what+"/s")
		b.ReportMetric(float64(t.processor.Microseconds())/done, "cpu-µs/"+what)
	}
	// On a machine that does other things besides, this is what tells.
	b.ReportMetric(least.processor.Seconds()/core.processor.Seconds(), "cpu-ratio")
	b.ReportMetric(byHand.processor.Seconds()/core.processor.Seconds(), "cpu-byhand-ratio")

	w.says(person, "hello")
	w.says(person, "UTC")
	w.says(person, "21:00")
	w.out.Drain(b.Context())
	w.lived(person, days)
	for _, message := range []string{"first", "further"} {
		ran.settle()
		ran.reset()
		w.says(person, "A badge, in a drawer.")
		ran.settle()
		b.ReportMetric(float64(ran.statements.Load()), "statements/"+message)
		b.ReportMetric(float64(ran.writes.Load()), "writing/"+message)
		b.ReportMetric(float64(ran.reads.Load()), "reading/"+message)
	}
}

// times are how long the core, bare commits and replies by hand took.
type times struct{ core, bare, byHand took }

// messages is how many messages everybody answers in.
const messages = 2

// crowd has people begin, gives each a past of so many days, and lets all of them
// answer a question of their own. It returns how long that took, as many bare commits,
// and as many replies by hand.
func (w *writing) crowd(b *testing.B, baseline *bare, first, people, days int) (t times) {
	spread(b, people, func(i int) {
		w.says(first+i, "hello")
		w.says(first+i, "UTC")
		w.says(first+i, "21:00")
	})
	w.out.Drain(b.Context())
	for i := range people {
		w.lived(first+i, days)
	}
	if err := w.st.Erased(b.Context()); err != nil { // What was seeded is out of the way.
		b.Fatal(err)
	}
	// Turn and turn about, so that all meet the same machine.
	for message := range messages {
		for i := 0; i < people; i += writers {
			n := min(writers, people-i)
			t.core = t.core.and(spread(b, n, func(j int) { w.says(first+i+j, fmt.Sprint("A badge, in a drawer: ", message)) }))
			t.bare = t.bare.and(baseline.commit(b, n))
			t.byHand = t.byHand.and(baseline.reply(b, n, message == 0))
		}
	}
	return t
}

// writing lets people write.
type writing struct {
	t      testing.TB
	st     *store.Store
	out    *delivery.Service
	core   *conversation.Core
	a      *mute
	events atomic.Int64
	stop   func()
}

// startWriting runs the whole core over a database of its own, whose statements trace
// is told.
func startWriting(t testing.TB, trace func(statement string)) *writing {
	t.Helper()
	st, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "writing.db"), Trace: trace})
	if err != nil {
		t.Fatal(err)
	}
	packs, _, err := prompts.Open(data.Packs, "")
	if err != nil {
		t.Fatal(err)
	}
	w, log := &writing{t: t, st: st, a: &mute{}}, slog.New(slog.DiscardHandler)
	w.out = delivery.New(st, packs, log, w.a)
	w.core = conversation.New(st, w.out, packs, "", log, w.a)
	if err := w.core.CaughtUp(t.Context(), w.a.Platform(), time.Now().UTC()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = w.out.Run(ctx) })
	w.stop = func() {
		cancel()
		running.Wait()
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	}
	return w
}

func (w *writing) says(person int, text string) {
	name := fmt.Sprint("person", person)
	err := w.core.Handle(w.t.Context(), chat.Text{
		Meta: chat.Meta{
			ID:    strconv.FormatInt(w.events.Add(1), 10),
			Space: chat.Space{Chat: chat.Chat{Platform: w.a.Platform(), ID: name}, Private: true},
			Actor: chat.Actor{Account: name},
			At:    time.Now().UTC(),
		},
		Message: chat.MessageID(strconv.FormatInt(w.a.last.Add(1), 10)),
		Body:    text,
	})
	if err != nil {
		w.t.Error(err)
	}
}

// took is how long something took in all, and on a processor.
type took struct{ all, processor time.Duration }

func (t took) and(o took) took { return took{t.all + o.all, t.processor + o.processor} }

// spread does n things, each from a goroutine of its own, and returns how long all
// of them took.
func spread(b *testing.B, n int, do func(i int)) took {
	b.Helper()
	began, used := time.Now(), processorTime()
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { do(i) })
	}
	all.Wait()
	return took{time.Since(began), processorTime() - used}
}
