package store

import (
	"context"

	"stillpoint/internal/reflection"
)

// engine is the store below the layer that seals: its transactions are
// reflection.Raw.
type engine struct{ *Store }

// Update runs fn in the one writing transaction.
func (e engine) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	return explainTx(e.path, e.writer.update(ctx, fn))
}

// View runs fn on a snapshot.
func (e engine) View(ctx context.Context, fn func(reflection.Tx) error) error {
	return explainTx(e.path, e.readers.view(ctx, fn))
}
