package storetest

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

func testLinks(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), NewHome(t, s, 2)
	code := reflection.LinkCode{Identity: h.Identity.ID, Hash: []byte("one"), Until: At(1)}
	Update(t, s, func(tx reflection.Tx) error {
		earlier := code
		earlier.Hash = []byte("none")
		return errors.Join(tx.SetLinkCode(earlier), tx.SetLinkCode(code))
	})
	Update(t, s, func(tx reflection.Tx) error {
		_, err := tx.TakeLinkCode([]byte("none"))
		Missing(t, "a code that another took the place of", err)
		got, err := tx.TakeLinkCode([]byte("one"))
		Same(t, "code", got, code, err)
		_, err = tx.TakeLinkCode([]byte("one"))
		Missing(t, "a code that was taken", err)
		return errors.Join(tx.AddLinkTry(h.Identity.ID, At(0), At(0).Add(-time.Hour)),
			tx.AddLinkTry(h.Identity.ID, At(2), At(1)), tx.AddLinkTry(other.Identity.ID, At(2), At(1)))
	})
	View(t, s, func(tx reflection.Tx) error {
		theirs, all, err := tx.LinkTries(h.Identity.ID, At(0))
		Same(t, "tries", [2]int{theirs, all}, [2]int{1, 2}, err)
		theirs, all, err = tx.LinkTries(h.Identity.ID, At(3))
		Same(t, "tries later", [2]int{theirs, all}, [2]int{0, 0}, err)
		return nil
	})
}

// testReassign: an account goes to another's person with all that came through it,
// and comes back with it: nothing else goes along, and nothing is lost.
func testReassign(t *testing.T, open Open) {
	s := open(t)
	h, other := NewHome(t, s, 1), Home{}
	Update(t, s, func(tx reflection.Tx) error {
		private := chat.Chat{Platform: "discord", ID: "d2"}
		other.Person = reflection.Person{Locale: "en", Seed: 9, Created: Noon}
		if err := tx.AddPerson(&other.Person); err != nil {
			return err
		}
		other.Identity = reflection.Identity{Person: other.Person.ID, Account: "2", Private: private}
		if err := tx.AddIdentity(&other.Identity); err != nil {
			return err
		}
		other.Subscription = h.Subscription
		other.Subscription.Person, other.Subscription.Chat = other.Person.ID, private
		return tx.AddSubscription(&other.Subscription)
	})
	world := map[reflection.PersonID]Home{h.Person.ID: h, other.Person.ID: other}
	replies := map[reflection.PersonID]reflection.Reply{}
	for id, w := range world {
		d := NewDelivery(t, s, w, 0, reflection.Delivery{})
		replies[id] = Answered(t, s, d, w, reflection.Reply{Question: "Why?", Created: At(1)})
		room := AskedIn(t, s, NewChannel(t, s, "room-"+w.Identity.Account, "server"), 0, reflection.Delivery{})
		Update(t, s, func(tx reflection.Tx) error {
			own := reflection.Fact{Person: id, Subscription: w.Subscription.ID, Delivery: d.ID, Chat: w.Identity.Private, At: At(0), Date: Today}
			replied := own
			replied.Kind = reflection.FactReplied
			inRoom := reflection.Fact{Kind: reflection.FactReplied, Person: id, Subscription: room.Subscription, Delivery: room.ID,
				Chat: w.Identity.Private, At: At(2), Date: Today}
			return errors.Join(tx.AddFact(&own), tx.AddFact(&replied), tx.AddFact(&inRoom),
				tx.SetBooking(reflection.Booking{Reply: replies[id].ID, Person: id, Due: Today}),
				tx.Stop(w.Identity.Private.Platform, "server", id, reflection.Stop{}),
				tx.SetCheckpoint(reflection.Checkpoint{Person: id, State: []byte("state")}))
		})
	}
	facts := func(id reflection.PersonID) (all []reflection.Fact) {
		View(t, s, func(tx reflection.Tx) (err error) { all, err = tx.FactsOf(id); return err })
		return all
	}
	mine, theirs := facts(h.Person.ID), facts(other.Person.ID)
	has := func(what string, id reflection.PersonID, people ...reflection.PersonID) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			i, err := tx.Identity("discord", "2")
			Same(t, what+": the account's person", i.Person, id, err)
			sub, err := tx.SubscriptionIn(other.Identity.Private)
			Same(t, what+": the subscription's person", sub.Person, id, err)
			r, err := tx.Reply(replies[other.Person.ID].ID)
			Same(t, what+": the reply's person", r.Person, id, err)
			Same(t, what+": the reply's question", r.Question, "Why?", err)
			parts, err := tx.Parts(r.ID)
			Same(t, what+": its words", parts[0].Text, "words", err)
			d, err := tx.Delivery(r.Delivery)
			Same(t, what+": the delivery's person", d.Person, id, err)
			stopped, err := tx.Stopped("discord", "server", id)
			Same(t, what+": stopped", stopped, true, err)
			b, err := tx.Booking(r.ID)
			Same(t, what+": whose booking", b.Person, id, err)
			for _, p := range people {
				_, err := tx.Checkpoint(p)
				Missing(t, what+": a checkpoint", err)
			}
			return nil
		})
	}
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.Reassign(other.Identity.ID, h.Person.ID), tx.SetOrigin(other.Identity.ID, other.Person.ID))
	})
	has("joined", h.Person.ID, h.Person.ID, other.Person.ID)
	if n := len(facts(h.Person.ID)); n != len(mine)+len(theirs) {
		t.Errorf("%d facts, want %d and %d", n, len(mine), len(theirs))
	}
	// In the lane of another, a fact is recorded under that.
	var laned reflection.Fact
	Update(t, s, func(tx reflection.Tx) error {
		sub, err := tx.Subscription(other.Subscription.ID)
		if err != nil {
			return err
		}
		sub.Lane, sub.Role = h.Subscription.ID, reflection.RoleEcho
		laned = reflection.Fact{Person: h.Person.ID, Subscription: sub.ID, Delivery: theirs[0].Delivery, Chat: sub.Chat, At: At(5), Date: Today}
		return errors.Join(tx.UpdateSubscription(sub), tx.AddFact(&laned))
	})
	if all := facts(h.Person.ID); all[len(all)-1].Subscription != h.Subscription.ID {
		t.Errorf("recorded under %d, want %d", all[len(all)-1].Subscription, h.Subscription.ID)
	}
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.Reassign(other.Identity.ID, other.Person.ID), tx.SetOrigin(other.Identity.ID, 0))
	})
	has("parted", other.Person.ID)
	Same(t, "facts of who stays", facts(h.Person.ID), mine, nil)
	laned.Person = other.Person.ID
	Same(t, "facts of who parts", facts(other.Person.ID), append(theirs, laned), nil)
	View(t, s, func(tx reflection.Tx) error {
		sub, err := tx.Subscription(other.Subscription.ID)
		Same(t, "subscription of who parts", sub, other.Subscription, err)
		return nil
	})
	// Whoever is forgotten while an account is joined leaves no person behind.
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.Reassign(other.Identity.ID, h.Person.ID), tx.SetOrigin(other.Identity.ID, other.Person.ID),
			tx.DeletePerson(h.Person.ID))
	})
	View(t, s, func(tx reflection.Tx) error {
		for _, id := range []reflection.PersonID{h.Person.ID, other.Person.ID} {
			_, err := tx.Person(id)
			Missing(t, "a forgotten person", err)
		}
		return nil
	})
}
