package main

import (
	"context"
	"testing"
	"time"
)

// waitFor waits in real time until something is so; it fails once ctx ends before.
func waitFor(t *testing.T, ctx context.Context, done func() bool) {
	t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for !done() {
		select {
		case <-ctx.Done():
			t.Fatal("waited in vain")
		case <-look.C:
		}
	}
}
