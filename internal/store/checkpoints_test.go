package store

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

func TestCheckpoints(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	kept := reflection.Checkpoint{Person: h.Person.ID, Settled: at(2), State: []byte{1, 2}}
	bare := reflection.Checkpoint{Person: other.Person.ID, State: []byte{3}}
	view(t, s, func(tx reflection.Tx) error {
		if _, err := tx.Checkpoint(h.Person.ID); !errors.Is(err, reflection.ErrNotFound) {
			t.Errorf("at first: err = %v", err)
		}
		return nil
	})
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.SetCheckpoint(reflection.Checkpoint{Person: h.Person.ID, State: []byte{9}}),
			tx.SetCheckpoint(kept), tx.SetCheckpoint(bare))
	})
	view(t, s, func(tx reflection.Tx) error {
		c, err := tx.Checkpoint(h.Person.ID)
		same(t, "checkpoint", c, kept, err)
		c, err = tx.Checkpoint(other.Person.ID)
		same(t, "bare checkpoint", c, bare, err)
		return nil
	})
	update(t, s, func(tx reflection.Tx) error { return tx.DeleteCheckpoint(other.Person.ID) })
	view(t, s, func(tx reflection.Tx) error {
		if _, err := tx.Checkpoint(other.Person.ID); !errors.Is(err, reflection.ErrNotFound) {
			t.Errorf("deleted: err = %v", err)
		}
		_, err := tx.Checkpoint(h.Person.ID)
		return err
	})
}

func TestOutageThatBeganBeforeTakesTheCheckpointAway(t *testing.T) {
	for _, c := range []struct {
		from time.Time
		gone bool
	}{{at(0), true}, {at(2).Add(-time.Microsecond), true}, {at(2), false}, {at(3), false}} {
		s := openTemp(t)
		h, other := newHome(t, s, 1), newHome(t, s, 2)
		update(t, s, func(tx reflection.Tx) error {
			return errors.Join(
				tx.SetCheckpoint(reflection.Checkpoint{Person: h.Person.ID, Settled: at(2), State: []byte{1}}),
				tx.SetCheckpoint(reflection.Checkpoint{Person: other.Person.ID, State: []byte{1}}),
				tx.AddAway(reflection.Away{Platform: "telegram", From: c.from, To: at(9)}))
		})
		view(t, s, func(tx reflection.Tx) error {
			if _, err := tx.Checkpoint(h.Person.ID); errors.Is(err, reflection.ErrNotFound) != c.gone {
				t.Errorf("from %v: err = %v, want it gone: %v", c.from, err, c.gone)
			}
			_, err := tx.Checkpoint(other.Person.ID)
			return err // Nothing is settled in it.
		})
	}
}

func TestFactsAfterAMark(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	replied := func(p home, delivery reflection.DeliveryID, part reflection.PartID) *reflection.Fact {
		return &reflection.Fact{Kind: reflection.FactReplied, Person: p.Person.ID, Delivery: delivery, Part: part, At: at(1), Known: at(1), Date: today}
	}
	mark := replied(h, 10, 2)
	after := []*reflection.Fact{
		replied(h, 11, 3), // new
		replied(h, 10, 4), // a further part
		replied(h, 12, 2), // filed again
		replied(h, 13, 3), // filed again, but after the mark
		replied(h, 14, 0), // names no part
		replied(h, 15, 5), // another's delivery and part
		replied(h, 9, 6),  // answered by what was filed elsewhere by the mark
		{Kind: reflection.FactPaused, Person: h.Person.ID, Delivery: 10, Part: 2, At: at(3)},
	}
	update(t, s, func(tx reflection.Tx) error {
		for _, f := range append([]*reflection.Fact{
			replied(other, 15, 5), replied(h, 9, 1), replied(h, 10, 1), replied(h, 8, 0), mark,
		}, after...) {
			if err := tx.AddFact(f); err != nil {
				return err
			}
		}
		return tx.AddFact(replied(other, 16, 7))
	})
	flags := []struct{ refiled, answered bool }{
		{false, false}, {false, true}, {true, false}, {false, false}, {false, false}, {false, false}, {false, false}, {false, false},
	}
	view(t, s, func(tx reflection.Tx) error {
		var want []reflection.LaterFact
		for i, f := range after {
			want = append(want, reflection.LaterFact{Fact: *f, Refiled: flags[i].refiled, Answered: flags[i].answered})
		}
		got, err := tx.FactsAfter(h.Person.ID, mark.ID)
		same(t, "facts after the mark", got, want, err)
		got, err = tx.FactsAfter(h.Person.ID, after[len(after)-1].ID)
		same(t, "facts after the last", len(got), 0, err)
		got, err = tx.FactsAfter(h.Person.ID, 0)
		same(t, "all facts", len(got), len(after)+4, err)
		return nil
	})
}
