package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"stillpoint/data"
	"stillpoint/internal/backups"
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation"
	"stillpoint/internal/delivery"
	"stillpoint/internal/metrics"
	"stillpoint/internal/pace"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
)

// bot is everything wired together over an open database.
type bot struct {
	store     *store.Store
	packs     *prompts.Library
	delivery  *delivery.Service
	core      *conversation.Core
	intake    chat.Intake // the core, behind who is let in and what the host asks
	desk      *desk       // nil where nobody is known to host it
	platforms []*supervised
	log       *slog.Logger
	// hangups asks for the packs to be read again; nil for never.
	hangups <-chan os.Signal
	// backups is the folder of backups; nil for none. backedUp is what the last one
	// came to, nil before there was any.
	backups  *backups.Folder
	backedUp atomic.Pointer[error]
	// metrics measures; nil for nothing.
	metrics *metrics.Metrics
	// checked is set once the database is known to be sound, or was closed cleanly.
	checked atomic.Bool
	// ticked is when the last tick ended, whatever it came to.
	ticked atomic.Pointer[time.Time]
}

// openPacks loads the built-in questions and the host's own. A broken pack of
// the host's is left out, with a line for each mistake.
func openPacks(folder string, log *slog.Logger) (*prompts.Library, error) {
	library, problems, err := prompts.Open(data.Packs, folder)
	if err != nil {
		return nil, fmt.Errorf("loading the questions: %w", err)
	}
	logProblems(log, problems)
	return library, nil
}

// open loads the questions and opens the database, as the options say and the settings
// add. Closing is called at the end.
func (c common) open(ctx context.Context, o store.Options, log *slog.Logger) (packs *prompts.Library, st *store.Store, closing func(), err error) {
	if packs, err = openPacks(c.Prompts, log); err != nil {
		return nil, nil, nil, err
	}
	o.KeyFile, o.Log = c.KeyFile, log
	st, err = store.Open(ctx, o)
	if err != nil {
		return nil, nil, nil, err
	}
	return packs, st, func() {
		if err := st.Close(); err != nil {
			log.Error("closing the database failed", "err", err)
		}
	}, nil
}

// logProblems writes a line for each mistake in the host's packs.
func logProblems(log *slog.Logger, problems []prompts.Problem) {
	for _, p := range problems {
		log.Warn("a pack has a mistake; what was good before is kept", "problem", p.String())
	}
}

// assemble wires the core and the outbox over adapters, each behind its pace.
func assemble(st *store.Store, packs *prompts.Library, contact string, log *slog.Logger, adapters ...chat.Adapter) *bot {
	b := &bot{store: st, packs: packs, log: log}
	paced := make([]chat.Adapter, len(adapters))
	for i, a := range adapters {
		p := pace.New(a, log)
		one := &supervised{adapter: a, paced: p, log: log}
		one.others = func() bool { return b.othersThan(one) }
		b.platforms, paced[i] = append(b.platforms, one), p
	}
	b.delivery = delivery.New(st, packs, log, paced...)
	b.core = conversation.New(st, b.delivery, packs, contact, log, paced...)
	b.intake = b.core
	return b
}

// othersThan reports whether another platform than the one is served, or begins to be.
func (b *bot) othersThan(one *supervised) bool {
	return slices.ContainsFunc(b.platforms, func(p *supervised) bool { return p != one && p.ended.Load() == nil })
}

// recall finds out which platforms the database has served before.
func (b *bot) recall(ctx context.Context) error {
	return b.store.View(ctx, func(tx reflection.Tx) error {
		for _, p := range b.platforms {
			at, err := tx.TakenIn(p.paced.Platform())
			if err != nil {
				return err
			}
			p.before = !at.IsZero()
		}
		return nil
	})
}

// reloadOnHangup has serve read the packs again at each SIGHUP. It returns how
// to stop that.
func (b *bot) reloadOnHangup() (stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP)
	b.hangups = c
	return func() { signal.Stop(c) }
}

// serve runs everything until ctx ends, every adapter has stopped, or one of them
// fails before it has served; what is in flight then is finished. now is the clock:
// the real one, or a played one.
func (b *bot) serve(ctx context.Context, now func() time.Time) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ticker := schedule.NewTicker(b.log)
	if err := b.plan(ticker, now); err != nil {
		return err
	}
	var background, sending errgroup.Group
	b.checkFirst(ctx, &background)
	if err := b.recall(ctx); err != nil && !errors.Is(err, reflection.ErrUnavailable) {
		return err
	}
	for _, p := range b.platforms {
		b.goOn(ctx, p)
	}
	if b.store.OnServer() {
		// People wait already, since the process before served them until now.
		if err := b.core.Wake(ctx, now()); err != nil && !errors.Is(err, reflection.ErrUnavailable) {
			return err
		}
		began := time.Now()
		b.ticked.Store(&began)
		background.Go(func() error { b.tick(ctx, now()); return nil })
	} else {
		b.tick(ctx, now())
	}
	// The senders outlast the adapters: what was taken in last is answered too.
	sendingCtx, stopSending := context.WithCancel(context.WithoutCancel(ctx))
	defer stopSending()
	sending.Go(func() error { return b.delivery.Run(sendingCtx) })
	background.Go(func() error { return ticker.Run(ctx) })
	background.Go(func() error { return b.reload(ctx) })
	if b.backups != nil {
		background.Go(func() error { b.backUp(ctx, *b.backups, now()); return nil })
	}

	errs := make(chan error, len(b.platforms))
	for _, p := range b.platforms {
		go func() { errs <- p.run(ctx, b.intake) }()
	}
	var failed error
	for range b.platforms {
		err := <-errs
		failed = errors.Join(failed, err)
		if err != nil {
			stop()
		}
	}
	stop()
	err := background.Wait()
	stopSending()
	for _, p := range b.platforms {
		p.paced.Yield()
	}
	err = errors.Join(err, sending.Wait())
	for _, p := range b.platforms {
		p.paced.Close()
		b.leaveUsed(p)
	}
	return errors.Join(failed, err)
}

// plan puts the system's jobs on the clock.
func (b *bot) plan(ticker *schedule.Ticker, now func() time.Time) error {
	ticker.EveryMinute("tick", func(ctx context.Context, _ time.Time) { b.tick(ctx, now()) })
	type job struct {
		spec, name string
		do         func(context.Context, time.Time)
	}
	jobs := []job{
		{"@daily", "prune", b.prune},
		{"30 3 * * *", "check", func(ctx context.Context, _ time.Time) { b.check(ctx, nightly) }},
	}
	if b.desk != nil {
		jobs = append(jobs, job{"*/10 * * * *", "host", b.desk.look})
	}
	if b.backups != nil {
		jobs = append(jobs, job{"15 * * * *", "backup", func(ctx context.Context, now time.Time) { b.backUp(ctx, *b.backups, now) }})
	}
	for _, j := range jobs {
		if err := ticker.At(j.spec, j.name, func(ctx context.Context, _ time.Time) { j.do(ctx, now()) }); err != nil {
			return err
		}
	}
	return nil
}

func (b *bot) tick(ctx context.Context, now time.Time) {
	err := b.core.Tick(ctx, now)
	ended := time.Now()
	b.ticked.Store(&ended)
	// Trouble with the store is logged by the core, whoever meets it.
	if err != nil && ctx.Err() == nil && !errors.Is(err, reflection.ErrUnavailable) {
		b.log.Error("tick failed", "err", err)
	}
}

// reload reads the host's packs again at each hangup, until ctx ends.
func (b *bot) reload(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-b.hangups:
			problems := b.packs.Reload()
			logProblems(b.log, problems)
			b.log.Info("the packs were read again", "packs", len(b.packs.Packs()), "mistakes", len(problems))
		}
	}
}
