package discord

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

const (
	// restPerSecond is how many requests are made a second, at most: a little
	// less than the fifty that the API takes, in every window.
	restPerSecond = 48
	// atOnce is how long a request waits here, by itself, for a limit that is
	// known. What must wait longer is told so, and comes again.
	atOnce = 1500 * time.Millisecond
	// pageWait is how long to wait after a 429 that says nothing.
	pageWait = 5 * time.Second
	// invalidMost is how many refusals (401, 403, 429) there may be in ten
	// minutes. Discord bans the address at ten thousand.
	invalidMost = 5000
)

// limits keeps what the API says of its limits, and holds requests back that
// would exceed them. What it remembers is bounded.
type limits struct {
	pace pacer

	mu      sync.Mutex
	buckets *lru[time.Time] // when a bucket that is empty fills again
	all     time.Time       // nothing may be asked before
	invalid [10]int         // refusals by the minute
	minute  int64           // the latest of them, in Unix minutes
}

func newLimits() *limits {
	return &limits{pace: pacer{every: time.Second / restPerSecond}, buckets: newLRU[time.Time](bucketsKept)}
}

// await waits until a request may be made. Its error is nil or says that it
// wasn't made: ctx ended, or the wait would be long.
func (l *limits) await(ctx context.Context, q request) error {
	if err := ctx.Err(); err != nil {
		return &callError{Err: err}
	}
	if wait, everything := l.wait(q, time.Now()); wait > atOnce {
		return &callError{Err: errHeldBack, Status: http.StatusTooManyRequests, Wait: wait, Everything: everything}
	} else if wait > 0 {
		if err := pause(ctx, wait); err != nil {
			return &callError{Err: err}
		}
	}
	if q.byToken {
		return nil
	}
	if err := l.pace.await(ctx); err != nil {
		return &callError{Err: err}
	}
	return nil
}

// wait is how long a request must wait, and whether everything must.
func (l *limits) wait(q request, now time.Time) (wait time.Duration, everything bool) {
	until, _ := l.buckets.get(q.bucket)
	wait = until.Sub(now)
	if q.byToken {
		return wait, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.count(now) >= invalidMost && l.all.Before(now) {
		l.all = now.Add(time.Minute)
	}
	if w := l.all.Sub(now); w > wait {
		return w, true
	}
	return wait, false
}

// learn notes what an answer says of its bucket.
func (l *limits) learn(q request, h http.Header) {
	left := h.Get("X-RateLimit-Remaining")
	if n, err := strconv.Atoi(left); q.bucket == "" || err != nil || n > 0 {
		return
	}
	l.buckets.put(q.bucket, time.Now().Add(seconds(h.Get("X-RateLimit-Reset-After"))))
}

// refused notes what a refusal says of the limits.
func (l *limits) refused(q request, e *callError, h http.Header) {
	now := time.Now()
	if e.Status != http.StatusTooManyRequests {
		l.learn(q, h)
	}
	switch e.Status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		// A shared limit is nobody's fault, and isn't counted.
		if h.Get("X-RateLimit-Scope") != "shared" {
			l.mu.Lock()
			l.count(now)
			l.invalid[l.minute%int64(len(l.invalid))]++
			l.mu.Unlock()
		}
	}
	if e.Status != http.StatusTooManyRequests {
		return
	}
	if e.Everything {
		l.mu.Lock()
		defer l.mu.Unlock()
		if until := now.Add(e.Wait); until.After(l.all) {
			l.all = until
		}
		return
	}
	if q.bucket != "" {
		l.buckets.put(q.bucket, now.Add(e.Wait))
	}
}

// used returns when what the API said to be used up is free again.
func (l *limits) used() (buckets map[string]time.Time, all time.Time) {
	buckets = map[string]time.Time{}
	for name, until := range l.buckets.each() {
		if time.Until(until) > 0 {
			buckets[name] = until.Round(0)
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return buckets, l.all.Round(0)
}

// goOn goes on from what another process used.
func (l *limits) goOn(buckets map[string]time.Time, all time.Time) {
	for name, until := range buckets {
		l.buckets.put(name, until)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if all.After(l.all) {
		l.all = all
	}
}

// count returns the refusals of the last ten minutes.
func (l *limits) count(now time.Time) int {
	minute := now.Unix() / 60
	for m := max(l.minute+1, minute-int64(len(l.invalid))+1); m <= minute; m++ {
		l.invalid[m%int64(len(l.invalid))] = 0
	}
	l.minute = max(l.minute, minute)
	n := 0
	for _, c := range l.invalid {
		n += c
	}
	return n
}

// seconds reads a number of seconds, such as 0.75; it is 0 if it can't be read.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return fromSeconds(f)
}

// fromSeconds bounds a number of seconds to a day.
func fromSeconds(f float64) time.Duration {
	if math.IsNaN(f) || f < 0 {
		return 0
	}
	return time.Duration(min(f, 86400) * float64(time.Second))
}

// pacer lets one pass at a time, so and so far apart, in the order in which they
// came. Up to burst may pass at once where nobody has for long.
type pacer struct {
	every time.Duration
	burst int

	mu   sync.Mutex
	next time.Time // when the next one passes, if nothing is saved up
}

// await waits for its turn; it returns ctx's error if that ends first.
func (p *pacer) await(ctx context.Context) error {
	p.mu.Lock()
	now := time.Now()
	if saved := now.Add(-time.Duration(p.burst) * p.every); p.next.Before(saved) {
		p.next = saved
	}
	turn := p.next
	p.next = turn.Add(p.every)
	p.mu.Unlock()
	if wait := turn.Sub(now); wait > 0 {
		return pause(ctx, wait)
	}
	return nil
}

// pause waits; it reports how ctx ended if that came first.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
