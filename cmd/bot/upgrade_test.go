//go:build unix

package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"stillpoint/internal/store/postgres/postgrestest"
)

var instancesTimed = flag.Bool("instances.timed", false, "want answers and questions of several instances within the promised times, on a machine with nothing else to do")

const (
	// answeredWithin is how long an answer may take while instances are replaced, and
	// askedWithin how late a question may come.
	answeredWithin = 2 * time.Second
	askedWithin    = 20 * time.Second
)

// TestRollingUpgrade: each of three instances is replaced in turn, whoever serves last,
// while people write all the while and many questions come due. Everything that is
// written is answered, and everybody is asked once. It logs how long people waited, and
// how late questions came.
func TestRollingUpgrade(t *testing.T) {
	if !*instancesTimed {
		t.Skip("it measures, and needs a machine of its own: -instances.timed")
	}
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	crowd := &manyDue{}
	f := newTrio(t, ctx, 1, postgrestest.Shared(t), crowd.join)
	f.begin()

	due := time.Now().Add(2 * time.Second).Truncate(time.Minute).Add(time.Minute) // A question's time is a whole minute.
	f.ask(fmt.Sprintf(`UPDATE subscriptions SET next_due_at = %d WHERE platform || chat NOT IN ('discord%s', 'telegram%d')`,
		due.UnixMicro(), f.ada.ChannelID(), f.bea.ChatID()))
	var waits durations
	var writing sync.WaitGroup
	upgrading, done := context.WithCancel(ctx)
	for platform, someone := range map[string]struct {
		write      func(string)
		transcript func() string
	}{
		"Discord": {func(s string) { f.ada.Write(s) }, f.ada.Transcript}, "Telegram": {func(s string) { f.bea.Write(s) }, f.bea.Transcript},
	} {
		writing.Go(func() { waits.add(writeAllTheWhile(t, ctx, upgrading, platform, someone.write, someone.transcript)) })
	}
	lateness := make(chan []time.Duration, 1)
	go func() { lateness <- crowd.lateness(t, ctx, due, &waits) }()

	pause(ctx, time.Until(due.Add(-2*time.Second)))
	for range f.slots { // The one that serves is the last each time.
		one := f.serving(nil)
		n := f.owner[one.Process.Pid]
		others := 0
		for i := range f.slots {
			if i != n && others == 0 {
				f.replace(i)
				others++
			}
		}
		f.replace(n)
	}
	pause(ctx, time.Until(due.Add(5*time.Second)))
	done()
	writing.Wait()
	late := <-lateness
	f.stop()
	crowd.audit(f, false)
	takings := f.takings()
	for _, w := range []*witness{f.onTelegram, f.onDiscord} {
		for _, s := range w.strangers(takings) {
			t.Error(s)
		}
	}
	f.auditLimits()
	slices.Sort(waits.all)
	slices.Sort(late)
	t.Logf("%d instances took over; %d answers: waited %s; %d questions: late by %s", len(takings)-1, len(waits.all), percentiles(waits.all), len(late), percentiles(late))
	if waits.all[len(waits.all)-1] > answeredWithin || late[len(late)-1] > askedWithin {
		t.Errorf("an answer may take %v, a question be late by %v", answeredWithin, askedWithin)
	}
}

// replace tells an instance to stop, and starts another in its place once it has, as an
// upgrade does; then it waits until one serves.
func (f *trio) replace(n int) {
	f.Helper()
	one := f.slots[n].one
	pause(f.ctx, 1500*time.Millisecond) // A start asks Discord who it is; six within five seconds are no upgrade.
	_ = one.Process.Signal(syscall.SIGTERM)
	if err := <-one.done; err != nil {
		f.Errorf("told to stop, instance %d ended with %v\n%s", n, err, one.log)
	}
	f.slots[n].one = nil
	f.up()
	one = f.slots[n].one
	waitFor(f.T, f.ctx, func() bool { return one.says("/readyz", 503, "standing by") || one.serves() })
	f.serving(nil)
}

// durations are collected side by side.
type durations struct {
	mu  sync.Mutex
	all []time.Duration
}

func (d *durations) add(all []time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all = append(d.all, all...)
}

// writeAllTheWhile has somebody write, and write again soon after they were answered,
// until a context ends. It returns how long each answer took. Nobody writes more often
// than Discord lets the bot answer in one chat, five times in five seconds: a wait for
// that would be nobody's gap.
func writeAllTheWhile(t *testing.T, ctx, until context.Context, platform string, write func(string), transcript func() string) (waits []time.Duration) {
	for n := 0; until.Err() == nil; n++ {
		text := fmt.Sprintf("on %s, text number %d.", platform, n)
		waits = append(waits, writes(t, ctx, text, write, transcript))
		pause(ctx, time.Second+rand.N(200*time.Millisecond))
	}
	return waits
}

// writes has somebody write, and returns how long it took until they heard of it.
func writes(t *testing.T, ctx context.Context, text string, write func(string), transcript func() string) time.Duration {
	began := time.Now()
	write(text)
	for !heardOf(transcript(), text) {
		if ctx.Err() != nil {
			t.Errorf("%q was never answered", text)
			break
		}
		pause(ctx, 5*time.Millisecond)
	}
	return time.Since(began)
}

// heardOf reports whether a text bears the sign that it was kept, or is followed by a
// message that says so.
func heardOf(transcript, text string) bool {
	_, rest, wrote := strings.Cut(transcript, text)
	return wrote && (strings.Contains(rest, "✍") || strings.Contains(rest, "Kept"))
}

// lateness waits until all of a crowd were asked, and returns how late each was. A while
// after they were asked they answer; waits gets how long it took until they heard of that.
func (c *manyDue) lateness(t *testing.T, ctx context.Context, due time.Time, waits *durations) (late []time.Duration) {
	var answering sync.WaitGroup
	defer answering.Wait()
	asked := map[any]bool{}
	met := func(who any, questions int, write func(string), transcript func() string) {
		if asked[who] || questions == 0 {
			return
		}
		asked[who], late = true, append(late, time.Since(due))
		answering.Go(func() {
			pause(ctx, 1500*time.Millisecond+rand.N(3*time.Second))
			waits.add([]time.Duration{writes(t, ctx, "the answer of one of many", write, transcript)})
		})
	}
	for len(asked) < 2*len(c.onTelegram) && ctx.Err() == nil {
		for i := range c.onTelegram {
			u, p := c.onTelegram[i], c.onDiscord[i]
			met(u, askedOnTelegram(u), func(s string) { u.Write(s) }, u.Transcript)
			met(p, askedOnDiscord(p), func(s string) { p.Write(s) }, p.Transcript)
		}
		pause(ctx, 10*time.Millisecond)
	}
	return late
}

// percentiles are what half of durations in their order lie below, 99 % of them, and all.
func percentiles(all []time.Duration) string {
	if len(all) == 0 {
		return "none"
	}
	at := func(share float64) time.Duration {
		return all[int(share*float64(len(all)-1))].Round(time.Millisecond)
	}
	return fmt.Sprintf("p50 %v, p99 %v, max %v", at(.5), at(.99), at(1))
}
