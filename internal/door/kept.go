package door

import (
	"context"
	"errors"
	"fmt"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// theirs reports whether an event is one that stays open to somebody who isn't let in
// any more: a way to what they wrote while they were, or to being asked no longer. A
// list of the host's takes nobody's words from them.
func (d *Door) theirs(ctx context.Context, e chat.Event) (bool, error) {
	if d.Always == nil || !d.Always(e) {
		return false, nil
	}
	return d.known(ctx, e.About())
}

// known reports whether something of an account's is kept.
func (d *Door) known(ctx context.Context, m chat.Meta) (is bool, err error) {
	if !m.Space.Private || m.Actor.Account == "" {
		return false, nil
	}
	err = d.Store.View(ctx, func(tx reflection.Tx) error {
		_, err := tx.Identity(m.Space.Platform, m.Actor.Account)
		is = err == nil
		if errors.Is(err, reflection.ErrNotFound) {
			return nil
		}
		return err
	})
	return is, unready(err, "looking for somebody's account")
}

// unready names what the store was asked for, and has the adapter offer the event again
// where the store can't be used now.
func unready(err error, doing string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, reflection.ErrUnavailable):
		return &chat.Unavailable{Say: words.For("").Unavailable, Err: err}
	}
	return fmt.Errorf("%s: %w", doing, err)
}
