package storetest

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func Update(t testing.TB, s reflection.Store, fn func(reflection.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), fn); err != nil {
		t.Fatalf("update: %v", err)
	}
}

func View(t testing.TB, s reflection.Store, fn func(reflection.Tx) error) {
	t.Helper()
	if err := s.View(context.Background(), fn); err != nil {
		t.Fatalf("view: %v", err)
	}
}

func AddHome(tx reflection.Tx, n int) (h Home, err error) {
	private := chat.Chat{Platform: "telegram", ID: fmt.Sprint(n)}
	h.Person = reflection.Person{Locale: "en", Seed: uint64(n), Created: Noon}
	if err := tx.AddPerson(&h.Person); err != nil {
		return h, err
	}
	h.Identity = reflection.Identity{Person: h.Person.ID, Account: fmt.Sprint(n), Private: private}
	if err := tx.AddIdentity(&h.Identity); err != nil {
		return h, err
	}
	h.Subscription = reflection.Subscription{
		Person: h.Person.ID, Chat: private, Created: Noon,
		Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 21}, Days: schedule.Everyday, Zone: "Europe/Berlin"},
		Next: schedule.Occurrence{Date: Today, At: Noon.Add(8 * time.Hour)},
	}
	return h, tx.AddSubscription(&h.Subscription)
}

func NewHome(t testing.TB, s reflection.Store, n int) (h Home) {
	t.Helper()
	Update(t, s, func(tx reflection.Tx) (err error) {
		h, err = AddHome(tx, n)
		return err
	})
	return h
}

// Noon is an instant to count from.
var Noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

var Today = schedule.Date{Year: 2026, Month: 11, Day: 22}

// Home is a person with an account and a subscription in a private chat.
type Home struct {
	Person       reflection.Person
	Identity     reflection.Identity
	Subscription reflection.Subscription
}

func testNothingIsLostAmongMany(t *testing.T, open Open) {
	s := open(t)
	const people, each = 64, 20
	var all sync.WaitGroup
	for i := range people {
		all.Go(func() {
			var h Home
			if err := s.Update(t.Context(), func(tx reflection.Tx) (err error) { h, err = AddHome(tx, i); return err }); err != nil {
				t.Error(err)
				return
			}
			for range each {
				err := s.Update(t.Context(), func(tx reflection.Tx) error {
					p, err := tx.Person(h.Person.ID)
					if err != nil {
						return err
					}
					p.Milestone++
					if err := tx.AddFact(&reflection.Fact{Kind: reflection.FactRested, Person: p.ID, At: Noon}); err != nil {
						return err
					}
					return tx.UpdatePerson(p)
				})
				if err != nil {
					t.Error(err)
				}
				err = s.View(t.Context(), func(tx reflection.Tx) error {
					_, err := tx.Person(h.Person.ID)
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
			View(t, s, func(tx reflection.Tx) error {
				p, err := tx.Person(h.Person.ID)
				if err != nil {
					return err
				}
				facts, err := tx.FactsOf(h.Person.ID)
				if p.Milestone != each || len(facts) != each {
					t.Errorf("%d counted and %d facts, want %d", p.Milestone, len(facts), each)
				}
				return err
			})
		})
	}
	all.Wait()
}

func testViewIsASnapshot(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	View(t, s, func(before reflection.Tx) error {
		if _, err := before.Person(h.Person.ID); err != nil {
			return err
		}
		changed := h.Person
		changed.Milestone = 7
		Update(t, s, func(tx reflection.Tx) error { return tx.UpdatePerson(changed) })
		p, err := before.Person(h.Person.ID)
		if p.Milestone != 0 {
			t.Error("a view saw a commit that came after its snapshot")
		}
		return err
	})
	View(t, s, func(tx reflection.Tx) error {
		p, err := tx.Person(h.Person.ID)
		if p.Milestone != 7 {
			t.Error("a new view did not see the commit before it")
		}
		return err
	})
}

func testUpdateReadsWhatItWrote(t *testing.T, open Open) {
	s := open(t)
	Update(t, s, func(tx reflection.Tx) error {
		h, err := AddHome(tx, 1)
		if err != nil {
			return err
		}
		_, err = tx.Subscription(h.Subscription.ID)
		return err
	})
}
