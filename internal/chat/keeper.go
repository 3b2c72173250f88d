package chat

import "context"

// Keeper keeps what the next process that serves a platform goes on from: how far this
// one was, and what it used of what the platform permits.
type Keeper interface {
	// Keep stores it in the place of what was stored before.
	Keep(ctx context.Context, value []byte) error
	// Kept returns what was stored last; nil for nothing.
	Kept(ctx context.Context) ([]byte, error)
}
