package streak

import (
	"slices"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const (
	// unsettled is how long after it closed a date can still change in the
	// ordinary course of things: an answer mends it, and is handled some hours late
	// when the bot was away.
	unsettled = mendable + 24*time.Hour
	// silence is how long a question must have been open for nothing to be
	// expected of it any more.
	silence = 30 * 24 * time.Hour
	// leastUnsettled is how many of the latest dates stay, whatever their age, so
	// that what is said of the latest can look back on the one before.
	leastUnsettled = 3
)

// Checkpoint takes one: it settles the dates that nothing ordinary can change
// any more, and keeps the facts about the others.
func (s Standing) Checkpoint() Checkpoint {
	n := s.settled()
	next := s.base
	next.Now = instantOf(s.now)
	next.Total, next.First = s.Total, dayOf(s.FirstAnswer())
	next.Begun, next.Unclosed = slices.Clone(next.Begun), slices.Clone(next.Unclosed)
	if n < len(s.dates) {
		next.Until = dayOf(s.dates[n].Date)
	}
	firsts := s.qs.firsts(s.base.Begun)
	for _, d := range s.dates[:n] {
		next.Walk.step(d)
		for _, id := range d.Deliveries {
			q := s.qs.byDelivery[id]
			next.settle(q, d.kept)
			if firsts[q.subscription()] == q {
				next.Begun = append(next.Begun, q.subscription())
			}
		}
	}
	next.carry(s)
	return Checkpoint{next}
}

// settled returns how many dates, from the first on, are settled.
func (s *Standing) settled() int {
	n := 0
	for n < len(s.dates)-leastUnsettled && s.isSettled(s.dates[n]) {
		n++
	}
	// In its subscription a settled question comes before all that are not, so
	// that these don't depend on it; one that never closed, before all others.
	for n > 0 {
		until := s.dates[n].Date
		blocked := s.outOfOrder(until)
		if blocked == nil {
			break
		}
		n, _ = slices.BinarySearchFunc(s.dates, blocked.date(), func(d date, to schedule.Date) int { return d.Date.Compare(to) })
	}
	return n
}

// isSettled reports whether nothing ordinary can change a date any more.
func (s *Standing) isSettled(d date) bool {
	for _, id := range d.Deliveries {
		q := s.qs.byDelivery[id]
		switch {
		case q.hasClosed:
			if s.now.Sub(q.closed.at) < unsettled {
				return false
			}
		case s.now.Sub(q.opened.at) < silence:
			return false
		case d.rested && !d.kept && d.Why == NotOptional:
			return false // A pause or an outage would give its rest day back.
		}
	}
	return true
}

// outOfOrder returns the first question before a date that opened after one that
// it may not open after.
func (s *Standing) outOfOrder(until schedule.Date) *question {
	var first *question
	later := make(map[reflection.SubscriptionID]bool)
	for _, q := range s.qs.inOrder {
		switch {
		case !q.date().Before(until):
			later[q.subscription()] = true
		case (later[q.subscription()] || !q.hasClosed && len(later) > 0) &&
			(first == nil || q.date().Before(first.date())):
			first = q
		}
	}
	return first
}

// settle takes a question behind the edge.
func (b *saved) settle(q *question, kept bool) {
	b.Edge = max(b.Edge, q.opened.at.Unix(), q.known.at.Unix())
	if q.hasClosed {
		b.Edge = max(b.Edge, q.closed.at.Unix())
		b.Settled = max(b.Settled, q.closed.at.Unix())
		return
	}
	b.Unclosed = append(b.Unclosed, unclosed{Delivery: q.delivery(), Subscription: q.subscription(), Kept: kept})
}

// carry takes over the facts about what is not settled, and moves the mark. Of
// the replies, the earliest that keeps a question is enough; the others lie
// behind the edge, so that nothing can change what they keep.
func (b *saved) carry(s Standing) {
	until := b.Until.date()
	open := func(q *question) bool { return q != nil && !q.date().Before(until) }

	keeper := make(map[*question]*reflection.Fact)
	for i, r := range s.replies {
		q := s.keeps[i]
		switch {
		case !open(q), q.kept && !q.openAt(momentOf(r)): // One that came in time is enough.
		case keeper[q] == nil || momentOf(r).compare(momentOf(keeper[q])) < 0:
			keeper[q] = r
		}
	}
	needed := make(map[*reflection.Fact]bool, len(keeper))
	for _, r := range keeper {
		needed[r] = true
	}
	for _, r := range s.replies {
		if !needed[r] {
			b.Edge = max(b.Edge, r.At.Unix())
		}
	}
	pausesFrom := b.Edge
	for _, q := range s.qs.inOrder {
		if open(q) {
			pausesFrom = min(pausesFrom, q.opened.at.Unix())
		}
	}

	b.Facts = nil
	rested := make(map[*question]bool)
	for i := range s.Facts {
		f := &s.Facts[i]
		b.Mark = max(b.Mark, f.ID)
		q := s.qs.byDelivery[f.Delivery]
		carried := false
		switch f.Kind {
		case reflection.FactAsked:
			carried = open(q) && q.asked == f
		case reflection.FactArrived:
			carried = open(q)
		case reflection.FactRested:
			carried = open(q) && !rested[q]
			rested[q] = true
		case reflection.FactPaused:
			carried = f.At.Unix() >= pausesFrom
		case reflection.FactReplied:
			carried = needed[f]
		}
		if carried {
			b.Facts = append(b.Facts, saveFact(f))
		}
	}
}
