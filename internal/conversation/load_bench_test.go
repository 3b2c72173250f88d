//go:build linux

package conversation_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// delays are how long things took, as many goroutines note them.
type delays struct {
	mu  sync.Mutex
	all []time.Duration
}

func (d *delays) note(took time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all = append(d.all, took)
}

// report reports the median, the 99th of a hundred, and the longest.
func (d *delays) report(b *testing.B, what string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.all) == 0 {
		b.Fatalf("nothing was noted of %s", what)
	}
	slices.Sort(d.all)
	at := func(share float64) float64 {
		return float64(d.all[int(share*float64(len(d.all)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(at(0.5), "p50-ms/"+what)
	b.ReportMetric(at(0.99), "p99-ms/"+what)
	b.ReportMetric(at(1), "max-ms/"+what)
}

// exchange is who wrote and when, until they see something.
type exchange struct {
	mu    sync.Mutex
	wrote map[string]time.Time
	delays
}

func (x *exchange) writes(name string, at time.Time) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if _, waits := x.wrote[name]; !waits { // Who writes on has waited since the first.
		x.wrote[name] = at
	}
}

func (x *exchange) sees(c chat.Chat) {
	x.mu.Lock()
	at, ok := x.wrote[c.ID]
	delete(x.wrote, c.ID)
	x.mu.Unlock()
	if ok {
		x.note(time.Since(at))
	}
}

// usage is what the process uses, told as series while something runs.
type usage struct {
	stop, stopped chan struct{}
}

func watchUsage(b *testing.B, name string) *usage {
	u := &usage{make(chan struct{}), make(chan struct{})}
	began, used := time.Now(), processorTime()
	go func() {
		defer close(u.stopped)
		every := time.NewTicker(time.Second)
		defer every.Stop()
		for {
			select {
			case <-u.stop:
				return
			case <-every.C:
			}
			now := processorTime()
			b.Logf("series %s-processor %.1f %.3f", name, time.Since(began).Seconds(), (now - used).Seconds())
			b.Logf("series %s-memory %.1f %.2f", name, time.Since(began).Seconds(), residentMB())
			used = now
		}
	}()
	return u
}

func (u *usage) end() {
	close(u.stop)
	<-u.stopped
}

// residentMB is how much of the process is in memory, in megabytes.
func residentMB() float64 {
	var size, resident int
	if text, err := os.ReadFile("/proc/self/statm"); err == nil {
		_, _ = fmt.Sscan(string(text), &size, &resident)
	}
	return float64(resident*os.Getpagesize()) / 1e6
}

// BenchmarkAnswers: four hundred answers a second, of people with a year behind them,
// whether the bot keeps up or not. It tells how long each was being taken in, and how
// long its writer waited for a sign.
func BenchmarkAnswers(b *testing.B) {
	const people, rate, seconds, days = 400, 400, 30, 365
	w := startWriting(b, nil)
	defer w.stop()
	x := &exchange{wrote: map[string]time.Time{}}
	w.join(b, people, days)
	w.a.shown = x.sees
	var taken delays
	b.ResetTimer()
	for b.Loop() {
		u := watchUsage(b, "answers")
		used, began := processorTime(), time.Now()
		var all sync.WaitGroup
		for i := range rate * seconds {
			at := began.Add(time.Duration(i) * time.Second / rate)
			time.Sleep(time.Until(at))
			all.Go(func() {
				// Measured from when it was to be written: whoever comes late waits too.
				x.writes(fmt.Sprint("person", i%people), at)
				w.says(i%people, fmt.Sprint("A badge, in a drawer: ", i))
				taken.note(time.Since(at))
			})
		}
		all.Wait()
		b.ReportMetric(float64(rate*seconds)/time.Since(began).Seconds(), "answers/s")
		w.out.Drain(b.Context())
		b.ReportMetric(float64((processorTime()-used).Microseconds())/(rate*seconds), "cpu-µs/answer")
		u.end()
	}
	taken.report(b, "taken-in")
	x.report(b, "acknowledged")
	b.ReportMetric(float64(len(x.all)), "acknowledged")
	b.ReportMetric(0, "ns/op")
}

// join has people begin and gives each a past.
func (w *writing) join(b *testing.B, people, days int) {
	b.Helper()
	spread(b, people, func(i int) {
		w.says(i, "hello")
		w.says(i, "UTC")
		w.says(i, "21:00")
	})
	w.out.Drain(b.Context())
	for i := range people {
		w.lived(i, days)
	}
}

// BenchmarkDue: so many questions are due in one minute, and nothing but the bot holds
// them up, while 64 people answer, each again once they were acknowledged. It tells how
// late the questions are and how long the acknowledgements take.
func BenchmarkDue(b *testing.B) {
	for _, due := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(due), func(b *testing.B) { benchmarkDue(b, due) })
	}
}

func benchmarkDue(b *testing.B, due int) {
	w := startWriting(b, nil)
	defer w.stop()
	w.join(b, writers, 0)
	at := time.Now().UTC().Truncate(time.Second)
	w.subscribe(b, due, at)
	x, late := &exchange{wrote: map[string]time.Time{}}, &delays{}
	arrived := make(chan struct{}, due)
	var began time.Time
	w.a.shown = func(c chat.Chat) {
		if len(c.ID) > 3 && c.ID[:3] == "due" {
			late.note(time.Since(began))
			arrived <- struct{}{}
			return
		}
		x.sees(c)
	}
	if b.N > 1 {
		b.Fatal("they are due once: run it with -benchtime 1x")
	}
	u := watchUsage(b, fmt.Sprint("due-", due))
	ctx, cancel := context.WithCancel(b.Context())
	var all sync.WaitGroup
	began = time.Now()
	for i := range writers {
		all.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				name := fmt.Sprint("person", i)
				x.writes(name, time.Now())
				w.says(i, fmt.Sprint("A badge, in a drawer: ", n))
				for waiting := true; waiting && ctx.Err() == nil; {
					time.Sleep(100 * time.Millisecond)
					x.mu.Lock()
					_, waiting = x.wrote[name]
					x.mu.Unlock()
				}
			}
		})
	}
	used := processorTime()
	if err := w.core.Tick(b.Context(), at.Add(time.Second)); err != nil {
		b.Fatal(err)
	}
	planned := time.Since(began)
	for range due {
		<-arrived
	}
	took := time.Since(began)
	cancel()
	all.Wait()
	u.end()
	b.ReportMetric(planned.Seconds(), "s/planned")
	b.ReportMetric(float64(due)/took.Seconds(), "questions/s")
	b.ReportMetric(float64((processorTime()-used).Microseconds())/float64(due), "cpu-µs/question")
	late.report(b, "late")
	x.report(b, "acknowledged")
	b.ReportMetric(float64(len(x.all)), "acknowledged")
	b.ReportMetric(0, "ns/op")
}

// subscribe makes so many people who are asked at an instant, and each day after.
func (w *writing) subscribe(b *testing.B, n int, at time.Time) {
	b.Helper()
	const batch = 500
	date := schedule.DateOf(at, time.UTC)
	rule := schedule.Rule{At: schedule.TimeOfDay{Hour: at.Hour(), Minute: at.Minute()}, Days: schedule.Everyday, Zone: "Etc/UTC"}
	for from := 0; from < n; from += batch {
		err := w.st.Update(b.Context(), func(tx reflection.Tx) error {
			for i := from; i < min(from+batch, n); i++ {
				p := reflection.Person{Seed: uint64(i), Created: at.AddDate(0, -1, 0)}
				if err := tx.AddPerson(&p); err != nil {
					return err
				}
				name := fmt.Sprint("due", i)
				c := chat.Chat{Platform: w.a.Platform(), ID: name}
				if err := tx.AddIdentity(&reflection.Identity{Person: p.ID, Account: name, Private: c}); err != nil {
					return err
				}
				s := reflection.Subscription{Person: p.ID, Chat: c, Rule: rule, Created: at.AddDate(0, -1, 0)}
				s.Next = schedule.Occurrence{Date: date, At: at}
				if err := tx.AddSubscription(&s); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
