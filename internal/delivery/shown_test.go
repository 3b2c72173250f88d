package delivery_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
)

// TestBothMessagesShowTheDelivery: of a question that was sent once more, the
// message that the bot knows leads to it.
func TestBothMessagesShowTheDelivery(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		scripted(r, chattest.OpSend, cutAfter)
		r.sleepUntil(due.Add(time.Second))
		first := ada.Last().ID
		// A press under the first message tells of it.
		r.shown(ada, first)
		del := r.delivery(ada, day0)
		if del.State != reflection.DeliveryArrived || del.Message != first {
			t.Errorf("delivery in state %d with message %q after the press", del.State, del.Message)
		}
		if f := r.facts(ada, reflection.FactArrived); len(f) != 1 || !f[0].Shown {
			t.Errorf("facts of arrival: %+v", f)
		}
		r.sleepUntil(due.Add(time.Hour))
		r.wantShown(ada, 1) // It is known to be there: not sent again.
	})
	inBubble(t, evening, func(r *rig) {
		ada := r.ada()
		scripted(r, chattest.OpSend, cutAfter)
		r.sleepUntil(due.Add(time.Minute))
		r.wantShown(ada, 2)
		del := r.delivery(ada, day0)
		r.view(func(tx reflection.Tx) error {
			found, err := tx.DeliveryByMessage(ada.Chat(), ada.Last().ID)
			if err == nil && found.ID != del.ID {
				t.Errorf("the second message leads to delivery %d, want %d", found.ID, del.ID)
			}
			return err
		})
	})
}

// shown does what the conversation does when the person presses a button under
// a message, or writes after it.
func (r *rig) shown(s someone, m chat.MessageID) {
	r.t.Helper()
	at := time.Now().UTC()
	r.update(func(tx reflection.Tx) error {
		del, err := tx.DeliveryOn(s.sub, day0)
		if err != nil {
			return err
		}
		if del, err = delivery.Shown(tx, del, at, m); err != nil {
			return err
		}
		if m == "" {
			return nil
		}
		return tx.MapMessage(s.Chat(), m, del.ID)
	})
}

// TestShownByThePerson: text after an uncertain question shows that it arrived,
// optionally; found or sent again, it is an ordinary one, and opened when it
// first did.
func TestShownByThePerson(t *testing.T) {
	t.Run("then found", func(t *testing.T) {
		inBubble(t, evening, func(r *rig) {
			ada := r.ada()
			scripted(r, chattest.OpSend, cutAfter)
			r.sleepUntil(due.Add(2 * time.Second))
			r.shown(ada, "")
			r.sleepUntil(due.Add(10 * time.Minute))
			facts := r.facts(ada, reflection.FactArrived)
			if len(facts) != 2 || !facts[0].Shown || facts[1].Shown {
				t.Fatalf("facts of arrival: %+v", facts)
			}
			if !facts[1].At.Equal(due) || !facts[1].Known.After(facts[0].At) {
				t.Errorf("found at %v, known at %v", facts[1].At, facts[1].Known)
			}
			del := r.delivery(ada, day0)
			if !del.Arrived.Equal(due) || del.Message == "" {
				t.Errorf("arrived at %v as %q", del.Arrived, del.Message)
			}
			r.wantShown(ada, 1)
			if n := r.subscription(ada).Unanswered; n != 1 {
				t.Errorf("%d unanswered, want 1", n)
			}
		}, chattest.LikeDiscord())
	})
	t.Run("then not found", func(t *testing.T) {
		inBubble(t, evening, func(r *rig) {
			ada := r.ada()
			scripted(r, chattest.OpSend, lost)
			r.sleepUntil(due.Add(2 * time.Second))
			r.shown(ada, "")
			r.sleepUntil(due.Add(10 * time.Minute))
			if f := r.facts(ada, reflection.FactArrived); len(f) != 1 || !f[0].Shown {
				t.Errorf("facts of arrival: %+v", f)
			}
			r.wantShown(ada, 0) // What was answered isn't asked.
		}, chattest.LikeDiscord())
	})
	t.Run("while it is sent again", func(t *testing.T) {
		inBubble(t, evening, func(r *rig) {
			ada := r.ada()
			scripted(r, chattest.OpSend, cutAfter, chattest.Fault{Delay: 20 * time.Second})
			r.sleepUntil(due.Add(15 * time.Second))
			written := time.Now()
			r.shown(ada, "")
			r.sleepUntil(due.Add(10 * time.Minute))
			facts := r.facts(ada, reflection.FactArrived)
			if len(facts) != 2 || !facts[0].Shown || facts[1].Shown {
				t.Fatalf("facts of arrival: %+v", facts)
			}
			if del := r.delivery(ada, day0); !del.Arrived.Equal(written) {
				t.Errorf("opened at %v, want when the text showed it: later text belongs to it", del.Arrived)
			}
			r.wantShown(ada, 2)
		})
	})
}
