package discordtest

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Rates are what the server lets pass. Zero is unlimited.
type Rates struct {
	// PerSecond is over all routes, but for those of interactions.
	PerSecond int
	// Route is what one route lets pass for one channel, guild or hook, in
	// RouteWindow from the first request on.
	Route       int
	RouteWindow time.Duration
	// Opened is how many private chats may be opened in OpenedWindow.
	Opened       int
	OpenedWindow time.Duration
}

// OfficialRates are the figures that are known of Discord.
func OfficialRates() Rates {
	return Rates{PerSecond: 50, Route: 5, RouteWindow: 5 * time.Second, Opened: 10, OpenedWindow: 10 * time.Minute}
}

const (
	// tolerance is how much shorter than its name a window is: clocks and
	// networks are not that exact.
	tolerance = 5 * time.Millisecond
	// banAfter invalid requests in banWindow have an address banned.
	banAfter  = 10_000
	banWindow = 10 * time.Minute
)

// limiter holds what the limits have to remember.
type limiter struct {
	buckets map[string]*bucket
	passed  []time.Time // what drew on the rate of all, in the last second
	opened  []time.Time // private chats opened in the last window
	invalid []time.Time // 401, 403 and 429, in the last ten minutes
}

// bucket is what one route has left for one channel, guild or hook.
type bucket struct {
	left  int
	reset time.Time
}

// count notes an invalid request. A 429 of a shared limit is nobody's fault.
func (l *limiter) count(e *apiError, at time.Time) {
	switch {
	case e.status == http.StatusTooManyRequests && e.scope == "shared":
	case e.status == http.StatusUnauthorized, e.status == http.StatusForbidden, e.status == http.StatusTooManyRequests:
		l.invalid = append(within(l.invalid, at, banWindow), at)
	}
}

// banned reports whether the address has made too many invalid requests.
func (l *limiter) banned(mu *sync.Mutex, at time.Time) bool {
	mu.Lock()
	defer mu.Unlock()
	return len(within(l.invalid, at, banWindow)) >= banAfter
}

// within returns the instants that lie less than a window before at.
func within(all []time.Time, at time.Time, window time.Duration) []time.Time {
	i := 0
	for i < len(all) && at.Sub(all[i]) >= window-tolerance {
		i++
	}
	return all[i:]
}

// Invalid returns how many requests of the last ten minutes were answered with
// 401, 403 or 429; from 10,000 on the address is banned.
func (s *Server) Invalid() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(within(s.limiter.invalid, time.Now(), banWindow))
}

// throttle writes the headers of a route's limit, and refuses what is above one.
func (s *Server) throttle(h http.Header, to *route, c *call, r *Request) *apiError {
	l := &s.limiter
	if s.rates.PerSecond > 0 && to.access == byToken {
		l.passed = within(l.passed, r.At, time.Second)
		if len(l.passed) >= s.rates.PerSecond {
			return l.refuse(h, "global", l.passed[0].Add(time.Second).Sub(r.At), 0, "You are being rate limited.")
		}
	}
	limit, window := 5, 5*time.Second
	strict := s.rates.Route > 0 && to.access != byAnyone && !strings.HasPrefix(to.name, "POST /interactions")
	if strict {
		limit, window = s.rates.Route, s.rates.RouteWindow
	}
	major := c.vars["channel_id"] + c.vars["guild_id"] + c.vars["webhook_token"]
	key := to.name + " " + major
	b := l.buckets[key]
	if b == nil || !r.At.Before(b.reset) {
		l.sweep(r.At)
		b = &bucket{left: limit, reset: r.At.Add(window)}
		l.buckets[key] = b
	}
	if !strict {
		b.left, b.reset = limit, r.At.Add(window)
	}
	if b.left == 0 {
		limits(h, to.name, limit, b, r.At)
		return l.refuse(h, "user", b.reset.Sub(r.At), 0, "You are being rate limited.")
	}
	if to.name == "POST /users/@me/channels" && s.rates.Opened > 0 {
		if l.opened = within(l.opened, r.At, s.rates.OpenedWindow); len(l.opened) >= s.rates.Opened {
			return l.refuse(h, "user", l.opened[0].Add(s.rates.OpenedWindow).Sub(r.At), 40003, errOpeningTooFast)
		}
		l.opened = append(l.opened, r.At)
	}
	b.left--
	limits(h, to.name, limit, b, r.At)
	if to.access == byToken {
		l.passed = append(l.passed, r.At)
		if s.rates.PerSecond == 0 {
			l.passed = nil
		}
	}
	return nil
}

// sweep forgets buckets that are full again.
func (l *limiter) sweep(at time.Time) {
	if len(l.buckets) < 1024 {
		return
	}
	for key, b := range l.buckets {
		if !at.Before(b.reset) {
			delete(l.buckets, key)
		}
	}
}

func (l *limiter) refuse(h http.Header, scope string, wait time.Duration, code int, message string) *apiError {
	e := &apiError{
		status: http.StatusTooManyRequests, code: code, message: message, scope: scope,
		wait: float64((wait+time.Millisecond-1)/time.Millisecond) / 1000,
	}
	e.announce(h)
	return e
}

// limits writes the headers that tell what a route has left.
func limits(h http.Header, route string, limit int, b *bucket, at time.Time) {
	hash := fnv.New64a()
	hash.Write([]byte(route))
	h.Set("X-RateLimit-Limit", strconv.Itoa(limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(b.left))
	h.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(b.reset.UnixMilli())/1000, 'f', 3, 64))
	h.Set("X-RateLimit-Reset-After", strconv.FormatFloat(b.reset.Sub(at).Seconds(), 'f', 3, 64))
	h.Set("X-RateLimit-Bucket", fmt.Sprintf("%016x", hash.Sum64()))
}

// counted reports whether a route sends or edits messages.
func counted(route string) bool {
	return route == "POST /channels/{channel_id}/messages" || route == "PATCH /channels/{channel_id}/messages/{message_id}"
}

// Sent returns when messages that were sent or edited arrived: into one channel,
// or into all if channel is empty; also those that were refused.
func (s *Server) Sent(channel string) []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	var at []time.Time
	for _, r := range s.requests {
		if counted(r.Route) && (channel == "" || r.Channel == channel) {
			at = append(at, r.At)
		}
	}
	slices.SortFunc(at, time.Time.Compare)
	return at
}

// Busiest returns the most arrivals within any window of this length, less
// 5 ms. The times are in order.
func Busiest(at []time.Time, window time.Duration) int {
	most, from := 0, 0
	for to := range at {
		for at[to].Sub(at[from]) >= window-tolerance {
			from++
		}
		most = max(most, to-from+1)
	}
	return most
}

// Share returns how much of a permitted rate was used between the first and
// the last arrival: 1 is all of it.
func Share(at []time.Time, perSecond float64) float64 {
	if len(at) < 2 {
		return 0
	}
	span := at[len(at)-1].Sub(at[0]).Seconds()
	return float64(len(at)-1) / (span * perSecond)
}
