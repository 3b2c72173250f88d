package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/pace"
)

const (
	// triedAgainEvery is the time between two tries of a platform that has ended.
	triedAgainEvery = 10 * time.Minute
	// endedSaidEvery is how often the log says that a platform has ended.
	endedSaidEvery = time.Hour
)

// supervised is a platform. One that ends before it has served ends the process: its
// token is refused, or its settings are wrong. One that ends later is tried again, and
// so is one that this database has served before, while another is served: what is
// wrong with one platform takes no other down.
type supervised struct {
	adapter chat.Adapter // as it was made, not behind its pace
	paced   *pace.Pace
	log     *slog.Logger

	// before says that the database has served the platform before; others, whether
	// another platform is served or begins to be. Nil for neither.
	before bool
	others func() bool

	served atomic.Bool               // it was caught up once
	heard  atomic.Pointer[time.Time] // when it last said that it is caught up
	ended  atomic.Pointer[error]     // why it doesn't serve; nil if it does, or begins to
}

// silentFor is how long a platform may say nothing of how far it was taken in: it does
// so about once a minute while it is connected, and after ten the core takes it for an
// outage.
const silentFor = 6 * time.Minute

// run serves the platform until ctx ends, or it ends by itself without an error.
func (s *supervised) run(ctx context.Context, core chat.Intake) error {
	var said time.Time
	for {
		err := s.once(ctx, core)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil || !s.served.Load() && !s.spared():
			s.log.Error("platform stopped", "platform", s.paced.Platform(), "err", err)
			return fmt.Errorf("%s: %w", s.paced.Platform(), err)
		}
		if s.ended.Swap(&err) == nil || time.Since(said) >= endedSaidEvery {
			said = time.Now()
			s.log.Error("platform ended; it is tried again now and then", "platform", s.paced.Platform(), "every", triedAgainEvery, "err", err)
		}
		select {
		case <-time.After(triedAgainEvery):
		case <-ctx.Done():
			return nil
		}
	}
}

// spared reports whether a platform that hasn't served yet may be tried again.
func (s *supervised) spared() bool { return s.before && s.others != nil && s.others() }

var errAdapterPanic = errors.New("a panic, whose stack the log tells")

// once runs the adapter once.
func (s *supervised) once(ctx context.Context, core chat.Intake) (err error) {
	defer func() {
		// The panic's value could hold somebody's words; the stack doesn't.
		if recover() != nil {
			s.log.Error("panic", "platform", s.paced.Platform(), "stack", string(debug.Stack()))
			err = errAdapterPanic
		}
	}()
	return s.paced.Run(ctx, &watched{core, s})
}

// unready says why the platform can't serve right now; nil if it can.
func (s *supervised) unready() error {
	if why := s.ended.Load(); why != nil {
		return *why
	}
	if a, ok := s.adapter.(interface{ Ready() error }); ok {
		if err := a.Ready(); err != nil {
			return err
		}
	}
	heard := s.heard.Load()
	if heard == nil {
		return errors.New("not connected yet")
	}
	if age := time.Since(*heard); age > silentFor {
		return fmt.Errorf("nothing was taken in for %s", age.Round(time.Second))
	}
	return nil
}

// watched is the core, for one platform that is known to serve once it is caught
// up.
type watched struct {
	chat.Intake
	s *supervised
}

// CaughtUp implements chat.Intake.
func (w *watched) CaughtUp(ctx context.Context, p chat.Platform, at time.Time) error {
	now := time.Now()
	w.s.heard.Store(&now)
	w.s.served.Store(true)
	if w.s.ended.Swap(nil) != nil {
		w.s.log.Info("platform serves again", "platform", p)
	}
	return w.Intake.CaughtUp(ctx, p, at)
}
