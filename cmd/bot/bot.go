package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"stillpoint/data"
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation"
	"stillpoint/internal/delivery"
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
	platforms []*supervised
	log       *slog.Logger
	// hangups asks for the packs to be read again; nil for never.
	hangups <-chan os.Signal
	// ready is set once the bot serves and its database is known to be sound.
	ready atomic.Bool
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

// open loads the questions and opens the database. Closing is called at the end.
func (c common) open(ctx context.Context, path string, log *slog.Logger) (packs *prompts.Library, st *store.Store, closing func(), err error) {
	if packs, err = openPacks(c.Prompts, log); err != nil {
		return nil, nil, nil, err
	}
	st, err = store.Open(ctx, store.Options{Path: path, KeyFile: c.KeyFile, Log: log})
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
		b.platforms, paced[i] = append(b.platforms, &supervised{adapter: a, paced: p, log: log}), p
	}
	b.delivery = delivery.New(st, packs, log, paced...)
	b.core = conversation.New(st, b.delivery, packs, contact, log, paced...)
	return b
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
	ticker.EveryMinute("tick", func(ctx context.Context, _ time.Time) { b.tick(ctx, now()) })
	if err := ticker.At("@daily", "prune", func(ctx context.Context, _ time.Time) { b.prune(ctx, now()) }); err != nil {
		return err
	}
	b.tick(ctx, now())

	var background, sending errgroup.Group
	// The senders outlast the adapters: what was taken in last is answered too.
	sendingCtx, stopSending := context.WithCancel(context.WithoutCancel(ctx))
	defer stopSending()
	sending.Go(func() error { return b.delivery.Run(sendingCtx) })
	background.Go(func() error { return ticker.Run(ctx) })
	background.Go(func() error { return b.reload(ctx) })
	if b.store.WasClean() {
		b.ready.Store(true)
	} else {
		background.Go(func() error { return b.check(ctx) })
	}

	errs := make(chan error, len(b.platforms))
	for _, p := range b.platforms {
		go func() { errs <- p.run(ctx, b.core) }()
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
	err = errors.Join(err, sending.Wait())
	for _, p := range b.platforms {
		p.paced.Close()
	}
	return errors.Join(failed, err)
}

// unready says why the bot can't serve right now; nil if it can.
func (b *bot) unready() error {
	if !b.ready.Load() {
		return errors.New("the database is being checked")
	}
	var all error
	if err := b.core.Ready(); err != nil {
		all = fmt.Errorf("the database can't be used: %w", err)
	}
	for _, p := range b.platforms {
		all = errors.Join(all, p.unready())
	}
	return all
}

func (b *bot) tick(ctx context.Context, now time.Time) {
	err := b.core.Tick(ctx, now)
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

// check reads through a database that was not closed cleanly.
func (b *bot) check(ctx context.Context) error {
	err := b.store.Check(ctx)
	switch {
	case ctx.Err() != nil:
		return nil
	case err != nil:
		b.log.Error("the database is not sound", "err", err)
		return err
	}
	b.ready.Store(true)
	b.log.Info("the database is sound after an unclean stop")
	return nil
}
