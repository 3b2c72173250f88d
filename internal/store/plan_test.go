package store

import (
	"database/sql"
	"strings"
	"testing"

	"stillpoint/internal/reflection"
)

// TestWhatIsAskedOftenHasAnIndex: none of these may read a whole table.
func TestWhatIsAskedOftenHasAnIndex(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	r, p := written(t, s, h)
	update(t, s, func(tx reflection.Tx) error {
		d := newDeliveryIn(t, tx, h)
		tx.DueSubscriptions(noon, 1)
		tx.NextDue()
		tx.ReadyDispatches("telegram", noon, 1)
		tx.InterruptedDispatches()
		tx.DispatchesOf(d)
		tx.OpenAt(h.subscription.Chat, noon, "")
		tx.Hanging(h.subscription.Chat, noon)
		tx.Before(reflection.Delivery{Subscription: h.subscription.ID})
		tx.DeliveryByMessage(h.subscription.Chat, "1")
		tx.DeliveryOn(h.subscription.ID, today)
		tx.AnswerTo(d, h.person.ID)
		tx.PartByMessage(h.identity.Private, "17")
		tx.Parts(r.ID)
		tx.Part(p.ID)
		tx.FactsOf(h.person.ID)
		tx.AwaySince(noon)
		tx.Identity("telegram", "1")
		tx.IdentityIn(h.identity.Private)
		tx.Identities(h.person.ID)
		tx.SubscriptionIn(h.subscription.Chat)
		tx.SubscriptionsOf(h.person.ID)
		tx.Choice(h.person.ID, "")
		tx.Awaiting(h.subscription.Chat)
		return nil
	})
	for query := range s.writer.conn.statements {
		for _, step := range plan(t, s, query) {
			if isScan(step) {
				t.Errorf("%s\n\t%s", step, query)
			}
		}
	}
}

func newDeliveryIn(t *testing.T, tx reflection.Tx, h home) reflection.DeliveryID {
	t.Helper()
	d := reflection.Delivery{Subscription: h.subscription.ID, Person: h.person.ID, Chat: h.subscription.Chat, Date: today}
	if err := tx.AddDelivery(&d); err != nil {
		t.Error(err)
	}
	return d.ID
}

// plan returns the steps in which SQLite carries out a query.
func plan(t *testing.T, s *Store, query string) (steps []string) {
	t.Helper()
	switch word, _, _ := strings.Cut(query, " "); word {
	case "SELECT", "UPDATE", "DELETE":
	default:
		return nil
	}
	err := s.writer.between(t.Context(), func() {
		args := make([]any, strings.Count(query, "?"))
		rows, err := s.writer.conn.c.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var id, parent, unused sql.RawBytes
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Error(err)
			}
			steps = append(steps, step)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

// isScan reports whether a step reads a whole table. Settings are few, and so is
// what is owed; the indexes of what is due and what is being sent hold nothing
// else.
func isScan(step string) bool {
	if strings.HasPrefix(step, "SCAN") {
		for _, fine := range []string{"settings", "answers", "subscriptions_due", "dispatches_sending"} {
			if strings.Contains(step, fine) {
				return false
			}
		}
		return true
	}
	return false
}
