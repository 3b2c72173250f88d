package store

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func TestAmountOfADay(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	update(t, s, func(tx reflection.Tx) error {
		for _, c := range []struct {
			of    reflection.PersonID
			after int // days
			bytes int
			want  reflection.Amount
		}{
			{h.Person.ID, 0, 5, reflection.Amount{Messages: 1, Bytes: 5}},
			{h.Person.ID, 0, 0, reflection.Amount{Messages: 2, Bytes: 5}},
			{other.Person.ID, 0, 7, reflection.Amount{Messages: 1, Bytes: 7}},
			{h.Person.ID, 0, 9, reflection.Amount{Messages: 3, Bytes: 14}},
			{h.Person.ID, 1, 2, reflection.Amount{Messages: 1, Bytes: 2}},
			{h.Person.ID, 1, 2, reflection.Amount{Messages: 2, Bytes: 4}},
		} {
			got, err := tx.AddAmount(c.of, today.AddDays(c.after), c.bytes)
			same(t, "amount", got, c.want, err)
		}
		return nil
	})
	view(t, s, func(tx reflection.Tx) error {
		if _, err := tx.AddAmount(h.Person.ID, today, 1); !errors.Is(err, ErrWriteInView) {
			t.Errorf("in a view: err = %v", err)
		}
		return nil
	})
}

func TestLastWritten(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	r, first := written(t, s, h)
	part := func(minute int) *reflection.Part {
		return &reflection.Part{Reply: r.ID, Chat: h.Identity.Private, At: at(minute), Text: "words"}
	}
	late, gone := part(20), part(30)
	update(t, s, func(tx reflection.Tx) error {
		if _, err := tx.LastWritten(r.ID, first.ID); !errors.Is(err, reflection.ErrNotFound) {
			t.Errorf("none but this one: err = %v", err)
		}
		if err := errors.Join(tx.AddPart(late), tx.AddPart(part(10)), tx.AddPart(gone)); err != nil {
			return err
		}
		gone.Deleted = at(31)
		return tx.UpdatePart(*gone)
	})
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.LastWritten(r.ID, first.ID)
		same(t, "last", got, at(20), err)
		got, err = tx.LastWritten(r.ID, late.ID)
		same(t, "last but the latest", got, at(10), err)
		return nil
	})
}
