package store

import (
	"context"
	"errors"

	"stillpoint/internal/reflection"
)

// engine is the store below the layer that seals: its transactions are
// reflection.Raw.
type engine struct{ *Store }

// Update runs fn in the one writing transaction.
func (e engine) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	if err := e.trouble.refuse(); err != nil {
		return err
	}
	return e.explained(e.writer.update(ctx, fn))
}

// View runs fn on a snapshot.
func (e engine) View(ctx context.Context, fn func(reflection.Tx) error) error {
	if err := e.trouble.refuse(); err != nil {
		return err
	}
	return e.explained(e.readers.view(ctx, fn))
}

// explained explains what a transaction came to, and keeps trouble that lasts.
func (e engine) explained(err error) error {
	err = explainTx(e.path, err)
	if e.OnServer() && errors.Is(err, ErrTaken) {
		e.lease.lose()
	}
	if e.trouble.note(err) {
		return e.trouble.refuse()
	}
	return err
}
