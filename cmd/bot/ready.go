package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"stillpoint/internal/disk"
)

// What keeps the bot from being ready.
const (
	// tickMissed is how long ago the last tick ended when the clock is taken to stand.
	tickMissed = 5 * time.Minute
	// leastFree is how much must be free on the database's disk, in bytes.
	leastFree = 32 << 20
)

// part is one thing that serving depends on, by the name that /readyz and the metrics
// tell, and what is wrong with it; nil for nothing.
type part struct {
	name string
	err  error
}

// parts looks at everything that serving depends on.
func (b *bot) parts() []part {
	all := []part{{"database", b.databaseUnready()}}
	if !b.store.OnServer() {
		all = append(all, part{"disk", b.diskUnready()})
	}
	all = append(all, part{"tick", b.tickUnready()})
	for _, p := range b.platforms {
		all = append(all, part{string(p.paced.Platform()), p.unready()})
	}
	return all
}

// unready says all that keeps the bot from serving right now, a line for each part;
// nil if nothing does.
func (b *bot) unready() error {
	var all error
	for _, p := range b.parts() {
		if p.err != nil {
			all = errors.Join(all, fmt.Errorf("%s: %w", p.name, p.err))
		}
	}
	return all
}

func (b *bot) databaseUnready() error {
	if err := b.store.Lasting(); err != nil {
		return err
	}
	if err := b.store.Held(); err != nil {
		return err
	}
	if err := b.core.Ready(); err != nil {
		return fmt.Errorf("it can't be used: %w", err)
	}
	if !b.checked.Load() {
		return errors.New("it is being checked after an unclean stop")
	}
	return nil
}

func (b *bot) diskUnready() error {
	space, _, err := disk.Look(filepath.Dir(b.store.Path()))
	if err != nil {
		return err
	}
	if space.Free < leastFree {
		return fmt.Errorf("%s are free", megabytes(space.Free))
	}
	return nil
}

func (b *bot) tickUnready() error {
	last := b.ticked.Load()
	if last == nil {
		return errors.New("nothing was planned yet")
	}
	if age := time.Since(*last); age > tickMissed {
		return fmt.Errorf("the last one ended %s ago", age.Round(time.Second))
	}
	return nil
}

// megabytes gives a size as people read it.
func megabytes(n uint64) string {
	if n >= 10<<30 {
		return fmt.Sprintf("%d GB", n>>30)
	}
	return fmt.Sprintf("%d MB", n>>20)
}
