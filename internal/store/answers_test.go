package store

import (
	"errors"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func TestSharedAnswers(t *testing.T) {
	s := openTemp(t)
	c := newChannel(t, s, "77", "server")
	d, other := askedIn(t, s, c, 0, reflection.Delivery{}), askedIn(t, s, c, 1, reflection.Delivery{})
	n := 0
	add := func(d reflection.Delivery, r reflection.Reply) reflection.Reply {
		n++
		return answered(t, s, d, newHome(t, s, n), r)
	}
	third := add(d, reflection.Reply{Audience: reflection.Shared, Shared: at(3), Name: "Ada", Question: "Why?"})
	first := add(d, reflection.Reply{Audience: reflection.Anonymous, Shared: at(1)})
	second := add(d, reflection.Reply{Audience: reflection.Shared, Shared: at(2), Name: "Bo"})
	private := add(d, reflection.Reply{})
	add(d, reflection.Reply{Audience: reflection.Shared, Shared: at(1), Hidden: true})
	wordless(t, s, add(d, reflection.Reply{Audience: reflection.Shared, Shared: at(1)}))
	add(d, reflection.Reply{Audience: reflection.Shared, Shared: at(1), Kind: reflection.Note})
	add(other, reflection.Reply{Audience: reflection.Shared, Shared: at(1)})
	all := []reflection.Reply{first, second, third}
	check := func(want ...reflection.Reply) {
		t.Helper()
		view(t, s, func(tx reflection.Tx) error {
			for skip := range len(want) + 1 {
				for limit := range len(want) + 2 {
					got, err := tx.SharedAnswers(d.ID, skip, limit)
					same(t, "shared", append([]reflection.Reply{}, got...), append([]reflection.Reply{}, want[skip:min(skip+limit, len(want))]...), err)
				}
			}
			got, err := tx.CountShared(d.ID)
			same(t, "count", got, len(want), err)
			return nil
		})
	}
	check(all...)
	second.Hidden = true
	private.Audience, private.Shared, private.Name = reflection.Shared, at(2), "Cy"
	first.Audience, first.Shared = reflection.PrivateTo, time.Time{}
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.UpdateReply(second), tx.UpdateReply(private), tx.UpdateReply(first))
	})
	check(private, third)
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.CountShared(999)
		same(t, "of no delivery", got, 0, err)
		return nil
	})
}

func TestAnswered(t *testing.T) {
	s := openTemp(t)
	c := newChannel(t, s, "77", "server")
	d, other := askedIn(t, s, c, 0, reflection.Delivery{}), askedIn(t, s, c, 1, reflection.Delivery{})
	ada, bo, cy := newHome(t, s, 1), newHome(t, s, 2), newHome(t, s, 3)
	count := func(what string, d reflection.DeliveryID, want int) {
		t.Helper()
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.Answered(d)
			same(t, what, got, want, err)
			return nil
		})
	}
	count("nobody yet", d.ID, 0)
	first := answered(t, s, d, ada, reflection.Reply{})
	answered(t, s, d, ada, reflection.Reply{}) // as after linking two accounts
	theirs := answered(t, s, d, bo, reflection.Reply{Audience: reflection.Anonymous, Shared: at(1), Hidden: true})
	answered(t, s, d, cy, reflection.Reply{Kind: reflection.Note})
	update(t, s, func(tx reflection.Tx) error { // one that never had a part
		return tx.AddReply(&reflection.Reply{Person: cy.person.ID, Identity: cy.identity.ID, Delivery: d.ID})
	})
	count("people, whoever can read it", d.ID, 2)
	count("another question", other.ID, 0)
	wordless(t, s, theirs)
	count("without the one whose words are gone", d.ID, 1)
	update(t, s, func(tx reflection.Tx) error { return tx.DeleteReply(first.ID) })
	count("with one of two answers deleted", d.ID, 1)
}

func TestAskedDays(t *testing.T) {
	s := openTemp(t)
	c := newChannel(t, s, "77", "server")
	ada, bo := newHome(t, s, 1), newHome(t, s, 2)
	// The first two arrived within one second, in the order of their messages.
	two := askedIn(t, s, c, 0, reflection.Delivery{State: reflection.DeliveryArrived, Arrived: noon, Message: "100", Counted: 1})
	one := askedIn(t, s, c, 1, reflection.Delivery{State: reflection.DeliveryArrived, Arrived: noon.Add(time.Millisecond), Message: "99"})
	three := askedIn(t, s, c, 2, reflection.Delivery{Prompt: reflection.Asked{Pack: reflection.OwnPack, Question: "Why?"}})
	update(t, s, func(tx reflection.Tx) error {
		return tx.AddDelivery(&reflection.Delivery{Subscription: c.Subscription, Date: today.AddDays(3), State: reflection.DeliveryDropped})
	})
	last := askedIn(t, s, c, 4, reflection.Delivery{})
	askedIn(t, s, newChannel(t, s, "78", "server"), 1, reflection.Delivery{})
	answered(t, s, two, ada, reflection.Reply{})
	answered(t, s, two, bo, reflection.Reply{})
	answered(t, s, three, bo, reflection.Reply{})
	wordless(t, s, answered(t, s, last, bo, reflection.Reply{}))
	view(t, s, func(tx reflection.Tx) error {
		for _, x := range []struct {
			what     string
			from, to schedule.Date
			want     []reflection.AskedDay
		}{
			{"all", schedule.Date{}, today.AddDays(9), []reflection.AskedDay{{Delivery: one}, {Delivery: two, Answered: 2}, {Delivery: three, Answered: 1}, {Delivery: last}}},
			{"both ends are in", today.AddDays(1), today.AddDays(2), []reflection.AskedDay{{Delivery: one}, {Delivery: three, Answered: 1}}},
			{"only one that was dropped", today.AddDays(3), today.AddDays(3), nil},
			{"before it began", schedule.Date{}, today.AddDays(-1), nil},
		} {
			got, err := tx.AskedDays(c.Subscription, x.from, x.to)
			same(t, x.what, got, x.want, err)
		}
		return nil
	})
}
