package store

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func TestSummaries(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	full := reflection.Summaries{
		Subscription: h.subscription.ID,
		Week:         reflection.Sending{Days: schedule.Weekend, At: schedule.TimeOfDay{Hour: 18}, Settled: "2026-W46"},
		Month:        reflection.Sending{Off: true, At: schedule.TimeOfDay{Hour: 7, Minute: 5}, Settled: "2026-10"},
		Year:         reflection.Sending{Days: schedule.Everyday, Settled: "2025"},
		Next:         at(0),
	}
	bare := reflection.Summaries{Subscription: h.subscription.ID}
	view(t, s, func(tx reflection.Tx) error {
		_, err := tx.Summaries(h.subscription.ID)
		missing(t, "summaries at first", err)
		return nil
	})
	for _, want := range []reflection.Summaries{full, bare, full} {
		update(t, s, func(tx reflection.Tx) error { return tx.SetSummaries(want) })
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.Summaries(h.subscription.ID)
			same(t, "summaries", got, want, err)
			return nil
		})
	}
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "summaries of no subscription", tx.SetSummaries(reflection.Summaries{Subscription: 999}))
		return nil
	})
}

func TestDueSummaries(t *testing.T) {
	s := openTemp(t)
	add := func(n int, state reflection.SubscriptionState, next time.Time) reflection.Summaries {
		h := newHome(t, s, n)
		sum := reflection.Summaries{Subscription: h.subscription.ID, Next: next}
		update(t, s, func(tx reflection.Tx) error {
			h.subscription.State = state
			return errors.Join(tx.UpdateSubscription(h.subscription), tx.SetSummaries(sum))
		})
		return sum
	}
	second := add(1, reflection.Active, noon)
	first := add(2, reflection.Active, noon.Add(-time.Hour))
	add(3, reflection.Active, noon.Add(time.Microsecond))
	add(4, reflection.Active, time.Time{})
	paused := add(5, reflection.Paused, noon.Add(-2*time.Hour))
	add(6, reflection.Gone, noon.Add(-2*time.Hour))
	add(7, reflection.Barred, noon.Add(-2*time.Hour))
	due := func(what string, now time.Time, limit int, want ...reflection.Summaries) {
		t.Helper()
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.DueSummaries(now, limit)
			same(t, what, got, want, err)
			return nil
		})
	}
	due("due", noon, 10, first, second)
	due("the longest due", noon, 1, first)
	due("due earlier", noon.Add(-2*time.Hour), 10)

	// Whoever pauses afterwards is left out, and who resumes is there again.
	become := func(id reflection.SubscriptionID, state reflection.SubscriptionState) {
		t.Helper()
		update(t, s, func(tx reflection.Tx) error {
			sub, err := tx.Subscription(id)
			sub.State = state
			return errors.Join(err, tx.UpdateSubscription(sub))
		})
	}
	become(first.Subscription, reflection.Barred)
	become(paused.Subscription, reflection.Active)
	due("after a change of state", noon, 10, paused, second)
	become(first.Subscription, reflection.Active)
	due("back again", noon, 10, paused, first, second)
	become(first.Subscription, reflection.Gone)
	update(t, s, func(tx reflection.Tx) error { return tx.SetSummaries(first) })
	due("set while gone", noon, 10, paused, second)
}

// TestSummariesOfTheGoneCostNothing: what a tick reads of them is in an index
// that has no row for a subscription that is not active.
func TestSummariesOfTheGoneCostNothing(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	update(t, s, func(tx reflection.Tx) error {
		h.subscription.State = reflection.Gone
		return errors.Join(tx.SetSummaries(reflection.Summaries{Subscription: h.subscription.ID, Next: noon}),
			tx.UpdateSubscription(h.subscription))
	})
	view(t, s, func(rtx reflection.Tx) error {
		n, err := one(rtx.(*tx), "index", cell[int],
			`SELECT count(*) FROM summaries INDEXED BY summaries_due WHERE next IS NOT NULL AND active = 1`)
		same(t, "rows of the index", n, 0, err)
		return nil
	})
}
