package pace

import (
	"time"

	"stillpoint/internal/chat"
)

// trialPatience is how long the others wait for a trial that hangs, before a
// further one is made.
const trialPatience = 5 * time.Second

// doubt is about how far a limit reaches, where the platform doesn't say and two
// places have to wait at once. The next message to a third place is the trial. If
// it is shown, the limits are those places' own. If it gets a 429 too, everything
// waits as told, half a minute at most, until the next trial.
type doubt struct {
	ends  time.Time // when there is no more reason for it
	until time.Time // no message before, while a trial is in flight
}

// suspect opens a doubt, when a place is told to wait, if another place still waits
// by a 429 whose reach is unknown.
func (s *scheduler) suspect(told *place, until, now time.Time) {
	for _, p := range s.places {
		if p != told && p.unclear && p.blocked.After(now) {
			s.doubt.ends = latest(s.doubt.ends, until, p.blocked)
		}
	}
}

// holds returns until when a queue waits for the end of a trial.
func (d *doubt) holds(q *queue) time.Time {
	if q.operation == message {
		return d.until
	}
	return time.Time{}
}

// begin reports whether a request that is granted now is a trial.
func (d *doubt) begin(q *queue, now time.Time) bool {
	if q.operation != message || !now.Before(d.ends) {
		return false
	}
	d.until = now.Add(trialPatience)
	return true
}

// conclude draws the conclusion from a trial: it reports whether everything has
// to wait. A failure that says nothing about the limit leaves the doubt to the
// next trial.
func (s *scheduler) conclude(g grant, err error, now time.Time) (all bool) {
	if !g.trial {
		return false
	}
	s.doubt.until = time.Time{}
	told := throttled(err)
	switch {
	case told != nil:
		wait := max(told.Wait, leastWait)
		s.blocked = latest(s.blocked, now.Add(min(wait, patience)))
		s.doubt.ends = latest(s.doubt.ends, now.Add(wait))
	case err == nil, chat.KindOf(err) != chat.Unsent && chat.KindOf(err) != chat.Uncertain:
		s.doubt.ends = time.Time{}
	}
	s.resort(now)
	return told != nil
}
