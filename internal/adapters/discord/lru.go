package discord

import (
	"container/list"
	"sync"
)

// lru is a bounded map by string: the entry that was used least recently makes
// room. Its methods may be called side by side.
type lru[V any] struct {
	most int

	mu    sync.Mutex
	order *list.List // of *lruEntry[V], the latest used first
	byKey map[string]*list.Element
}

type lruEntry[V any] struct {
	key   string
	value V
}

func newLRU[V any](most int) *lru[V] {
	return &lru[V]{most: most, order: list.New(), byKey: map[string]*list.Element{}}
}

func (l *lru[V]) get(key string) (value V, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.byKey[key]
	if e == nil {
		return value, false
	}
	l.order.MoveToFront(e)
	return e.Value.(*lruEntry[V]).value, true
}

func (l *lru[V]) put(key string, value V) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.byKey[key]; e != nil {
		e.Value.(*lruEntry[V]).value = value
		l.order.MoveToFront(e)
		return
	}
	l.byKey[key] = l.order.PushFront(&lruEntry[V]{key, value})
	if l.order.Len() > l.most {
		last := l.order.Back()
		l.order.Remove(last)
		delete(l.byKey, last.Value.(*lruEntry[V]).key)
	}
}

// each is all there is, by key.
func (l *lru[V]) each() map[string]V {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make(map[string]V, len(l.byKey))
	for key, e := range l.byKey {
		all[key] = e.Value.(*lruEntry[V]).value
	}
	return all
}

func (l *lru[V]) drop(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.byKey[key]; e != nil {
		l.order.Remove(e)
		delete(l.byKey, key)
	}
}
