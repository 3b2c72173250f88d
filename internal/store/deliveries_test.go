package store

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// newDelivery adds a delivery of the home's subscription, days after today. What
// d says beyond that is kept.
func newDelivery(t testing.TB, s *Store, h home, days int, d reflection.Delivery) reflection.Delivery {
	t.Helper()
	d.Subscription, d.Person, d.Chat = h.subscription.ID, h.person.ID, h.subscription.Chat
	d.Date, d.Zone, d.Due = today.AddDays(days), "Europe/Berlin", noon.AddDate(0, 0, days)
	update(t, s, func(tx reflection.Tx) error { return tx.AddDelivery(&d) })
	return d
}

func arrived(at time.Time, m chat.MessageID) reflection.Delivery {
	return reflection.Delivery{State: reflection.DeliveryArrived, Arrived: at, Message: m}
}

func TestDeliveries(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	bare := newDelivery(t, s, h, 0, reflection.Delivery{})
	full := newDelivery(t, s, h, 1, reflection.Delivery{
		Extra: true, Requested: true, BackOff: true, Swaps: 2, State: reflection.DeliveryArrived,
		Prompt:  reflection.Asked{Pack: "core", Prompt: "p7", Question: "What?", FollowUp: "And then?", Source: "An essay"},
		Arrived: at(1), Message: "77", Answered: at(2),
	})
	err := s.Update(t.Context(), func(tx reflection.Tx) error {
		twice := full
		twice.ID = 0
		err := tx.AddDelivery(&twice)
		if twice.ID != 0 {
			t.Errorf("a refused delivery got the id %d", twice.ID)
		}
		return err
	})
	if !errors.Is(err, reflection.ErrPlanned) {
		t.Errorf("err = %v, want ErrPlanned", err)
	}
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Delivery(bare.ID)
		same(t, "bare", got, bare, err)
		got, err = tx.DeliveryOn(h.subscription.ID, today.AddDays(1))
		same(t, "on date", got, full, err)
		_, err = tx.Delivery(999)
		missing(t, "delivery", err)
		_, err = tx.DeliveryOn(h.subscription.ID, today.AddDays(2))
		missing(t, "on another date", err)
		_, err = tx.DeliveryByMessage(h.subscription.Chat, "77")
		missing(t, "by a message that was not mapped", err)
		return nil
	})
	bare.Message, bare.Arrived, bare.State, bare.Prompt.Question, bare.Answered = "5", at(0), reflection.DeliveryArrived, "Who?", at(3)
	update(t, s, func(tx reflection.Tx) error {
		missing(t, "update", tx.UpdateDelivery(reflection.Delivery{ID: 999, Subscription: h.subscription.ID, Date: today.AddDays(9)}))
		here := h.subscription.Chat
		return errors.Join(tx.UpdateDelivery(bare), tx.MapMessage(here, "5", full.ID), tx.MapMessage(here, "5", bare.ID),
			tx.MapMessage(here, "6", bare.ID), tx.MapMessage(chat.Chat{Platform: "discord", ID: here.ID}, "5", full.ID))
	})
	view(t, s, func(tx reflection.Tx) error {
		for _, m := range []chat.MessageID{"5", "6"} {
			got, err := tx.DeliveryByMessage(h.subscription.Chat, m)
			same(t, "by message "+string(m), got, bare, err)
		}
		return nil
	})
}

func TestLatest(t *testing.T) {
	s := openTemp(t)
	h, other := newHome(t, s, 1), newHome(t, s, 2)
	view(t, s, func(tx reflection.Tx) error {
		_, err := tx.Latest(h.subscription.ID)
		missing(t, "latest of none", err)
		return nil
	})
	latest := newDelivery(t, s, h, 9, reflection.Delivery{State: reflection.DeliveryDropped})
	newDelivery(t, s, h, 8, arrived(noon, "5"))
	newDelivery(t, s, other, 10, arrived(noon, "5"))
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Latest(h.subscription.ID)
		same(t, "latest", got, latest, err)
		return nil
	})
}

func TestDeliveriesInChannels(t *testing.T) {
	s := openTemp(t)
	c := newChannel(t, s, "77", "server")
	own := reflection.Asked{Pack: reflection.OwnPack, Prompt: "12", Question: "Was bleibt? 🌱", FollowUp: "Und dann?", Source: "Ada"}
	d := askedIn(t, s, c, 0, reflection.Delivery{Prompt: own, Counted: 3, Thread: chat.Chat{Platform: "discord", ID: "900"}})
	check := func(what string) {
		t.Helper()
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.Delivery(d.ID)
			same(t, what, got, d, err)
			return nil
		})
	}
	check("added")
	for what, prompt := range map[string]reflection.Asked{
		"a pack's question": {Pack: "core", Prompt: "p7", Question: "What?", FollowUp: "And then?"},
		"no follow-up":      {Pack: reflection.OwnPack, Prompt: "13", Question: "Why?"},
		"no question":       {Pack: reflection.OwnPack, FollowUp: "Then?"},
		"nothing at all":    {Pack: reflection.OwnPack},
	} {
		d.Prompt = prompt
		d.Counted++
		d.Thread = chat.Chat{}
		update(t, s, func(tx reflection.Tx) error { return tx.UpdateDelivery(d) })
		check(what)
	}
}
