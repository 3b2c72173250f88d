package main

import (
	"context"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/store"
)

// awaited is a database on a server, or a file, for what is made while another process may
// still hold it: adapters get ready meanwhile.
type awaited struct {
	onServer bool
	store    atomic.Pointer[store.Store] // nil before it is open
}

// Held returns why another process may serve by now.
func (o *awaited) Held() error {
	if st := o.store.Load(); st != nil {
		return st.Held()
	}
	return nil
}

// Seal implements telegram.Links.
func (o *awaited) Seal(text []byte) []byte { return o.store.Load().Links().Seal(text) }

// Open implements telegram.Links.
func (o *awaited) Open(sealed []byte) ([]byte, bool) { return o.store.Load().Links().Open(sealed) }

// keeper keeps something for the next process; nil where there is a file, which one
// process has alone.
func (o *awaited) keeper(name string) chat.Keeper {
	if !o.onServer {
		return nil
	}
	return &keeper{o, name}
}

// keeper implements chat.Keeper.
type keeper struct {
	awaited *awaited
	name    string
}

// Keep implements chat.Keeper.
func (k *keeper) Keep(ctx context.Context, value []byte) error {
	return k.awaited.store.Load().Keep(ctx, k.name, value)
}

// Kept implements chat.Keeper.
func (k *keeper) Kept(ctx context.Context) ([]byte, error) {
	return k.awaited.store.Load().Kept(ctx, k.name)
}

// prepareWithin is how long what is asked of platforms ahead may take.
const prepareWithin = 20 * time.Second

// prepare has adapters ask their platforms ahead what they would ask first, while
// another process serves. It returns a function that ends that.
func (p platforms) prepare(ctx context.Context) (done func()) {
	ctx, cancel := context.WithTimeout(ctx, prepareWithin)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for _, a := range p.adapters() {
			if a, ok := a.(interface{ Prepare(context.Context) error }); ok {
				_ = a.Prepare(ctx) // Run asks again, and tells what is wrong.
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

// goOn has a platform's pace go on from what the process before used of its limits: all of
// them, if that one left no word.
func (b *bot) goOn(ctx context.Context, p *supervised) {
	if !b.store.OnServer() {
		return
	}
	used, err := b.store.Kept(ctx, paceOf(p))
	if err == nil && len(used) > 0 {
		// What it used later isn't in there, so that it holds once.
		if err = b.store.Keep(ctx, paceOf(p), []byte{}); err == nil {
			err = p.paced.GoOn(used)
		}
	}
	if err != nil || len(used) == 0 {
		p.paced.Assume(b.store.Before())
	}
	if err != nil && ctx.Err() == nil {
		b.log.Warn("what was sent just before isn't known", "platform", p.paced.Platform(), "err", err)
	}
}

// leaveUsed leaves what a platform's pace used of its limits for the next process.
func (b *bot) leaveUsed(p *supervised) {
	if !b.store.OnServer() || b.store.Held() != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	used, err := p.paced.Used()
	if err == nil {
		err = b.store.Keep(ctx, paceOf(p), used)
	}
	if err != nil {
		b.log.Warn("what was sent just now can't be written down", "platform", p.paced.Platform(), "err", err)
	}
}

// paceOf is the name under which a platform's pace is kept.
func paceOf(p *supervised) string { return "pace of " + string(p.paced.Platform()) }
