package streak

import (
	"slices"
	"time"

	"stillpoint/internal/reflection"
)

// Resume counts on from a checkpoint: since are the facts that were added after
// its mark, aways the outages that ended after its Since. What it returns equals
// the count of all facts. It returns false where something came that could
// change what is settled: a fact about it, or about an instant before the edge,
// a part filed again, a now before the checkpoint's. Then the facts are to be
// counted in full.
//
// The checkpoint must be younger than whatever else changed the past: an outage
// that began before its Settled, and facts that came from another person when
// two became one.
func Resume(c Checkpoint, since []reflection.LaterFact, aways []reflection.Away, now time.Time) (Standing, bool) {
	base := c.saved
	if now.Before(base.Now.time()) {
		return Standing{}, false
	}
	facts := make([]reflection.Fact, 0, len(base.Facts)+len(since))
	for _, f := range base.Facts {
		facts = append(facts, f.fact())
	}
	for _, f := range since {
		facts = append(facts, f.Fact)
	}
	s := stand(base, facts, aways, now)
	for i := range since {
		if s.changesSettled(&since[i]) {
			return Standing{}, false
		}
	}
	if slices.Contains(s.keeps, nil) && slices.ContainsFunc(base.Unclosed, func(u unclosed) bool { return !u.Kept }) {
		return Standing{}, false // It may keep one that never closed.
	}
	s.Total = base.Total + newlyAnswered(since)
	return s, true
}

// changesSettled reports whether a fact that was added after the checkpoint may
// change what is settled, or what its carried facts came to.
func (s *Standing) changesSettled(f *reflection.LaterFact) bool {
	switch f.Kind {
	case reflection.FactAsked:
		return f.Date.Before(s.base.Until.date())
	case reflection.FactArrived:
		q := s.qs.byDelivery[f.Delivery]
		return q == nil || !s.base.after(f.At) ||
			slices.ContainsFunc(s.base.Unclosed, func(u unclosed) bool { return u.Subscription == q.subscription() })
	case reflection.FactReplied:
		return f.Refiled || !s.base.after(f.At) || s.base.waits(f.Delivery) || s.mayMend(f)
	case reflection.FactRested:
		return s.base.waits(f.Delivery)
	case reflection.FactPaused:
		return !s.base.after(f.At)
	}
	return false
}

// mayMend reports whether a reply may mend a date that is settled: one that was
// written soon after the closing, and handled much later.
func (s *Standing) mayMend(f *reflection.LaterFact) bool {
	return s.base.Settled != noEdge && s.qs.byDelivery[f.Delivery] == nil &&
		f.At.Unix() <= s.base.Settled+int64(mendable/time.Second)+1
}

// after reports whether an instant is beyond the edge.
func (b *saved) after(t time.Time) bool { return t.Unix() > b.Edge }

// waits reports whether a delivery is a settled question that never closed and
// is not kept.
func (b *saved) waits(d reflection.DeliveryID) bool {
	return slices.ContainsFunc(b.Unclosed, func(u unclosed) bool { return u.Delivery == d && !u.Kept })
}

// others leaves out the replies to settled questions that never closed: each
// keeps the one that it answers, and nothing else.
func (b *saved) others(replies []*reflection.Fact) []*reflection.Fact {
	if len(b.Unclosed) == 0 {
		return replies
	}
	return slices.DeleteFunc(replies, func(r *reflection.Fact) bool {
		return b.after(r.At) && slices.ContainsFunc(b.Unclosed, func(u unclosed) bool { return u.Delivery == r.Delivery })
	})
}

// newlyAnswered counts the deliveries that were answered for the first time by
// facts that were added later.
func newlyAnswered(since []reflection.LaterFact) int {
	facts := make([]reflection.Fact, len(since))
	before := make(map[reflection.DeliveryID]bool)
	for i, f := range since {
		facts[i] = f.Fact
		before[f.Delivery] = before[f.Delivery] || f.Answered
	}
	n := 0
	for _, d := range answered(lastFiled(facts)) {
		if !before[d] {
			n++
		}
	}
	return n
}
