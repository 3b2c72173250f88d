package turn

import (
	"slices"
	"sync"
)

// mostRecent is how much a Recent remembers.
const mostRecent = 1000

// Recent remembers in memory what happened lately, by whom or what it was about: the
// oldest makes room for the newest, and all of it is lost at a restart.
type Recent[K comparable, V any] struct {
	mu     sync.Mutex
	keys   []K // the oldest first
	values map[K]V
}

// Put remembers something, in the place of what was remembered of that before.
func (r *Recent[K, V]) Put(k K, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop(k)
	if len(r.keys) == mostRecent {
		r.drop(r.keys[0])
	}
	if r.values == nil {
		r.values = map[K]V{}
	}
	r.keys, r.values[k] = append(r.keys, k), v
}

// Drop forgets what is remembered of something.
func (r *Recent[K, V]) Drop(k K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop(k)
}

func (r *Recent[K, V]) drop(k K) {
	if _, known := r.values[k]; !known {
		return
	}
	delete(r.values, k)
	i := slices.Index(r.keys, k)
	r.keys = slices.Delete(r.keys, i, i+1)
}

// Get returns what is remembered of something.
func (r *Recent[K, V]) Get(k K) (v V, known bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	v, known = r.values[k]
	return v, known
}
