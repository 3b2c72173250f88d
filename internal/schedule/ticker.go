package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Job is what a ticker runs. now is the instant of the tick, in UTC. ctx ends
// when the ticker is told to stop; a job that is running then is waited for.
//
// After a suspend a tick is up to a minute late, and after a clock was set
// back it can come again: a job must do no harm the second time.
type Job func(ctx context.Context, now time.Time)

// Ticker fires every minute, and runs a handful of the system's own jobs. No
// person's schedule is ever an entry of it: what is due is asked for at each
// minute.
type Ticker struct {
	log  *slog.Logger
	cron *cron.Cron
	ctx  context.Context // set by Run before anything can fire
	// wall is the clock that can be set, without a monotonic reading.
	wall func() time.Time
}

var (
	// ErrSpec says that a spec is not one of cron's, or names a zone.
	ErrSpec = errors.New("not a cron spec in UTC")
	// ErrNever says that a spec will never fire, as 30 February.
	ErrNever = errors.New("a cron spec that never fires")
)

// NewTicker returns a ticker without jobs. Add them before Run.
func NewTicker(log *slog.Logger) *Ticker {
	quiet := cron.WithLogger(cron.DiscardLogger)
	return &Ticker{
		log: log, cron: cron.New(cron.WithLocation(time.UTC), quiet),
		wall: func() time.Time { return time.Now().Round(0) },
	}
}

// EveryMinute runs the job at the beginning of each minute. A job that takes
// longer than that misses the minutes it takes.
func (t *Ticker) EveryMinute(name string, job Job) {
	t.cron.Schedule(everyMinute{}, t.guard(name, job))
}

// At runs the job by a spec of five fields, or one such as "@daily" or
// "@every 6h", in UTC. Zones are refused: cron's own handling of clock
// changes loses and doubles runs.
func (t *Ticker) At(spec, name string, job Job) error {
	if strings.Contains(spec, "TZ=") {
		return fmt.Errorf("job %s: %w: %q", name, ErrSpec, spec)
	}
	when, err := cron.ParseStandard(spec)
	if err != nil {
		return fmt.Errorf("job %s: %w: %w", name, ErrSpec, err)
	}
	if when.Next(time.Now().UTC()).IsZero() {
		return fmt.Errorf("job %s: %w: %q", name, ErrNever, spec)
	}
	t.cron.Schedule(when, t.guard(name, job))
	return nil
}

// Run fires until ctx ends, then waits for the jobs that are running. It is
// called once, and returns nil: an end that was asked for is no failure.
//
// Cron waits until the clock shows the instants that it computed once, and so for years
// where the clock was in 2032 and is put right. Therefore Run looks at the clock itself,
// by a timer that knows no clock, and has every job's instant computed anew.
func (t *Ticker) Run(ctx context.Context) error {
	t.ctx = ctx
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	t.cron.Start()
	for last := t.wall(); ; {
		select {
		case <-look.C:
			now := t.wall()
			if now.Before(last) {
				<-t.cron.Stop().Done() // Cron can't begin anew beside running jobs.
				t.cron.Start()
			}
			last = now
		case <-ctx.Done():
			<-t.cron.Stop().Done()
			return nil
		}
	}
}

// lookEvery is how often Run looks whether the clock was set back.
const lookEvery = time.Minute

// guard keeps a job from running twice at once and from taking the ticker
// with it when it panics. The order matters: a panic that got past
// SkipIfStillRunning would leave the job marked as running for ever.
func (t *Ticker) guard(name string, job Job) cron.Job {
	skip := cron.SkipIfStillRunning(skipLogger{t.log, name})
	return cron.NewChain(skip, t.recover(name)).Then(cron.FuncJob(func() {
		job(t.ctx, time.Now().UTC())
	}))
}

// recover logs where a job panicked, and not with what: the value may hold
// words that somebody wrote.
func (t *Ticker) recover(name string) cron.JobWrapper {
	return func(job cron.Job) cron.Job {
		return cron.FuncJob(func() {
			defer func() {
				if recover() != nil {
					t.log.Error("job panicked", "job", name, "stack", string(debug.Stack()))
				}
			}()
			job.Run()
		})
	}
}

// everyMinute fires when the minute turns. Unlike a spec it does no walking
// over fields.
type everyMinute struct{}

func (everyMinute) Next(after time.Time) time.Time {
	return after.Truncate(time.Minute).Add(time.Minute)
}

// skipLogger says that a run was left out, in our words.
type skipLogger struct {
	log  *slog.Logger
	name string
}

func (l skipLogger) Info(string, ...any) {
	l.log.Warn("job still running, run left out", "job", l.name)
}

func (l skipLogger) Error(error, string, ...any) {}
