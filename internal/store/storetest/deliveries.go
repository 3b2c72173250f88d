package storetest

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// newDelivery adds a delivery of the home's subscription, days after Today. What
// d says beyond that is kept.
func NewDelivery(t testing.TB, s reflection.Store, h Home, days int, d reflection.Delivery) reflection.Delivery {
	t.Helper()
	d.Subscription, d.Person, d.Chat = h.Subscription.ID, h.Person.ID, h.Subscription.Chat
	d.Date, d.Zone, d.Due = Today.AddDays(days), "Europe/Berlin", Noon.AddDate(0, 0, days)
	Update(t, s, func(tx reflection.Tx) error { return tx.AddDelivery(&d) })
	return d
}

func Arrived(at time.Time, m chat.MessageID) reflection.Delivery {
	return reflection.Delivery{State: reflection.DeliveryArrived, Arrived: at, Message: m}
}

func testDeliveries(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	bare := NewDelivery(t, s, h, 0, reflection.Delivery{})
	full := NewDelivery(t, s, h, 1, reflection.Delivery{
		Extra: true, Requested: true, BackOff: true, Swaps: 2, State: reflection.DeliveryArrived,
		Prompt:  reflection.Asked{Pack: "core", Prompt: "p7", Question: "What?", FollowUp: "And then?", Source: "An essay"},
		Arrived: At(1), Message: "77", Answered: At(2),
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
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Delivery(bare.ID)
		Same(t, "bare", got, bare, err)
		got, err = tx.DeliveryOn(h.Subscription.ID, Today.AddDays(1))
		Same(t, "on date", got, full, err)
		_, err = tx.Delivery(999)
		Missing(t, "delivery", err)
		_, err = tx.DeliveryOn(h.Subscription.ID, Today.AddDays(2))
		Missing(t, "on another date", err)
		_, err = tx.DeliveryByMessage(h.Subscription.Chat, "77")
		Missing(t, "by a message that was not mapped", err)
		return nil
	})
	bare.Message, bare.Arrived, bare.State, bare.Prompt.Question, bare.Answered = "5", At(0), reflection.DeliveryArrived, "Who?", At(3)
	Update(t, s, func(tx reflection.Tx) error {
		Missing(t, "update", tx.UpdateDelivery(reflection.Delivery{ID: 999, Subscription: h.Subscription.ID, Date: Today.AddDays(9)}))
		here := h.Subscription.Chat
		return errors.Join(tx.UpdateDelivery(bare), tx.MapMessage(here, "5", full.ID), tx.MapMessage(here, "5", bare.ID),
			tx.MapMessage(here, "6", bare.ID), tx.MapMessage(chat.Chat{Platform: "discord", ID: here.ID}, "5", full.ID))
	})
	View(t, s, func(tx reflection.Tx) error {
		for _, m := range []chat.MessageID{"5", "6"} {
			got, err := tx.DeliveryByMessage(h.Subscription.Chat, m)
			Same(t, "by message "+string(m), got, bare, err)
		}
		return nil
	})
}

func testLatest(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	View(t, s, func(tx reflection.Tx) error {
		_, err := tx.Latest(h.Subscription.ID)
		Missing(t, "latest of none", err)
		return nil
	})
	latest := NewDelivery(t, s, h, 9, reflection.Delivery{State: reflection.DeliveryDropped})
	NewDelivery(t, s, h, 8, Arrived(Noon, "5"))
	NewDelivery(t, s, other, 10, Arrived(Noon, "5"))
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.Latest(h.Subscription.ID)
		Same(t, "latest", got, latest, err)
		return nil
	})
}

func testDeliveriesInChannels(t *testing.T, open Open) {
	s := open(t)
	c := NewChannel(t, s, "77", "server")
	own := reflection.Asked{Pack: reflection.OwnPack, Prompt: "12", Question: "Was bleibt? 🌱", FollowUp: "Und dann?", Source: "Ada"}
	d := AskedIn(t, s, c, 0, reflection.Delivery{Prompt: own, Counted: 3, Thread: chat.Chat{Platform: "discord", ID: "900"}})
	check := func(what string) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.Delivery(d.ID)
			Same(t, what, got, d, err)
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
		Update(t, s, func(tx reflection.Tx) error { return tx.UpdateDelivery(d) })
		check(what)
	}
}
