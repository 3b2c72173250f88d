package discord

import (
	"errors"
	"sync/atomic"
)

// unready is why the bot can't serve although it runs.
type unready struct {
	store    atomic.Pointer[error] // why nothing can be written down; nil for no reason
	sessions atomic.Pointer[error] // why no session may begin; nil for no reason
}

// Ready returns nil while what happens on Discord can be taken in, as far as that
// depends on the bot: not while its store can't be used, nor while it begins no
// session because few are left of the day's.
func (a *Adapter) Ready() error {
	var all error
	for _, p := range []*atomic.Pointer[error]{&a.unready.store, &a.unready.sessions} {
		if why := p.Load(); why != nil {
			all = errors.Join(all, *why)
		}
	}
	return all
}
