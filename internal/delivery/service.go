package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"stillpoint/internal/chat"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// The numbers of the outbox.
const (
	// Window is how long after its hour a question may still go out.
	Window = 6 * time.Hour
	// planBatch is how many due subscriptions one transaction plans.
	planBatch = 500
	// inFlight is how many dispatches of one platform are marked sending at once:
	// enough to fill the fastest platform, few enough that a crash leaves little
	// to settle.
	inFlight = 64
	// stopGrace is how long a write under way may take after the order to stop.
	stopGrace = 3 * time.Second
	// settleAtMost is how long something that a person did waits for a dispatch
	// that is on its way to them.
	settleAtMost = 10 * time.Second
)

// Service plans and sends. Make one with New, and let Run send.
type Service struct {
	store reflection.Store
	packs *prompts.Library
	log   *slog.Logger
	lines map[chat.Platform]*line
	// painter draws summaries; the fonts are opened when the first one is.
	painter func() (*summary.Painter, error)

	clock clock
	tick  sync.Mutex // one Tick at a time
}

// New returns a service that sends through the adapters, which should be paced.
func New(store reflection.Store, packs *prompts.Library, log *slog.Logger, adapters ...chat.Adapter) *Service {
	s := &Service{
		store: store, packs: packs, log: log, lines: map[chat.Platform]*line{},
		painter: sync.OnceValues(summary.NewPainter),
	}
	for _, a := range adapters {
		s.lines[a.Platform()] = newLine(s, a)
	}
	return s
}

// Run sends what is ready, whenever Tick or Kick says that something may be,
// until ctx ends and what is in flight is finished.
func (s *Service) Run(ctx context.Context) error {
	var g errgroup.Group
	for _, l := range s.lines {
		g.Go(func() error { return l.run(ctx) })
	}
	return g.Wait()
}

// Open lets a platform's questions out. Until then nothing is sent there: what
// waited on the platform is taken in before the first question goes out.
func (s *Service) Open(p chat.Platform) {
	if l := s.lines[p]; l != nil && !l.open.Swap(true) {
		l.kick()
	}
}

// Tick plans what is due at now and sets the lines to work. It may be called
// again for the same instant, or for an earlier one, to no effect. An error says
// that not everything could be planned; what was is sent all the same.
func (s *Service) Tick(ctx context.Context, now time.Time) error {
	s.tick.Lock()
	defer s.tick.Unlock()
	s.clock.set(now)
	defer s.Kick()
	interrupted, due, summaries, err := s.waiting(ctx, now)
	if err != nil {
		return err
	}
	if interrupted {
		if err := s.recoverInterrupted(ctx, now); err != nil {
			return err
		}
	}
	if due {
		err = s.planDue(ctx, now)
	}
	if summaries {
		err = errors.Join(err, s.planSummaries(ctx, now))
	}
	return err
}

// waiting looks whether there is anything for a tick to write, so that an idle
// one costs a read and no more.
func (s *Service) waiting(ctx context.Context, now time.Time) (interrupted, due, summaries bool, err error) {
	err = s.store.View(ctx, func(tx reflection.Tx) error {
		cut, err := s.cut(tx, now)
		if err != nil {
			return err
		}
		for _, d := range cut {
			interrupted = interrupted || !s.isFlying(d)
		}
		subs, err := tx.DueSubscriptions(now, 1)
		if err != nil {
			return err
		}
		due = len(subs) > 0
		digests, err := tx.DueSummaries(now, 1)
		summaries = len(digests) > 0
		return err
	})
	if err != nil {
		return false, false, false, fmt.Errorf("looking for what is due: %w", err)
	}
	return interrupted, due, summaries, nil
}

// isFlying reports whether a dispatch marked as being sent is on its way.
func (s *Service) isFlying(d reflection.Dispatch) bool {
	l := s.lines[d.Chat.Platform]
	return l != nil && l.isFlying(d.ID)
}

// Kick sets every line to work on what is ready.
func (s *Service) Kick() {
	for _, l := range s.lines {
		l.kick()
	}
}

// Drain sends what is ready and returns when nothing is left to send.
func (s *Service) Drain(ctx context.Context) {
	for _, l := range s.lines {
		l.drain(ctx)
	}
}

// Settled waits, not for long, while a dispatch is on its way to the chat. A
// person can answer a question sooner than the platform has confirmed it: what
// they write is filed rightly once it has.
func (s *Service) Settled(ctx context.Context, c chat.Chat) {
	l := s.lines[c.Platform]
	if l == nil {
		return
	}
	landed := l.landing(c)
	if landed == nil {
		return
	}
	enough := time.NewTimer(settleAtMost)
	defer enough.Stop()
	select {
	case <-landed:
	case <-enough.C:
	case <-ctx.Done():
	}
}

// Hold keeps questions from going out to a chat in which something is being
// answered, so that an answer comes before the question that it announces.
// Release ends it; Kick then sends what was held.
func (s *Service) Hold(c chat.Chat) (release func()) {
	l := s.lines[c.Platform]
	if l == nil {
		return func() {}
	}
	l.hold(c, 1)
	return func() { l.hold(c, -1) }
}

// Limits returns what a platform can do; nothing for one that isn't served.
func (s *Service) Limits(p chat.Platform) chat.Limits {
	if l := s.lines[p]; l != nil {
		return l.adapter.Limits()
	}
	return chat.Limits{}
}

// Now is the instant it is by the last tick, carried on.
func (s *Service) Now() time.Time { return s.clock.now() }

// clock is the instant of the last tick and how long ago it came.
type clock struct {
	mu   sync.Mutex
	tick time.Time
	came time.Time
}

func (c *clock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tick, c.came = now, time.Now()
}

// now carries the last tick on; before the first it is the real time.
func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tick.IsZero() {
		return time.Now().UTC()
	}
	return c.tick.Add(time.Since(c.came))
}
