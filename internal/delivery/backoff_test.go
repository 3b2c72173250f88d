package delivery_test

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// TestBackOff: the eighth question after seven without an answer offers a
// choice; after that they come weekly, on the schedule's days, and say so no more.
func TestBackOff(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		r.tickEvery(15 * time.Minute)
		ada := r.ada()
		for day := range 7 {
			r.sleepUntil(due.AddDate(0, 0, day))
			if labels := ada.Last().Labels; len(labels) != 3 {
				t.Errorf("question %d has the buttons %q", day+1, labels)
			}
		}
		r.sleepUntil(due.AddDate(0, 0, 7))
		want := []string{"Another", "Not today", "Later", "Keep daily", "Once a week", "Pause"}
		if labels := ada.Last().Labels; !slices.Equal(labels, want) {
			t.Errorf("the eighth has the buttons %q, want %q", labels, want)
		}
		if del := r.delivery(ada, day0.AddDays(7)); del.BackOff {
			t.Errorf("the eighth counts as one after back-off")
		}
		r.sleepUntil(due.AddDate(0, 0, 30))
		for day := 8; day <= 30; day++ {
			del := r.delivery(ada, day0.AddDays(day))
			if weekly := day%7 == 0; (del.ID != 0) != weekly || del.BackOff != weekly {
				t.Errorf("day %d: delivery %d, back-off is %v", day, del.ID, del.BackOff)
			}
		}
		if labels := ada.Last().Labels; len(labels) != 3 {
			t.Errorf("a weekly one has the buttons %q", labels)
		}
		r.wantShown(ada, 8+3)
		r.change(ada, func(s *reflection.Subscription) { s.BackOff, s.Unanswered = false, 0 })
		r.sleepUntil(due.AddDate(0, 0, 31))
		r.wantShown(ada, 8+4)
	})
}

// TestBackOffIsOffered: if the question that offers the choice never arrives,
// the next one does, and a day later.
func TestBackOffIsOffered(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada(func(s *reflection.Subscription) { s.Unanswered = planning.SilenceAfter })
		r.platform.FailNext(0, refusal())
		r.sleepUntil(due)
		r.wantShown(ada, 0)
		r.sleepUntil(due.AddDate(0, 0, 1))
		if labels := ada.Last().Labels; !slices.Contains(labels, "Once a week") {
			t.Errorf("the next question has the buttons %q", labels)
		}
		if next := r.subscription(ada).Next.Date; next != day0.AddDays(8) {
			t.Errorf("the one after it on %v, want a week later", next)
		}
	})
}

// TestPausedUntil: a pause ends by itself on its date; what was planned before
// it isn't sent in it.
func TestPausedUntil(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		r.tickEvery(15 * time.Minute)
		ada := r.ada()
		r.change(ada, func(s *reflection.Subscription) { s.State, s.PausedUntil = reflection.Paused, day0.AddDays(3) })
		r.sleepUntil(due.AddDate(0, 0, 3).Add(-time.Second))
		r.wantShown(ada, 0)
		r.sleepUntil(due.AddDate(0, 0, 3))
		r.wantShown(ada, 1)
		if sub := r.subscription(ada); sub.State != reflection.Active || !sub.PausedUntil.IsZero() {
			t.Errorf("subscription is %v until %v", sub.State, sub.PausedUntil)
		}
		bob := r.subscribe(r.platform.Person("bob"), berlin, "22:00")
		r.sleepUntil(due.AddDate(0, 0, 3).Add(30 * time.Minute))
		r.stop()
		r.startClosed()
		r.sleepUntil(due.AddDate(0, 0, 3).Add(time.Hour + time.Minute)) // planned
		r.change(bob, func(s *reflection.Subscription) { s.State = reflection.Paused })
		r.out.Open(r.platform.Platform())
		r.wantShown(bob, 0)
		if got := r.delivery(bob, day0.AddDays(3)).State; got != reflection.DeliveryDropped {
			t.Errorf("what was planned before the pause is in state %d", got)
		}
		// One that they ask for in a pause is sent.
		planAt(r, bob, schedule.Occurrence{Date: day0.AddDays(4), At: time.Now()})
		r.wantShown(bob, 1)
	})
}
