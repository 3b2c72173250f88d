package discord

import "context"

// semaphore lets one goroutine in at a time. Unlike a mutex it may be held during
// a request: whoever waits for it obeys a context, and, in tests with a time of
// their own, lets time pass.
type semaphore chan struct{}

func newSemaphore() semaphore { return make(semaphore, 1) }

// acquire waits for the semaphore; it returns ctx's error if that ends first.
func (s semaphore) acquire(ctx context.Context) error {
	select {
	case s <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wait waits for the semaphore, however long that takes.
func (s semaphore) wait() { s <- struct{}{} }

func (s semaphore) release() { <-s }
