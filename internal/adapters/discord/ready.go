package discord

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// unreachedFor is how long Discord may be out of reach before the adapter isn't ready any
// more.
const unreachedFor = time.Minute

// unready is why the bot can't serve although it runs.
type unready struct {
	store    atomic.Pointer[error] // why nothing can be written down; nil for no reason
	sessions atomic.Pointer[error] // why no session may begin; nil for no reason

	mu    sync.Mutex
	apart map[int]time.Time // the shards whose session stands on no connection, and since when
}

// Ready returns nil while what happens on Discord can be taken in: not while the store
// can't be used, nor while no session may begin because few are left of the day's, nor
// while a shard has had no connection for a minute.
func (a *Adapter) Ready() error {
	var all error
	for _, p := range []*atomic.Pointer[error]{&a.unready.store, &a.unready.sessions} {
		if why := p.Load(); why != nil {
			all = errors.Join(all, *why)
		}
	}
	return errors.Join(all, a.unready.unreached())
}

// unreached says since when the shard that has been apart for longest has been, if that is
// long enough.
func (u *unready) unreached() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	var first time.Time
	for _, since := range u.apart {
		if first.IsZero() || since.Before(first) {
			first = since
		}
	}
	if first.IsZero() || time.Since(first) < unreachedFor {
		return nil
	}
	return fmt.Errorf("no connection to Discord since %s", first.UTC().Format(time.RFC3339))
}

// isApart notes that a shard has no connection, if that isn't known yet.
func (u *unready) isApart(shard int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.apart == nil {
		u.apart = map[int]time.Time{}
	}
	if _, known := u.apart[shard]; !known {
		u.apart[shard] = time.Now()
	}
}

// isNotApart notes that a shard's session stands, or that it is run no more.
func (u *unready) isNotApart(shard int) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.apart, shard)
}
