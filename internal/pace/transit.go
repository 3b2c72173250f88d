package pace

import "time"

const (
	// epoch is the number of requests of which the fastest is remembered.
	epoch = 64
	// firstFew is of how many requests nothing is known yet that their time could be
	// compared with: each may have arrived just before it was answered.
	firstFew = 8
	// maxLate bounds how late a request is taken to have arrived.
	maxLate = time.Second
	// maxCredit bounds how much lateness the overall window can allow for at once.
	maxCredit = 600 * time.Millisecond
	// creditPerGrant is how much a grant regains. It is about a
	// hundredth of a window, so that lateness never costs more than that.
	creditPerGrant = 10 * time.Millisecond
)

// transit estimates how late requests arrive at the platform. The fastest request
// shows how long the transit and the work take at least; the time that another one
// took beyond that may have passed before it arrived.
type transit struct {
	now, before time.Duration // the fastest of this epoch and of the last; 0 for none
	seen        int
	few         int // of the first ones, up to firstFew
	credit      time.Duration
}

// late returns how much later than the fastest a request arrived at most. Typical
// is a message that was shown; the fastest is sought among those, since a refusal
// or a reaction takes less work.
func (t *transit) late(took time.Duration, typical bool) time.Duration {
	took = max(took, 1)
	if t.few < firstFew {
		if typical {
			t.few++
			t.learn(took)
		}
		return min(took, maxLate)
	}
	if typical {
		t.learn(took)
	}
	fastest := t.now
	if fastest == 0 || (t.before != 0 && t.before < fastest) {
		fastest = t.before
	}
	if fastest == 0 {
		return 0
	}
	return min(max(took-fastest, 0), maxLate)
}

func (t *transit) learn(took time.Duration) {
	if t.seen == epoch {
		t.now, t.before, t.seen = 0, t.now, 0
	}
	if t.seen++; t.now == 0 || took < t.now {
		t.now = took
	}
}

// granted regains credit.
func (t *transit) granted() { t.credit = min(t.credit+creditPerGrant, maxCredit) }

// spend takes what it can of the lateness from the credit: a rare slow request
// is allowed for in full, and a network that always varies doesn't halve the rate.
func (t *transit) spend(late time.Duration) time.Duration {
	late = min(late, t.credit)
	t.credit -= late
	return late
}
