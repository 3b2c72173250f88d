package main

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	// checkFirstFor is how long a start waits for the database to be read through. One
	// that was closed cleanly and takes longer is served meanwhile.
	checkFirstFor = 400 * time.Millisecond
	// nightly is how many times as long a check at night rests as it reads.
	nightly = 4
)

// checkFirst has the database read through, and waits for that a little: a damaged one
// is found before anything is served from it, where it can be read so fast. Whatever
// finds damage later has the store refuse everything from then on.
func (b *bot) checkFirst(ctx context.Context, background *errgroup.Group) {
	b.checked.Store(b.store.WasClean())
	done := make(chan struct{})
	background.Go(func() error {
		defer close(done)
		b.check(ctx, 0)
		return nil
	})
	select {
	case <-done:
	case <-time.After(checkFirstFor):
	case <-ctx.Done():
	}
}

// check reads through the database, resting so many times as long as it reads. What it
// finds is logged with what to do; the bot stays up, not ready, so that the doctor and
// the backup can be used.
func (b *bot) check(ctx context.Context, rest int) {
	err := b.store.Check(ctx, rest)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		b.log.Error("the database is not sound: nothing is served from it", "do", whatToDo(err), "err", err)
	case !b.checked.Swap(true):
		b.log.Info("the database is sound after an unclean stop")
	}
}
