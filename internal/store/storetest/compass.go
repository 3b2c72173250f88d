package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func testCompass(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	d := NewDelivery(t, s, h, 0, reflection.Delivery{})
	for _, want := range []reflection.Compass{
		{Person: h.Person.ID},
		{Person: h.Person.ID, On: true, Named: "die Bäckerei 🥨", Last: Today, Delivery: d.ID},
		{Person: h.Person.ID, Named: "die Bäckerei 🥨"},
		{Person: h.Person.ID, On: true},
	} {
		if want != (reflection.Compass{Person: h.Person.ID}) {
			Update(t, s, func(tx reflection.Tx) error { return tx.SetCompass(want) })
		}
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.Compass(h.Person.ID)
			Same(t, "compass", got, want, err)
			return nil
		})
	}
	tap := func(days, place int) reflection.Tap {
		return reflection.Tap{Person: h.Person.ID, Date: Today.AddDays(days), Place: place}
	}
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.SetTap(tap(14, 5)), tx.SetTap(tap(0, 2)), tx.SetTap(tap(0, 3)),
			tx.SetTap(reflection.Tap{Person: other.Person.ID, Date: Today, Place: 1}))
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Taps(h.Person.ID)
		Same(t, "taps", got, []reflection.Tap{tap(0, 3), tap(14, 5)}, err)
		return nil
	})
	if err := s.Update(t.Context(), func(tx reflection.Tx) error { return tx.SetTap(tap(1, 6)) }); err == nil {
		t.Error("a sixth place was stored")
	}
}
