package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func TestMain(m *testing.M) {
	if runAsChild() {
		return
	}
	goleak.VerifyTestMain(m)
}

// openTemp opens a store in a folder of its own and closes it with the test.
func openTemp(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "bot.db"))
}

func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func update(t testing.TB, s *Store, fn func(reflection.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), fn); err != nil {
		t.Fatalf("update: %v", err)
	}
}

func view(t testing.TB, s *Store, fn func(reflection.Tx) error) {
	t.Helper()
	if err := s.View(context.Background(), fn); err != nil {
		t.Fatalf("view: %v", err)
	}
}

// noon is an instant to count from.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

var today = schedule.Date{Year: 2026, Month: 11, Day: 22}

// home is a person with an account and a subscription in a private chat.
type home struct {
	person       reflection.Person
	identity     reflection.Identity
	subscription reflection.Subscription
}

func addHome(tx reflection.Tx, n int) (h home, err error) {
	private := chat.Chat{Platform: "telegram", ID: fmt.Sprint(n)}
	h.person = reflection.Person{Locale: "en", Seed: uint64(n), Created: noon}
	if err := tx.AddPerson(&h.person); err != nil {
		return h, err
	}
	h.identity = reflection.Identity{Person: h.person.ID, Account: fmt.Sprint(n), Private: private}
	if err := tx.AddIdentity(&h.identity); err != nil {
		return h, err
	}
	h.subscription = reflection.Subscription{
		Person: h.person.ID, Chat: private, Created: noon,
		Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 21}, Days: schedule.Everyday, Zone: "Europe/Berlin"},
		Next: schedule.Occurrence{Date: today, At: noon.Add(8 * time.Hour)},
	}
	return h, tx.AddSubscription(&h.subscription)
}

func newHome(t testing.TB, s *Store, n int) (h home) {
	t.Helper()
	update(t, s, func(tx reflection.Tx) (err error) {
		h, err = addHome(tx, n)
		return err
	})
	return h
}

func TestNothingIsLostAmongMany(t *testing.T) {
	s := openTemp(t)
	const people, each = 64, 20
	var all sync.WaitGroup
	for i := range people {
		all.Go(func() {
			var h home
			if err := s.Update(t.Context(), func(tx reflection.Tx) (err error) { h, err = addHome(tx, i); return err }); err != nil {
				t.Error(err)
				return
			}
			for range each {
				err := s.Update(t.Context(), func(tx reflection.Tx) error {
					p, err := tx.Person(h.person.ID)
					if err != nil {
						return err
					}
					p.Milestone++
					if err := tx.AddFact(&reflection.Fact{Kind: reflection.FactRested, Person: p.ID, At: noon}); err != nil {
						return err
					}
					return tx.UpdatePerson(p)
				})
				if err != nil {
					t.Error(err)
				}
				err = s.View(t.Context(), func(tx reflection.Tx) error {
					_, err := tx.Person(h.person.ID)
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
			view(t, s, func(tx reflection.Tx) error {
				p, err := tx.Person(h.person.ID)
				if err != nil {
					return err
				}
				facts, err := tx.FactsOf(h.person.ID)
				if p.Milestone != each || len(facts) != each {
					t.Errorf("%d counted and %d facts, want %d", p.Milestone, len(facts), each)
				}
				return err
			})
		})
	}
	all.Wait()
}

func TestViewIsASnapshot(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	view(t, s, func(before reflection.Tx) error {
		if _, err := before.Person(h.person.ID); err != nil {
			return err
		}
		changed := h.person
		changed.Milestone = 7
		update(t, s, func(tx reflection.Tx) error { return tx.UpdatePerson(changed) })
		p, err := before.Person(h.person.ID)
		if p.Milestone != 0 {
			t.Error("a view saw a commit that came after its snapshot")
		}
		return err
	})
	view(t, s, func(tx reflection.Tx) error {
		p, err := tx.Person(h.person.ID)
		if p.Milestone != 7 {
			t.Error("a new view did not see the commit before it")
		}
		return err
	})
}

func TestUpdateReadsWhatItWrote(t *testing.T) {
	s := openTemp(t)
	update(t, s, func(tx reflection.Tx) error {
		h, err := addHome(tx, 1)
		if err != nil {
			return err
		}
		_, err = tx.Subscription(h.subscription.ID)
		return err
	})
}

func TestIDsAreNeverUsedTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	var last int64
	for round := range 3 {
		s, err := Open(t.Context(), Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			// What is owed and settled leaves no row behind that could tell the number.
			a := reflection.OwedAnswer{Body: []byte("x"), At: noon}
			update(t, s, func(tx reflection.Tx) error { return tx.Owe(&a) })
			update(t, s, func(tx reflection.Tx) error { return tx.Settle(a.ID) })
			if a.ID <= last {
				t.Fatalf("round %d: id %d after %d", round, a.ID, last)
			}
			last = a.ID
		}
		if round == 1 && last > 100 {
			t.Errorf("a clean stop wasted ids: %d", last)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestClosedStoreRefuses(t *testing.T) {
	s := openTemp(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
	nothing := func(reflection.Tx) error { t.Error("a transaction ran"); return nil }
	for what, err := range map[string]error{
		"Update": s.Update(t.Context(), nothing),
		"View":   s.View(t.Context(), nothing),
		"Erased": s.Erased(t.Context()),
	} {
		if !errors.Is(err, ErrClosed) {
			t.Errorf("%s: err = %v, want ErrClosed", what, err)
		}
	}
}

// TestStoreInABubble: with the store opened inside, virtual time passes, so
// nothing in it may block on what the bubble does not know of.
func TestStoreInABubble(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		s, err := Open(t.Context(), Options{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		var ran atomic.Int32
		for i := range 10 {
			go func() {
				time.Sleep(time.Duration(i%3) * time.Hour)
				if err := s.Update(t.Context(), func(tx reflection.Tx) error { _, err := addHome(tx, i); return err }); err != nil {
					t.Error(err)
				}
				ran.Add(1)
			}()
		}
		time.Sleep(24 * time.Hour)
		synctest.Wait()
		if n := ran.Load(); n != 10 {
			t.Errorf("%d of 10 updates ran", n)
		}
		view(t, s, func(tx reflection.Tx) error {
			_, err := tx.IdentityIn(chat.Chat{Platform: "telegram", ID: "9"})
			return err
		})
		if err := s.Erased(t.Context()); err != nil {
			t.Error(err)
		}
		if passed := time.Since(began); passed != 24*time.Hour {
			t.Errorf("%v passed, want 24h: the store itself waited", passed)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
