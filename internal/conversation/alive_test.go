package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// TestWhoWritesWhenTheirQuestionIsDueIsAsked: what is due and not planned yet, as after an
// outage or in a full hour, isn't passed over because its person writes, or comes back
// from silence, before its turn comes.
func TestWhoWritesWhenTheirQuestionIsDueIsAsked(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*reflection.Subscription){
		"one question before was left unanswered": func(s *reflection.Subscription) { s.Unanswered = 1 },
		"none was":                  func(s *reflection.Subscription) { s.Unanswered = 0 },
		"questions came weekly":     func(s *reflection.Subscription) { s.Unanswered, s.BackOff = 7, true },
		"the end of a pause is due": func(s *reflection.Subscription) { s.Unanswered, s.State = 1, reflection.Paused },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, r *rig) {
				p := r.begin("ada", "Berlin", "21:00")
				r.says(p, "the first one")
				asked := r.nextQuestion(p)
				r.until(asked.Due.Add(30*time.Minute + 20*time.Second))
				// The next came due twenty minutes ago, and nothing was there to plan it.
				sub := r.subscription(p)
				due := schedule.Occurrence{Date: sub.Next.Date, At: time.Now().Add(-20 * time.Minute)}
				r.update(func(tx reflection.Tx) error {
					sub.Next = due
					change(&sub)
					return tx.UpdateSubscription(sub)
				})
				r.says(p, "something before it comes")
				time.Sleep(3 * time.Minute)
				r.settle()
				if d := r.openDelivery(p.Chat()); d.Date != due.Date {
					t.Errorf("the open question is that of %v, want %v; the next is %+v", d.Date, due.Date, r.subscription(p).Next)
				}
			})
		})
	}
}

// TestAChannelIsAskedThoughSomebodyAnswersBefore: an answer to the post before, when the
// next is due and not planned yet, passes nothing over.
func TestAChannelIsAskedThoughSomebodyAnswersBefore(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		c := r.asks("acme", "reflections")
		before := c.post()
		r.soon()
		var due schedule.Occurrence
		r.update(func(tx reflection.Tx) error {
			sub, err := tx.Subscription(c.sub)
			if err != nil {
				return err
			}
			sub.Unanswered = 1
			due = schedule.Occurrence{Date: sub.Next.Date, At: time.Now().Add(-time.Second)}
			sub.Next = due
			return tx.UpdateSubscription(sub)
		})
		c.member("bea").answers("an answer before it comes")
		time.Sleep(3 * time.Minute)
		r.settle()
		if d := r.openDelivery(c.in.Chat()); d.Date != due.Date || d.ID == before.ID {
			t.Errorf("the open post is that of %v, want %v", d.Date, due.Date)
		}
	})
}
