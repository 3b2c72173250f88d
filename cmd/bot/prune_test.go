package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// pruned is a store that has only so many old rows to forget.
type pruned struct {
	reflection.Store
	left    int
	updates int
	erased  bool
	err     error
}

type prunedTx struct {
	reflection.Tx
	store *pruned
}

func (p *pruned) Update(_ context.Context, fn func(reflection.Tx) error) error {
	p.updates++
	return errors.Join(p.err, fn(prunedTx{store: p}))
}

func (p *pruned) Erased(context.Context) error { p.erased = true; return nil }

func (t prunedTx) Prune(_ time.Time, limit int) (more bool, err error) {
	n := min(limit, t.store.left)
	t.store.left -= n
	return n == limit, nil
}

// TestForgettingIsDoneInBatches: no transaction forgets more than a batch, and the
// words of drafts are cleared out of the files afterwards.
func TestForgettingIsDoneInBatches(t *testing.T) {
	for left, updates := range map[int]int{0: 1, 3: 1, pruneBatch: 2, 3*pruneBatch + 1: 4} {
		t.Run(fmt.Sprint(left), func(t *testing.T) {
			p := &pruned{left: left}
			if err := forgetBefore(t.Context(), p, time.Now()); err != nil {
				t.Fatal(err)
			}
			if p.updates != updates || p.left != 0 || !p.erased {
				t.Errorf("%d transactions, %d left, erased %v; want %d, none, true", p.updates, p.left, p.erased, updates)
			}
		})
	}
	full := errors.New("full")
	p := &pruned{left: pruneBatch, err: full}
	if err := forgetBefore(t.Context(), p, time.Now()); !errors.Is(err, full) || p.updates != 1 || p.erased {
		t.Errorf("err = %v after %d transactions, erased %v; want it to end at the first error", err, p.updates, p.erased)
	}
}
