package storetest

import (
	"context"
	"errors"

	"stillpoint/internal/reflection"
)

// Twice returns a store whose Update runs every function twice: the first time for
// nothing, as where a commit fails because of what another transaction did, and
// then in earnest. Whatever is tested over it shows that the functions given to
// Update can be run again.
func Twice(s reflection.Store) reflection.Store { return twice{s} }

type twice struct{ reflection.Store }

var errRolledBack = errors.New("rolled back, to be run again")

// Update returns what the second run came to.
func (s twice) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	ran := false
	first := s.Store.Update(ctx, func(tx reflection.Tx) error {
		err := fn(tx)
		ran = true
		return errors.Join(err, errRolledBack)
	})
	if !ran {
		return first // it panicked, or there was no transaction to run it in
	}
	return s.Store.Update(ctx, fn)
}
