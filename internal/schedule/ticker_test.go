package schedule

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// start runs the ticker in the bubble and returns what stops it and waits.
func start(t *testing.T, ticker *Ticker) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- ticker.Run(ctx) }()
	return func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run returned %v", err)
		}
	}
}

func TestTickerFiresEveryMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ticker := NewTicker(slog.New(slog.DiscardHandler))
		var ticks []time.Time
		ticker.EveryMinute("due", func(_ context.Context, now time.Time) { ticks = append(ticks, now) })
		time.Sleep(17 * time.Second) // it need not start with the minute
		begun := time.Now().UTC().Truncate(time.Minute)
		stop := start(t, ticker)
		time.Sleep(5 * time.Minute)
		stop()
		if len(ticks) != 5 {
			t.Fatalf("%d ticks in five minutes: %v", len(ticks), ticks)
		}
		for i, tick := range ticks {
			if want := begun.Add(time.Duration(i+1) * time.Minute); tick != want || tick.Location() != time.UTC {
				t.Errorf("tick %d at %v, want %v", i, tick, want)
			}
		}
		time.Sleep(5 * time.Minute)
		if len(ticks) != 5 {
			t.Error("it ticks after it was stopped")
		}
	})
}

func TestTickerRunsSystemJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ticker := NewTicker(slog.New(slog.DiscardHandler))
		runs := map[string][]string{}
		var mu sync.Mutex
		note := func(name string) Job {
			return func(_ context.Context, now time.Time) {
				mu.Lock()
				defer mu.Unlock()
				runs[name] = append(runs[name], now.Format("02 15:04"))
			}
		}
		for name, spec := range map[string]string{"backup": "30 3 * * *", "sweep": "@every 12h"} {
			if err := ticker.At(spec, name, note(name)); err != nil {
				t.Fatal(err)
			}
		}
		stop := start(t, ticker) // the bubble begins on 1 January 2000, 00:00 UTC
		time.Sleep(49 * time.Hour)
		stop()
		if got := strings.Join(runs["backup"], ", "); got != "01 03:30, 02 03:30" {
			t.Errorf("backup ran at %s", got)
		}
		if got := len(runs["sweep"]); got != 4 {
			t.Errorf("sweep ran %d times", got)
		}
	})
}

func TestTickerRefusesSpecs(t *testing.T) {
	tests := map[string]error{
		"": ErrSpec, "banana": ErrSpec, "61 * * * *": ErrSpec, "* * * * * *": ErrSpec, "@reboot": ErrSpec,
		"TZ=": ErrSpec, "CRON_TZ=Europe/Berlin": ErrSpec, "TZ=Europe/Berlin 0 8 * * *": ErrSpec,
		"0 0 30 2 *": ErrNever,
	}
	for spec, want := range tests {
		if err := NewTicker(slog.New(slog.DiscardHandler)).At(spec, "job", func(context.Context, time.Time) {}); !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", spec, err, want)
		}
	}
}

func TestTickerSurvivesPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		ticker := NewTicker(slog.New(slog.NewJSONHandler(&log, nil)))
		runs := 0
		ticker.EveryMinute("due", func(context.Context, time.Time) {
			if runs++; runs == 1 {
				panic("dear diary")
			}
		})
		stop := start(t, ticker)
		time.Sleep(3*time.Minute + time.Second)
		stop()
		if runs != 3 {
			t.Errorf("%d runs in three minutes, with a panic in the first", runs)
		}
		line := log.String()
		if strings.Count(line, "\n") != 1 || !strings.Contains(line, `"job":"due"`) || !strings.Contains(line, "TestTickerSurvivesPanic") {
			t.Errorf("logged %s", line)
		}
		if strings.Contains(line, "dear diary") {
			t.Errorf("what it panicked with is in the log: %s", line)
		}
	})
}

func TestTickerSkipsWhileRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		ticker := NewTicker(slog.New(slog.NewTextHandler(&log, nil)))
		slow, other := 0, 0
		ticker.EveryMinute("slow", func(context.Context, time.Time) {
			slow++
			time.Sleep(150 * time.Second)
		})
		ticker.EveryMinute("other", func(context.Context, time.Time) { other++ })
		stop := start(t, ticker)
		time.Sleep(6*time.Minute + time.Second)
		stop()
		if slow != 2 || other != 6 {
			t.Errorf("in six minutes the slow job ran %d times, the other %d", slow, other)
		}
		if got := strings.Count(log.String(), "job=slow"); got != 4 {
			t.Errorf("%d runs were said to be left out:\n%s", got, log.String())
		}
	})
}

// Run comes back only when what was running is done, and a job can see that
// it should hurry.
func TestTickerWaitsForJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ticker := NewTicker(slog.New(slog.DiscardHandler))
		told, finished := false, false
		ticker.EveryMinute("due", func(ctx context.Context, _ time.Time) {
			<-ctx.Done()
			told = true
			time.Sleep(3 * time.Second)
			finished = true
		})
		stop := start(t, ticker)
		time.Sleep(time.Minute + time.Second)
		stop()
		if !told || !finished {
			t.Errorf("told to stop: %v, finished: %v", told, finished)
		}
	})
}

// counting is a schedule of one job a day that counts how often cron asks it for the
// next.
type counting struct{ asked *atomic.Int64 }

func (c counting) Next(after time.Time) time.Time {
	c.asked.Add(1)
	return after.Add(24 * time.Hour).Round(0)
}

// A clock that was set back has every job's instant computed anew, once. The ticker
// begins in the middle of a minute: a look that fell on the very instant of a tick could
// come before the tick and have it left out.
func TestAClockSetBackHasJobsComputedAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(30 * time.Second)
		ticker := NewTicker(slog.New(slog.DiscardHandler))
		var ahead, asked, ticks atomic.Int64
		ahead.Store(int64(5 * 365 * 24 * time.Hour))
		ticker.wall = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())).Round(0) }
		ticker.EveryMinute("due", func(context.Context, time.Time) { ticks.Add(1) })
		ticker.cron.Schedule(counting{&asked}, ticker.guard("daily", func(context.Context, time.Time) {}))
		stop := start(t, ticker)
		time.Sleep(3 * time.Minute)
		synctest.Wait()
		if asked.Load() != 1 {
			t.Fatalf("asked %d times at the start", asked.Load())
		}
		ahead.Store(0)
		time.Sleep(3 * time.Minute)
		stop()
		if asked.Load() != 2 || ticks.Load() != 6 {
			t.Errorf("after the clock was set back: computed %d times, %d ticks in six minutes", asked.Load(), ticks.Load())
		}
	})
}
