package streak

import (
	"cmp"
	"slices"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// question is one delivery of an own subscription that is known to be in the
// chat, and all that the facts say about it.
type question struct {
	// asked is its FactAsked; asked.At is when it was due.
	asked *reflection.Fact
	// opened is the first sign of it; known is when the bot first knew of any.
	opened, known moment
	// ordinary is the platform's timestamp of the question itself; zero if only
	// what the person did shows that it arrived.
	ordinary time.Time
	arrived  bool

	// closed is when a later question was known; only if hasClosed.
	closed    moment
	hasClosed bool

	kept   bool // a reply kept its date while it was open
	mended bool // a reply kept its date soon after it had closed
	rested bool // Not today was pressed on it
	why    Reason
}

func (q *question) date() schedule.Date                     { return q.asked.Date }
func (q *question) delivery() reflection.DeliveryID         { return q.asked.Delivery }
func (q *question) subscription() reflection.SubscriptionID { return q.asked.Subscription }

// openAt reports whether the question was open at m: a closing comes before
// whatever else happens at its instant.
func (q *question) openAt(m moment) bool {
	return !m.before(q.opened) && (!q.hasClosed || m.before(q.closed))
}

// knownAt reports whether the bot knew at m that the question had arrived.
func (q *question) knownAt(m moment) bool { return !m.before(q.known) }

// arrive takes in one FactArrived.
func (q *question) arrive(f *reflection.Fact) {
	opened, known := momentOf(f), knownMoment(f)
	if !q.arrived || opened.compare(q.opened) < 0 {
		q.opened = opened
	}
	if !q.arrived || known.compare(q.known) < 0 {
		q.known = known
	}
	q.arrived = true
	if !f.Shown && (q.ordinary.IsZero() || f.At.Before(q.ordinary)) {
		q.ordinary = f.At
	}
}

// questions are a person's own questions that are known to have arrived.
type questions struct {
	// inOrder lists them by when they opened, the earliest first.
	inOrder []*question
	// byDelivery also holds those that are not known to have arrived.
	byDelivery map[reflection.DeliveryID]*question
}

// gather makes questions of the facts, and closes those that others followed.
// Pauses and replies are left to others.
func gather(facts []reflection.Fact) questions {
	asked := 0
	for i := range facts {
		if facts[i].Kind == reflection.FactAsked {
			asked++
		}
	}
	all := make([]question, 0, asked)
	qs := questions{byDelivery: make(map[reflection.DeliveryID]*question, asked)}
	for i := range facts {
		f := &facts[i]
		if f.Kind != reflection.FactAsked {
			continue
		}
		if q := qs.byDelivery[f.Delivery]; q == nil {
			all = append(all, question{asked: f})
			qs.byDelivery[f.Delivery] = &all[len(all)-1]
		} else if f.ID < q.asked.ID {
			q.asked = f // of two, the first was the plan
		}
	}
	for i := range facts {
		f := &facts[i]
		if f.Kind != reflection.FactArrived && f.Kind != reflection.FactRested {
			continue
		}
		q := qs.byDelivery[f.Delivery]
		switch {
		case q == nil:
		case f.Kind == reflection.FactArrived:
			q.arrive(f)
		default:
			q.rested = true
		}
	}
	qs.inOrder = make([]*question, 0, len(all))
	for i := range all {
		if all[i].arrived {
			qs.inOrder = append(qs.inOrder, &all[i])
		}
	}
	slices.SortFunc(qs.inOrder, func(a, b *question) int {
		return cmp.Or(a.opened.compare(b.opened), cmp.Compare(a.delivery(), b.delivery()))
	})
	qs.closeEarlier()
	return qs
}

// closeEarlier closes every question at the instant at which any later one of
// its subscription was first known.
func (qs questions) closeEarlier() {
	next := make(map[reflection.SubscriptionID]moment)
	for _, q := range slices.Backward(qs.inOrder) {
		earliest, ok := next[q.subscription()]
		q.closed, q.hasClosed = earliest, ok
		if !ok || q.known.compare(earliest) < 0 {
			next[q.subscription()] = q.known
		}
	}
}

// latestOpen returns the question that was known and open at m; of several
// the one that opened last, and nil if there was none.
func (qs questions) latestOpen(m moment) *question {
	after, _ := slices.BinarySearchFunc(qs.inOrder, m.at.Unix()+1, func(q *question, second int64) int {
		return cmp.Compare(q.opened.at.Unix(), second)
	})
	for _, q := range slices.Backward(qs.inOrder[:after]) {
		if q.knownAt(m) && q.openAt(m) {
			return q
		}
	}
	return nil
}
