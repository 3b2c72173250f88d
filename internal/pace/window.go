package pace

import (
	"math"
	"time"
)

// slack is added to every window for the jitter of timers.
const slack = 5 * time.Millisecond

// window lets at most len(slots) requests into any span of its length.
type window struct {
	length time.Duration
	slots  []time.Time // when each is free again
}

// newWindow returns a window for rate requests in every per; nil for no limit.
// Below one request in per it is the span that is stretched.
func newWindow(rate float64, per time.Duration) *window {
	if rate <= 0 {
		return nil
	}
	n := max(1, math.Floor(rate))
	return &window{
		length: time.Duration(n/rate*float64(per)) + slack,
		slots:  make([]time.Time, int(n)),
	}
}

// free returns when the next request may go.
func (w *window) free() time.Time {
	if w == nil {
		return time.Time{}
	}
	return w.slots[w.first()]
}

// first is the slot that is free first.
func (w *window) first() int {
	at := 0
	for i, s := range w.slots {
		if s.Before(w.slots[at]) {
			at = i
		}
	}
	return at
}

// spacing is the time between two requests in the long run.
func (w *window) spacing() time.Duration {
	if w == nil {
		return 0
	}
	return w.length / time.Duration(len(w.slots))
}

// take lets a request go at now. The slot it returns is for hold.
func (w *window) take(now time.Time) slot {
	if w == nil {
		return slot{}
	}
	i := w.first()
	w.slots[i] = now.Add(w.length)
	return slot{window: w, at: i, until: w.slots[i]}
}

// idle reports whether nothing that the window remembers matters any more.
func (w *window) idle(now time.Time) bool {
	if w == nil {
		return true
	}
	for _, s := range w.slots {
		if s.After(now) {
			return false
		}
	}
	return true
}

// slot is a request's place in a window; the zero slot is in none.
type slot struct {
	window *window
	at     int
	until  time.Time
}

// hold keeps the slot for longer, because its request may have arrived late. A
// slot that has passed to another request stays as it is.
func (s slot) hold(longer time.Duration) {
	if s.owned() {
		s.window.slots[s.at] = s.until.Add(longer)
	}
}

// release frees the slot, because its request was never made.
func (s slot) release() {
	if s.owned() {
		s.window.slots[s.at] = time.Time{}
	}
}

// owned reports whether the slot is still this request's.
func (s slot) owned() bool { return s.window != nil && s.window.slots[s.at].Equal(s.until) }
