package storetest

import (
	"errors"
	"slices"
	"testing"

	"stillpoint/internal/reflection"
)

// testClampFuture: what is from the future comes back to now, one delivery a date,
// with its facts; what is not stays as it is, what is due tomorrow among it.
func testClampFuture(t *testing.T, open Open) {
	s := open(t)
	h, untouched, skipped := NewHome(t, s, 1), NewHome(t, s, 2), NewHome(t, s, 3)
	now, far := At(0), At(6*365*24)
	today := Today
	right := reflection.Delivery{Subscription: h.Subscription.ID, Person: h.Person.ID, Chat: h.Subscription.Chat,
		Date: today, Zone: "UTC", Due: now, State: reflection.DeliveryArrived, Arrived: now}
	wrong := right
	wrong.Date, wrong.Due = today.AddMonths(72), far
	old := reflection.Fact{Kind: reflection.FactAsked, Person: h.Person.ID, At: now, Date: today, Zone: "UTC"}
	asked := old
	untold := untouched.Person
	Update(t, s, func(tx reflection.Tx) error {
		h.Subscription.LastPlanned, h.Person.Told = wrong.Date, far
		untouched.Subscription.LastPlanned, untouched.Subscription.Next.At = today.AddDays(1), now.AddDate(0, 0, 6)
		skipped.Subscription.LastPlanned, skipped.Subscription.Next.At = today.AddDays(-1), now.AddDate(0, 0, 40)
		err := errors.Join(tx.AddDelivery(&right), tx.AddDelivery(&wrong),
			tx.UpdateSubscription(h.Subscription), tx.UpdateSubscription(untouched.Subscription), tx.UpdateSubscription(skipped.Subscription), tx.UpdatePerson(h.Person),
			tx.SetTakenIn("discord", far), tx.AddAway(reflection.Away{Platform: "discord", From: At(-9), To: far}))
		asked.Delivery, asked.At, asked.Date = wrong.ID, far, wrong.Date
		return errors.Join(err, tx.AddFact(&old), tx.AddFact(&asked))
	})
	var c reflection.Clamped
	Update(t, s, func(tx reflection.Tx) (err error) {
		c, err = tx.ClampFuture(now)
		return err
	})
	if !slices.Equal(c.Deliveries, []reflection.Redated{{Person: h.Person.ID, From: wrong.Date, To: today.AddDays(-1)}}) || len(c.Subscriptions) != 2 || c.Subscriptions[0].ID != h.Subscription.ID || c.Subscriptions[1].ID != skipped.Subscription.ID {
		t.Errorf("clamped %+v", c)
	}
	View(t, s, func(tx reflection.Tx) error {
		d, err := tx.Delivery(wrong.ID)
		if d.Date != today.AddDays(-1) || d.Due.After(now) { // today has one already
			t.Errorf("the delivery is of %v, due %v", d.Date, d.Due)
		}
		kept, kerr := tx.Delivery(right.ID)
		Same(t, "the right one", kept, right, kerr)
		asked.Date, asked.At = d.Date, now
		facts, ferr := tx.FactsOf(h.Person.ID)
		Same(t, "facts", facts, []reflection.Fact{old, asked}, ferr)
		at, terr := tx.TakenIn("discord")
		Same(t, "taken in", at, now, terr)
		aways, aerr := tx.AwaySince(At(-9))
		Same(t, "aways", aways, []reflection.Away{{Platform: "discord", From: At(-9), To: now}}, aerr)
		p, perr := tx.Person(h.Person.ID)
		Same(t, "told", p.Told, now, perr)
		p, perr = tx.Person(untouched.Person.ID)
		Same(t, "somebody else", p, untold, perr)
		sub, serr := tx.Subscription(untouched.Subscription.ID)
		Same(t, "their subscription", sub, untouched.Subscription, serr)
		return err
	})
}

// testClampKeepsTheOrder: of a subscription's deliveries from the future, the later
// one stays the later one.
func testClampKeepsTheOrder(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	far := Today.AddMonths(72)
	dropped := reflection.Delivery{Subscription: h.Subscription.ID, Person: h.Person.ID, Chat: h.Subscription.Chat,
		Date: far, Zone: "UTC", State: reflection.DeliveryDropped}
	planned := dropped
	planned.Date, planned.State = far.AddDays(1), reflection.DeliveryPlanned
	Update(t, s, func(tx reflection.Tx) error {
		err := errors.Join(tx.AddDelivery(&dropped), tx.AddDelivery(&planned))
		if err != nil {
			return err
		}
		_, err = tx.ClampFuture(At(0))
		return err
	})
	View(t, s, func(tx reflection.Tx) error {
		latest, err := tx.Latest(h.Subscription.ID)
		planned.Date = Today
		Same(t, "the latest", latest, planned, err)
		d, err := tx.Delivery(dropped.ID)
		Same(t, "the date of the one before", d.Date, Today.AddDays(-1), err)
		return nil
	})
}

// testClampFacts: a pause, and what was known only in the future, are brought back as
// well, though no delivery from the future is about them.
func testClampFacts(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	d := NewDelivery(t, s, h, 0, Arrived(At(-1), "9"))
	far := At(6 * 365 * 24)
	known := reflection.Fact{Kind: reflection.FactArrived, Person: h.Person.ID, Delivery: d.ID, At: At(-1), Known: far, Date: Today}
	paused := reflection.Fact{Kind: reflection.FactPaused, Person: h.Person.ID, At: far, Date: Today.AddMonths(72)}
	right := reflection.Fact{Kind: reflection.FactReplied, Person: h.Person.ID, Delivery: d.ID, At: At(0), Date: Today.AddDays(1)}
	early := reflection.Fact{Kind: reflection.FactAsked, Person: h.Person.ID, Delivery: d.ID, At: At(9), Date: Today.AddDays(1)}
	Update(t, s, func(tx reflection.Tx) error {
		err := errors.Join(tx.AddFact(&known), tx.AddFact(&paused), tx.AddFact(&right), tx.AddFact(&early))
		if err != nil {
			return err
		}
		_, err = tx.ClampFuture(At(0))
		return err
	})
	known.Known, paused.At, paused.Date = At(0), At(0), Today
	View(t, s, func(tx reflection.Tx) error {
		facts, err := tx.FactsOf(h.Person.ID)
		Same(t, "facts", facts, []reflection.Fact{known, paused, right, early}, err)
		return nil
	})
}

// testClampKept: dates and instants that were noted in passing come back to now, and what
// lasts only a while, or was counted in the future, is gone.
func testClampKept(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	c := NewChannel(t, s, "77", "server")
	far, day := At(6*365*24), Today.AddMonths(72)
	act := reflection.Act{Platform: "discord", Parent: c.Parent, Person: h.Person.ID, What: "off", On: day}
	recall := reflection.Recall{Person: h.Person.ID, Last: day}
	compass := reflection.Compass{Person: h.Person.ID, On: true, Last: day}
	kept := reflection.Compass{Person: other.Person.ID, On: true, Last: Today.AddDays(-3)}
	week := reflection.Figures{Subscription: c.Subscription, Week: Today, Asked: 1}
	ahead := week
	ahead.Week = day
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.SetRecall(recall), tx.SetCompass(compass), tx.SetCompass(kept), tx.AddFigures(week),
			tx.AddFigures(ahead), tx.AddAct(&act), tx.AddLinkTry(h.Identity.ID, far, far),
			tx.SetLinkCode(reflection.LinkCode{Identity: h.Identity.ID, Hash: []byte("hash"), Until: far}))
	})
	Update(t, s, func(tx reflection.Tx) error { _, err := tx.ClampFuture(At(0)); return err })
	recall.Last, compass.Last, act.On = Today, Today, Today
	View(t, s, func(tx reflection.Tx) error {
		gotRecall, err := tx.Recall(h.Person.ID)
		Same(t, "the latest return", gotRecall.Last, recall.Last, err)
		gotCompass, err := tx.Compass(h.Person.ID)
		Same(t, "the compass", gotCompass, compass, err)
		gotCompass, err = tx.Compass(other.Person.ID)
		Same(t, "a compass that was right", gotCompass, kept, err)
		figures, err := tx.Figures(c.Subscription, Today.AddDays(-9), day)
		Same(t, "figures", figures, []reflection.Figures{week}, err)
		acts, err := tx.ActsBy(h.Person.ID)
		Same(t, "acts", acts, []reflection.Act{act}, err)
		tries, _, err := tx.LinkTries(h.Identity.ID, At(1))
		Same(t, "tries of a code to come", tries, 0, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		if _, err := tx.TakeLinkCode([]byte("hash")); !errors.Is(err, reflection.ErrNotFound) {
			t.Errorf("a code is valid for years: %v", err)
		}
		return nil
	})
}

// testClampedAnswersGoOut: answers that were placed in the future go out, in whatever
// order they are now.
func testClampedAnswersGoOut(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	first := reflection.Dispatch{Chat: h.Identity.Private, Purpose: reflection.Answer, Ready: At(0), Placed: At(24 * 60), Seq: 1}
	second := first
	second.Placed, second.Seq = At(24*60+1), 0
	AddDispatches(t, s, &first, &second)
	Update(t, s, func(tx reflection.Tx) error { _, err := tx.ClampFuture(At(0)); return err })
	for n := range 2 {
		got := Claim(t, s, At(1), 9)
		if len(got) != 1 {
			t.Fatalf("%d claimed after %d", len(got), n)
		}
		Update(t, s, func(tx reflection.Tx) error { return tx.DeleteDispatches(got[0].ID) })
	}
}
