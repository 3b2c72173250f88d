package storetest

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func testSummaries(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	full := reflection.Summaries{
		Subscription: h.Subscription.ID,
		Week:         reflection.Sending{Days: schedule.Weekend, At: schedule.TimeOfDay{Hour: 18}, Settled: "2026-W46"},
		Month:        reflection.Sending{Off: true, At: schedule.TimeOfDay{Hour: 7, Minute: 5}, Settled: "2026-10"},
		Year:         reflection.Sending{Days: schedule.Everyday, Settled: "2025"},
		Next:         At(0),
	}
	bare := reflection.Summaries{Subscription: h.Subscription.ID}
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Summaries(h.Subscription.ID)
		Missing(t, "summaries at first", err)
		return nil
	})
	for _, want := range []reflection.Summaries{full, bare, full} {
		Update(t, s, func(tx reflection.Tx) error { return tx.SetSummaries(want) })
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.Summaries(h.Subscription.ID)
			Same(t, "summaries", got, want, err)
			return nil
		})
	}
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "summaries of no subscription", tx.SetSummaries(reflection.Summaries{Subscription: 999}))
		return nil
	})
}

func testDueSummaries(t *testing.T, open Open) {
	s := open(t)
	add := func(n int, state reflection.SubscriptionState, next time.Time) reflection.Summaries {
		h := NewHome(t, s, n)
		sum := reflection.Summaries{Subscription: h.Subscription.ID, Next: next}
		Update(t, s, func(tx reflection.Tx) error {
			h.Subscription.State = state
			return errors.Join(tx.UpdateSubscription(h.Subscription), tx.SetSummaries(sum))
		})
		return sum
	}
	second := add(1, reflection.Active, Noon)
	first := add(2, reflection.Active, Noon.Add(-time.Hour))
	add(3, reflection.Active, Noon.Add(time.Microsecond))
	add(4, reflection.Active, time.Time{})
	paused := add(5, reflection.Paused, Noon.Add(-2*time.Hour))
	add(6, reflection.Gone, Noon.Add(-2*time.Hour))
	add(7, reflection.Barred, Noon.Add(-2*time.Hour))
	due := func(what string, now time.Time, limit int, want ...reflection.Summaries) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.DueSummaries(now, limit)
			Same(t, what, got, want, err)
			return nil
		})
	}
	due("due", Noon, 10, first, second)
	due("the longest due", Noon, 1, first)
	due("due earlier", Noon.Add(-2*time.Hour), 10)

	// Whoever pauses afterwards is left out, and who resumes is there again.
	become := func(id reflection.SubscriptionID, state reflection.SubscriptionState) {
		t.Helper()
		Update(t, s, func(tx reflection.Tx) error {
			sub, err := tx.Subscription(id)
			sub.State = state
			return errors.Join(err, tx.UpdateSubscription(sub))
		})
	}
	become(first.Subscription, reflection.Barred)
	become(paused.Subscription, reflection.Active)
	due("after a change of state", Noon, 10, paused, second)
	become(first.Subscription, reflection.Active)
	due("back again", Noon, 10, paused, first, second)
	become(first.Subscription, reflection.Gone)
	Update(t, s, func(tx reflection.Tx) error { return tx.SetSummaries(first) })
	due("set while gone", Noon, 10, paused, second)
}
