package store

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/store/storetest"
)

// TestSuiteTwice: the store keeps what it promises where every transaction is run
// for nothing first.
func TestSuiteTwice(t *testing.T) {
	storetest.Run(t, func(t testing.TB) reflection.Store { return storetest.Twice(openTemp(t)) })
}

func TestTwiceRunsTwiceAndWritesOnce(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	runs := 0
	update(t, storetest.Twice(s), func(tx reflection.Tx) error {
		runs++
		return tx.AddFact(&reflection.Fact{Person: h.Person.ID, At: noon})
	})
	var facts []reflection.Fact
	view(t, s, func(tx reflection.Tx) (err error) { facts, err = tx.FactsOf(h.Person.ID); return err })
	if runs != 2 || len(facts) != 1 {
		t.Errorf("%d runs and %d facts, want 2 and 1", runs, len(facts))
	}
	refusal := errors.New("no")
	if err := storetest.Twice(s).Update(t.Context(), func(reflection.Tx) error { runs++; return refusal }); !errors.Is(err, refusal) || runs != 4 {
		t.Errorf("err = %v after %d runs, want the function's own after 4", err, runs)
	}
	if err := storetest.Twice(s).Update(t.Context(), func(reflection.Tx) error { runs++; panic("no") }); !errors.Is(err, ErrPanicked) || runs != 5 {
		t.Errorf("err = %v after %d runs, want ErrPanicked after 5", err, runs)
	}
}
