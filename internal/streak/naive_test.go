package streak

import (
	"slices"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// naive works out the same as Count from the rules alone, day by day and with
// no thought for speed. It shares nothing with Count but the types.
type naive struct {
	scene
	own []told // the questions that arrived, by when they opened
}

// told is what the facts tell of one question.
type told struct {
	plan          reflection.Fact
	arrivals      []reflection.Fact
	opened, known reflection.Fact // facts whose At is when it was
	closed        *reflection.Fact
}

func tell(s scene) naive {
	n := naive{scene: s}
	for _, plan := range s.facts {
		if plan.Kind != reflection.FactAsked {
			continue
		}
		q := told{plan: plan}
		for _, f := range s.facts {
			if f.Kind != reflection.FactArrived || f.Delivery != plan.Delivery {
				continue
			}
			known := f
			if f.Known.Unix() > f.At.Unix() {
				known.At, known.Message = f.Known, ""
			}
			if len(q.arrivals) == 0 || sooner(f, q.opened) {
				q.opened = f
			}
			if len(q.arrivals) == 0 || sooner(known, q.known) {
				q.known = known
			}
			q.arrivals = append(q.arrivals, f)
		}
		if len(q.arrivals) == 0 {
			continue
		}
		place := len(n.own)
		for place > 0 && follows(n.own[place-1], q) {
			place--
		}
		n.own = slices.Insert(n.own, place, q)
	}
	for i := range n.own {
		for _, later := range n.own[i+1:] {
			if later.plan.Subscription != n.own[i].plan.Subscription {
				continue
			}
			if c := n.own[i].closed; c == nil || sooner(later.known, *c) {
				known := later.known
				n.own[i].closed = &known
			}
		}
	}
	return n
}

// earlier reports whether one thing came before another: by the second, then by
// message where both are of one chat.
func earlier(a, b reflection.Fact) bool {
	if a.At.Unix() < b.At.Unix() {
		return true
	}
	if a.At.Unix() > b.At.Unix() || a.Chat != b.Chat || a.Message == "" || b.Message == "" {
		return false
	}
	return len(a.Message) < len(b.Message) || len(a.Message) == len(b.Message) && a.Message < b.Message
}

// sooner is earlier, with what has no message first within a second.
func sooner(a, b reflection.Fact) bool {
	if a.At.Unix() == b.At.Unix() && a.Message == "" && b.Message != "" {
		return true
	}
	return earlier(a, b)
}

// follows reports whether a opened after b. Within one second, chats are told
// apart by platform and id, and the rest by delivery.
func follows(a, b told) bool {
	x, y := a.opened, b.opened
	if x.At.Unix() == y.At.Unix() && x.Message != "" && y.Message != "" && x.Chat != y.Chat {
		return string(x.Chat.Platform)+"\x00"+x.Chat.ID > string(y.Chat.Platform)+"\x00"+y.Chat.ID
	}
	return sooner(y, x) || !sooner(x, y) && a.plan.Delivery > b.plan.Delivery
}

func (q told) openAt(f reflection.Fact) bool {
	return !earlier(f, q.opened) && (q.closed == nil || earlier(f, *q.closed))
}

// history walks from the first date that was asked to the last, day by day.
func (n naive) history() History {
	h := History{}
	replies := n.replies()
	answered := make(map[reflection.DeliveryID]bool)
	keptOn, inTime := make(map[schedule.Date]bool), make(map[schedule.Date]bool)
	for len(replies) > 0 { // the earliest next
		next := 0
		for i, r := range replies {
			if writtenFirst(r, replies[next]) {
				next = i
			}
		}
		r := replies[next]
		replies = slices.Delete(replies, next, next+1)
		answered[r.Delivery] = true
		if day, ok := n.mends(r); ok && !inTime[day] {
			keptOn[day] = true
		} else if day, ok := n.keeps(r); ok {
			keptOn[day], inTime[day] = true, true
		}
	}
	h.Total = len(answered)
	if len(n.own) == 0 {
		return h
	}
	first, last := n.span()
	rest, kept := 1, 0
	var decided []Outcome // kept or missed
	for day := first; !day.After(last); day = day.AddDays(1) {
		var questions []told
		for _, q := range n.own {
			if q.plan.Date == day {
				questions = append(questions, q)
			}
		}
		if len(questions) == 0 {
			continue
		}
		o := n.occasion(day, questions)
		o.RestDays = rest
		switch {
		case keptOn[day]:
			o.Outcome, o.Mended = Kept, !inTime[day]
			kept++
			h.Run++
			h.Best = max(h.Best, h.Run)
			if kept%7 == 0 {
				rest = min(3, rest+1)
			}
			decided = append(decided, Kept)
		case o.Why != NotOptional && o.IsOpen():
		case o.Why != NotOptional:
			o.Outcome = Optional
		case rest > 0 && (!o.IsOpen() || n.pressed(questions)):
			o.Outcome = Rested
			rest--
		case !o.IsOpen():
			o.Outcome = Missed
			h.Run = 0
			decided = append(decided, Missed)
		}
		o.Run = h.Run
		h.Occasions = append(h.Occasions, o)
	}
	for i, outcome := range decided {
		if i >= len(decided)-30 {
			h.Counted++
			if outcome == Kept {
				h.Kept++
			}
		}
	}
	h.RestDays = rest
	return h
}

// replies returns the latest fact about each part.
func (n naive) replies() []reflection.Fact {
	var out []reflection.Fact
	for _, f := range n.facts {
		replaced := false
		for _, g := range n.facts {
			replaced = replaced || g.Kind == reflection.FactReplied && g.Part == f.Part && g.ID > f.ID
		}
		if f.Kind == reflection.FactReplied && !replaced {
			out = append(out, f)
		}
	}
	return out
}

// writtenFirst reports whether a reply comes before another: by the second, one
// without a message first, then by chat and message, then as they were recorded.
func writtenFirst(a, b reflection.Fact) bool {
	if a.At.Unix() == b.At.Unix() && a.Message != "" && b.Message != "" && a.Chat != b.Chat {
		return string(a.Chat.Platform)+"\x00"+a.Chat.ID < string(b.Chat.Platform)+"\x00"+b.Chat.ID
	}
	return sooner(a, b) || !sooner(b, a) && a.ID < b.ID
}

// mends returns the date of the question that a reply answers, if that had closed by
// then, two days before at most.
func (n naive) mends(r reflection.Fact) (schedule.Date, bool) {
	for _, q := range n.own {
		if q.plan.Delivery == r.Delivery && q.closed != nil && !earlier(r, q.opened) && !earlier(r, *q.closed) &&
			r.At.Sub(q.closed.At) <= 48*time.Hour {
			return q.plan.Date, true
		}
	}
	return schedule.Date{}, false
}

// keeps returns the date that a reply keeps.
func (n naive) keeps(r reflection.Fact) (day schedule.Date, found bool) {
	for _, q := range n.own {
		if q.plan.Delivery == r.Delivery && q.openAt(r) {
			return q.plan.Date, true
		}
	}
	for _, q := range n.own {
		if q.openAt(r) && !earlier(r, q.known) {
			day, found = q.plan.Date, true
		}
	}
	return day, found
}

// span returns the first and the last local date that was asked.
func (n naive) span() (first, last schedule.Date) {
	first, last = n.own[0].plan.Date, n.own[0].plan.Date
	for _, q := range n.own {
		if q.plan.Date.Before(first) {
			first = q.plan.Date
		}
		if q.plan.Date.After(last) {
			last = q.plan.Date
		}
	}
	return first, last
}

// occasion tells when a date was open, and why it is optional.
func (n naive) occasion(day schedule.Date, questions []told) Occasion {
	o := Occasion{Date: day, Why: n.why(questions[0])}
	open := false
	for i, q := range questions {
		o.Deliveries = append(o.Deliveries, q.plan.Delivery)
		if i == 0 || q.opened.At.Before(o.Opened) {
			o.Opened = q.opened.At
		}
		switch {
		case q.closed == nil || q.closed.At.After(n.now):
			open = true
		case q.closed.At.After(o.Closed):
			o.Closed = q.closed.At
		}
		if n.why(q) == NotOptional {
			o.Why = NotOptional
		}
	}
	switch {
	case open:
		o.Closed = time.Time{}
	case o.Why == NotOptional && o.Closed.Before(o.Opened.Add(20*time.Hour)):
		o.Why = Short
	}
	return o
}

// pressed reports whether Not today was pressed on one of the questions.
func (n naive) pressed(questions []told) bool {
	for _, f := range n.facts {
		for _, q := range questions {
			if f.Kind == reflection.FactRested && f.Delivery == q.plan.Delivery {
				return true
			}
		}
	}
	return false
}
