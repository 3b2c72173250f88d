package main

import (
	"context"
	"time"

	"stillpoint/internal/conversation/community"
	"stillpoint/internal/reflection"
)

// eventsKept is how long events are remembered, to know them when they come again,
// and how long a draft waits for somebody to say that it is kept.
const eventsKept = 30 * 24 * time.Hour

// copiesKept is how long the copy of the database from before a migration is there to
// go back to.
const copiesKept = 24 * time.Hour

// pruneBatch is how many rows one transaction forgets: others wait for it.
const pruneBatch = 500

func (b *bot) prune(ctx context.Context, now time.Time) {
	if err := forgetBefore(ctx, b.store, now.Add(-eventsKept)); err != nil && ctx.Err() == nil {
		b.log.Error("forgetting old events and drafts failed", "err", err)
	}
	if err := forgetActs(ctx, b.store, now.Add(-community.ActsKept)); err != nil && ctx.Err() == nil {
		b.log.Error("forgetting what admins did long ago failed", "err", err)
	}
	if err := b.core.Expire(ctx, now); err != nil && ctx.Err() == nil {
		b.log.Error("deleting words that are kept no longer failed", "err", err)
	}
	if err := b.store.RemoveCopies(ctx, now.Add(-copiesKept)); err != nil && ctx.Err() == nil {
		b.log.Error("removing copies from before a migration failed", "err", err)
	}
}

// forgetBefore forgets what is older than the instant, a batch a transaction, and
// then clears the words of drafts out of the files.
func forgetBefore(ctx context.Context, store reflection.Store, before time.Time) error {
	for more := true; more; {
		err := store.Update(ctx, func(tx reflection.Tx) (err error) {
			more, err = tx.Prune(before, pruneBatch)
			return err
		})
		if err != nil {
			return err
		}
	}
	return store.Erased(ctx)
}

// forgetActs forgets what was done in channels before the instant, and what waited for
// moderators and was settled.
func forgetActs(ctx context.Context, store reflection.Store, before time.Time) error {
	for more := true; more; {
		err := store.Update(ctx, func(tx reflection.Tx) (err error) {
			more, err = tx.PruneModeration(before, pruneBatch)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
