package streak

import (
	"cmp"
	"slices"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// Reason says why a date counts as nothing when it is not answered.
type Reason int

// The reasons, in the order in which they are looked for.
const (
	NotOptional   Reason = iota
	FirstQuestion        // the first known to have arrived in its subscription
	OffSchedule          // asked for by /today on a day that is not scheduled
	Weekly               // weekly, because nobody had answered
	OnlyShown            // uncertain: only what the person did showed that it arrived
	Late                 // it arrived more than lateness after it was due
	PausedThen           // open when a pause, a switch-off or a block began
	BotAway              // open while the bot was out for more than outage
	Short                // its date was open for less than enough
)

// String returns the reason's name for logs.
func (r Reason) String() string {
	names := [...]string{
		"not optional", "first", "off schedule", "weekly", "only shown",
		"late", "paused", "bot away", "short",
	}
	if r < 0 || int(r) >= len(names) {
		return "unknown"
	}
	return names[r]
}

const (
	lateness = time.Hour      // a question that is later than this is optional
	outage   = time.Hour      // an outage that is longer than this excuses
	enough   = 20 * time.Hour // a date that was open for less is optional
)

// excuses are what questions are held against to see whether they are optional.
type excuses struct {
	first  map[reflection.SubscriptionID]*question
	pauses map[reflection.SubscriptionID][]moment
	aways  map[chat.Platform]outages
	now    time.Time
}

// excuse sets why each question, taken by itself, is optional. How long its
// date was open is for the date to say. begun are the subscriptions whose first
// question is not among these.
func (qs questions) excuse(facts []reflection.Fact, aways []reflection.Away, now time.Time, begun []reflection.SubscriptionID) {
	e := excuses{
		first:  qs.firsts(begun),
		pauses: pausesOf(facts),
		aways:  outagesOf(aways),
		now:    now,
	}
	for _, q := range qs.inOrder {
		q.why = e.reason(q)
	}
}

// reason returns the first reason that makes the question optional.
func (e excuses) reason(q *question) Reason {
	switch {
	case e.first[q.subscription()] == q:
		return FirstQuestion
	case q.asked.Extra:
		return OffSchedule
	case q.asked.BackOff:
		return Weekly
	case q.ordinary.IsZero():
		return OnlyShown
	case q.ordinary.Sub(q.asked.At) > lateness:
		return Late
	case e.pausedDuring(q):
		return PausedThen
	case e.awayDuring(q):
		return BotAway
	}
	return NotOptional
}

// firsts returns the question of each subscription that was known first, but
// for those that have begun before.
func (qs questions) firsts(begun []reflection.SubscriptionID) map[reflection.SubscriptionID]*question {
	first := make(map[reflection.SubscriptionID]*question)
	for _, q := range qs.inOrder {
		if slices.Contains(begun, q.subscription()) {
			continue
		}
		if f := first[q.subscription()]; f == nil || q.known.compare(f.known) < 0 {
			first[q.subscription()] = q
		}
	}
	return first
}

// pausesOf returns when pauses began, by subscription, the earliest first.
func pausesOf(facts []reflection.Fact) map[reflection.SubscriptionID][]moment {
	pauses := make(map[reflection.SubscriptionID][]moment)
	for i := range facts {
		if f := &facts[i]; f.Kind == reflection.FactPaused {
			pauses[f.Subscription] = append(pauses[f.Subscription], momentOf(f))
		}
	}
	for _, of := range pauses {
		slices.SortFunc(of, moment.compare)
	}
	return pauses
}

// pausedDuring reports whether a pause of the question's subscription began
// while it was open.
func (e excuses) pausedDuring(q *question) bool {
	pauses := e.pauses[q.subscription()]
	from, _ := slices.BinarySearchFunc(pauses, q.opened.at.Unix(), func(p moment, second int64) int {
		return cmp.Compare(p.at.Unix(), second)
	})
	for _, p := range pauses[from:] {
		if q.openAt(p) {
			return true
		}
		if q.hasClosed && p.at.Unix() > q.closed.at.Unix() {
			return false
		}
	}
	return false
}

// outages are one platform's outages that are long enough to matter.
type outages struct {
	spans []reflection.Away // by From
	until []time.Time       // until[i] is the latest To among spans[:i+1]
}

// outagesOf returns the outages that are long enough to matter, by platform.
func outagesOf(aways []reflection.Away) map[chat.Platform]outages {
	by := make(map[chat.Platform]outages)
	for _, a := range aways {
		if a.To.Sub(a.From) > outage {
			o := by[a.Platform]
			o.spans = append(o.spans, a)
			by[a.Platform] = o
		}
	}
	for platform, o := range by {
		slices.SortFunc(o.spans, func(a, b reflection.Away) int { return a.From.Compare(b.From) })
		o.until = make([]time.Time, len(o.spans))
		var latest time.Time
		for i, a := range o.spans {
			if i == 0 || a.To.After(latest) {
				latest = a.To
			}
			o.until[i] = latest
		}
		by[platform] = o
	}
	return by
}

// awayDuring reports whether any part of a long outage of the question's
// platform lay within the time it was open.
func (e excuses) awayDuring(q *question) bool {
	end := e.now
	if q.hasClosed && q.closed.at.Before(end) {
		end = q.closed.at
	}
	o := e.aways[q.asked.Chat.Platform]
	begun, _ := slices.BinarySearchFunc(o.spans, end, func(a reflection.Away, end time.Time) int {
		return a.From.Compare(end)
	})
	return begun > 0 && o.until[begun-1].After(q.opened.at)
}
