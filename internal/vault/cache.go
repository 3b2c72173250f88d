package vault

import (
	"container/list"
	"sync"
)

// cache keeps the most recently used keys, at most max of them.
type cache struct {
	max int

	mu    sync.Mutex
	byID  map[int64]*list.Element
	order list.List // of *Key, the most recently used first
}

func newCache(max int) *cache {
	return &cache{max: max, byID: make(map[int64]*list.Element)}
}

func (c *cache) get(id int64) (*Key, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byID[id]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*Key), true
}

// put adds the key and drops the least recently used ones beyond max. Two who
// unwrapped the same key side by side may both put it; either copy will do.
func (c *cache) put(id int64, k *Key) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byID[id]; ok {
		e.Value = k
		c.order.MoveToFront(e)
		return
	}
	c.byID[id] = c.order.PushFront(k)
	for c.order.Len() > c.max {
		last := c.order.Back()
		c.order.Remove(last)
		delete(c.byID, last.Value.(*Key).id)
	}
}

// drop removes the key with the id.
func (c *cache) drop(id int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byID[id]; ok {
		c.order.Remove(e)
		delete(c.byID, id)
	}
}
