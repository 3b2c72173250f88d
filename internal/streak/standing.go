package streak

import (
	"math/bits"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Standing is a person's history with the facts it was counted from. After a
// checkpoint, Occasions and Facts are those from the checkpoint on; all figures
// are of the whole history.
type Standing struct {
	History
	Facts []reflection.Fact

	base    saved // what the count went on from; the zero count for none
	qs      questions
	replies []*reflection.Fact
	keeps   []*question // what each of the replies keeps
	dates   []date
	now     time.Time
}

// Begin counts all of a person's facts, as Count does.
func Begin(facts []reflection.Fact, aways []reflection.Away, now time.Time) Standing {
	s := stand(begin(), facts, aways, now)
	s.answered = answered(s.replies)
	s.Total = len(s.answered)
	return s
}

// stand counts facts on from a base, all but the total.
func stand(base saved, facts []reflection.Fact, aways []reflection.Away, now time.Time) Standing {
	s := Standing{Facts: facts, base: base, now: now}
	s.qs = gather(facts)
	s.qs.excuse(facts, aways, now, base.Begun)
	s.replies = base.others(lastFiled(facts))
	s.keeps = s.qs.keep(s.replies)
	s.firstAnswer = earliest(base.First.date(), facts)

	w := base.Walk
	s.Occasions = make([]Occasion, 0, len(s.qs.inOrder))
	for d := range s.qs.dates(now) {
		s.dates = append(s.dates, d)
		s.Occasions = append(s.Occasions, w.step(d))
	}
	if len(base.Begun) > 0 || len(s.qs.inOrder) > 0 {
		s.RestDays = w.RestDays
	}
	s.Run, s.Best, s.afterMiss = w.Run, w.Best, w.afterMiss()
	s.Kept, s.Counted = bits.OnesCount32(w.Lately), w.Counted
	return s
}

// earliest returns the earliest date of a reply, filed again or not, of those
// among the facts and one that is known.
func earliest(first schedule.Date, facts []reflection.Fact) schedule.Date {
	for i := range facts {
		f := &facts[i]
		if f.Kind == reflection.FactReplied && !f.Date.IsZero() && (first.IsZero() || f.Date.Before(first)) {
			first = f.Date
		}
	}
	return first
}
