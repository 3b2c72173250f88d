package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func testReturns(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	first := NewDelivery(t, s, h, 0, reflection.Delivery{})
	later := NewDelivery(t, s, h, 1, reflection.Delivery{})
	again := NewDelivery(t, s, h, 2, reflection.Delivery{})
	r := Answered(t, s, first, h, reflection.Reply{Question: "Why?"})
	came := []reflection.Return{{Delivery: later.ID, Reply: r.ID}, {Delivery: again.ID, Reply: r.ID, Booked: true}}
	Update(t, s, func(tx reflection.Tx) error { return errors.Join(tx.AddReturn(came[1]), tx.AddReturn(came[0])) })
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.ReturnOn(again.ID)
		Same(t, "return", got, came[1], err)
		_, err = tx.ReturnOn(first.ID)
		Missing(t, "return of another", err)
		all, err := tx.ReturnsOf(r.ID)
		Same(t, "returns of a reply", all, came, err)
		return nil
	})
	due := reflection.Booking{Reply: r.ID, Person: h.Person.ID, Due: Today.AddDays(3)}
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.RemoveReturn(later.ID), tx.RemoveReturn(first.ID),
			tx.SetBooking(reflection.Booking{Reply: r.ID, Person: h.Person.ID, Away: true}), tx.SetBooking(due))
	})
	View(t, s, func(tx reflection.Tx) error {
		all, err := tx.ReturnsOf(r.ID)
		Same(t, "after one was removed", all, came[1:], err)
		b, err := tx.Booking(r.ID)
		Same(t, "booking", b, due, err)
		_, err = tx.Booked(h.Person.ID, Today.AddDays(2))
		Missing(t, "booked for later", err)
		_, err = tx.Booked(other.Person.ID, Today.AddDays(3))
		Missing(t, "booked by somebody else", err)
		got, err := tx.Booked(h.Person.ID, Today.AddDays(4))
		Same(t, "booked", got, r, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error { return errors.Join(tx.DeleteBooking(r.ID), tx.DeleteBooking(r.ID)) })
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Booking(r.ID)
		Missing(t, "a booking that was deleted", err)
		got, err := tx.Recall(h.Person.ID)
		Same(t, "recall at first", got, reflection.Recall{Person: h.Person.ID, Answers: 1}, err)
		_, err = tx.Recall(999)
		Missing(t, "recall of nobody", err)
		return nil
	})
	set := reflection.Recall{Person: h.Person.ID, Off: true, Last: Today, Never: []string{"Māra", "08-14"}, Answers: 1}
	for range 2 {
		Update(t, s, func(tx reflection.Tx) error { return tx.SetRecall(set) })
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.Recall(h.Person.ID)
			Same(t, "recall", got, set, err)
			return nil
		})
		set.Never, set.Off = nil, false
	}
	Update(t, s, func(tx reflection.Tx) error { return tx.DeletePerson(h.Person.ID) })
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.ReturnOn(again.ID)
		Missing(t, "a forgotten person's return", err)
		return nil
	})
}

func testReturnable(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	var days []reflection.Reply
	for i, d := range []reflection.Delivery{
		{}, {}, {}, {}, // one that came back, one put away, and two that may come
		{Prompt: reflection.Asked{Tender: true}},
		{Prompt: reflection.Asked{Pack: reflection.SeriesPack}},
		{Prompt: reflection.Asked{Pack: reflection.ReturnPack}},
	} {
		d.Person = h.Person.ID
		days = append(days, Answered(t, s, NewDelivery(t, s, h, i, d), h, reflection.Reply{Created: At(i), Question: "Why?"}))
	}
	channels := AskedIn(t, s, NewChannel(t, s, "77", "server"), 0, reflection.Delivery{})
	Answered(t, s, channels, h, reflection.Reply{Created: At(2)})
	Answered(t, s, NewDelivery(t, s, other, 0, reflection.Delivery{Person: other.Person.ID}), other, reflection.Reply{Created: At(2)})
	Update(t, s, func(tx reflection.Tx) error {
		r := reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Kind: reflection.Writing, Created: At(2)}
		return errors.Join(tx.AddReply(&r),
			tx.AddReturn(reflection.Return{Delivery: channels.ID, Reply: days[0].ID}),
			tx.SetBooking(reflection.Booking{Reply: days[1].ID, Person: h.Person.ID, Away: true}))
	})
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Returnable(h.Person.ID, At(0), At(9))
		Same(t, "returnable", got, days[2:4], err)
		got, err = tx.Returnable(h.Person.ID, At(3), At(9))
		Same(t, "from then on", got, days[3:4], err)
		got, err = tx.Returnable(h.Person.ID, At(0), At(3))
		Same(t, "up to then", got, days[2:3], err)
		return nil
	})
}
