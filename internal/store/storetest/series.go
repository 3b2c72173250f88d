package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
)

func testSeries(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	var days []reflection.Delivery
	for i := range 3 {
		d := reflection.Delivery{Subscription: h.Subscription.ID, Person: h.Person.ID, Chat: h.Subscription.Chat, Date: Today.AddDays(i),
			Prompt: reflection.Asked{Pack: reflection.SeriesPack, Prompt: "staying-1", Question: "Why?", Tender: i == 1}}
		Update(t, s, func(tx reflection.Tx) error { return tx.AddDelivery(&d) })
		days = append(days, d)
	}
	ran := reflection.Series{Subscription: h.Subscription.ID, Pack: "core", Theme: "staying", Begun: At(0)}
	other := reflection.Series{Subscription: h.Subscription.ID, Pack: "core", Theme: "leaving"}
	sub := h.Subscription
	Update(t, s, func(tx reflection.Tx) error {
		if err := errors.Join(tx.AddSeries(&ran), tx.AddSeries(&other)); err != nil {
			return err
		}
		sub.Series = ran.ID
		return errors.Join(tx.UpdateSubscription(sub),
			tx.AddEvening(ran.ID, reflection.Evening{Number: 2, Delivery: days[1].ID}),
			tx.AddEvening(ran.ID, reflection.Evening{Number: 1, Delivery: days[0].ID}))
	})
	ran.Evenings = []reflection.Evening{{Number: 1, Delivery: days[0].ID}, {Number: 2, Delivery: days[1].ID}}
	if ran.Next() != 3 || other.Next() != 1 || ran.Numbered(days[1].ID) != 2 || ran.Numbered(days[2].ID) != 0 {
		t.Errorf("next %d and %d, numbered %d and %d", ran.Next(), other.Next(), ran.Numbered(days[1].ID), ran.Numbered(days[2].ID))
	}
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Series(ran.ID)
		Same(t, "series", got, ran, err)
		got, err = tx.Series(other.ID)
		Same(t, "series without evenings", got, other, err)
		got, err = tx.SeriesOf(days[1].ID)
		Same(t, "series of an evening", got, ran, err)
		_, err = tx.SeriesOf(days[2].ID)
		Missing(t, "series of another day", err)
		_, err = tx.Series(999)
		Missing(t, "series", err)
		found, err := tx.Subscription(sub.ID)
		Same(t, "subscription in a series", found, sub, err)
		d, err := tx.Delivery(days[1].ID)
		Same(t, "a tender one", d, days[1], err)
		return nil
	})
	days[1].Prompt.Tender = false
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.RemoveEvening(days[1].ID), tx.RemoveEvening(days[2].ID), tx.UpdateDelivery(days[1]))
	})
	ran.Evenings = ran.Evenings[:1]
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Series(ran.ID)
		Same(t, "without the second evening", got, ran, err)
		d, err := tx.Delivery(days[1].ID)
		Same(t, "tender no more", d, days[1], err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error { return tx.DeletePerson(h.Person.ID) })
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Series(ran.ID)
		Missing(t, "a forgotten person's series", err)
		return nil
	})
}
