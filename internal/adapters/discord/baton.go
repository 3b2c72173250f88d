package discord

import "context"

// baton is held by one at a time. Unlike a mutex it can be held while something
// is asked of Discord: whoever waits for it obeys a context, and, in tests with a
// time of their own, lets time pass.
type baton chan struct{}

func newBaton() baton { return make(baton, 1) }

// take waits for the baton; it returns ctx's error if that ends first.
func (b baton) take(ctx context.Context) error {
	select {
	case b <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wait waits for the baton, however long that takes.
func (b baton) wait() { b <- struct{}{} }

func (b baton) give() { <-b }
