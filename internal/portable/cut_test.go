package portable_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store/storetest"
)

// failing is a store that fails once so many writing transactions were made.
type failing struct {
	reflection.Store
	left *int
}

var errCut = errors.New("cut off")

// Update implements reflection.Store.
func (f failing) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	if *f.left--; *f.left < 0 {
		return errCut
	}
	return f.Store.Update(ctx, fn)
}

// TestCutOff takes a file in that is cut off after each of its transactions in turn,
// and then again as a whole, where functions of transactions run twice besides: what
// is there then is what was there before it was forgotten.
func TestCutOff(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	now := at(begun.AddDays(lived)).Add(-1)
	var who reflection.Identity
	update(t, s, func(tx reflection.Tx) error {
		l, err := live(tx, "41", lived)
		who = l.identity
		return err
	})
	file := written(t, s, who.Person)
	parsed, err := portable.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	for after := 0; ; after++ {
		update(t, s, func(tx reflection.Tx) (err error) {
			if err := tx.DeletePerson(who.Person); err != nil {
				return err
			}
			_, who, err = meet(tx, "41", now)
			return err
		})
		b, left := portable.Bearer{Person: who.Person, Identity: who, Now: now}, after
		_, cut := portable.Import(t.Context(), failing{storetest.Twice(s), &left}, b, parsed)
		if cut != nil && !errors.Is(cut, errCut) {
			t.Fatal(cut)
		}
		if _, err := portable.Import(t.Context(), storetest.Twice(s), b, parsed); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(written(t, s, who.Person), file) {
			t.Errorf("cut off after %d transactions and taken in again, it is something else", after)
		}
		if cut == nil {
			if after < 5 {
				t.Errorf("it is taken in by %d transactions", after)
			}
			return
		}
	}
}
