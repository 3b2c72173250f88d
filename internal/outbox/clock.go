package outbox

import (
	"sync"
	"time"
)

// clock is the instant of the last tick, carried on, so that played time works as
// real time does.
type clock struct {
	mu   sync.Mutex
	tick time.Time
	came time.Time
}

func (c *clock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tick, c.came = now, time.Now()
}

// now carries the last tick on; before the first it is the real time. A reading of
// the wall clock alone: a monotonic one stands still while a machine sleeps.
func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tick.IsZero() {
		return time.Now().UTC()
	}
	return c.tick.Add(time.Now().Round(0).Sub(c.came.Round(0)))
}
