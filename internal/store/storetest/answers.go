package storetest

import (
	"cmp"
	"errors"
	"slices"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func testSharedAnswers(t *testing.T, open Open) {
	s := open(t)
	c := NewChannel(t, s, "77", "server")
	d, other := AskedIn(t, s, c, 0, reflection.Delivery{}), AskedIn(t, s, c, 1, reflection.Delivery{})
	n := 0
	add := func(d reflection.Delivery, r reflection.Reply) reflection.Reply {
		n++
		return Answered(t, s, d, NewHome(t, s, n), r)
	}
	third := add(d, reflection.Reply{Audience: reflection.Shared, Shared: At(3), Name: "Ada", Question: "Why?"})
	first := add(d, reflection.Reply{Audience: reflection.Anonymous, Shared: At(1)})
	second := add(d, reflection.Reply{Audience: reflection.Shared, Shared: At(2), Name: "Bo"})
	private := add(d, reflection.Reply{})
	add(d, reflection.Reply{Audience: reflection.Shared, Shared: At(1), Hidden: true})
	Wordless(t, s, add(d, reflection.Reply{Audience: reflection.Shared, Shared: At(1)}))
	add(d, reflection.Reply{Audience: reflection.Shared, Shared: At(1), Kind: reflection.Note})
	add(other, reflection.Reply{Audience: reflection.Shared, Shared: At(1)})
	all := []reflection.Reply{first, second, third}
	check := func(want ...reflection.Reply) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			// In the order of their names before others, all of them different.
			named, err := tx.SharedAnswers(d.ID, 0, 99)
			if err != nil || !slices.IsSortedFunc(named, func(a, b reflection.Reply) int { return cmp.Compare(a.Sharing, b.Sharing-1) }) {
				t.Errorf("shared: %v, %v", named, err)
			}
			place := func(r reflection.Reply) int {
				return slices.IndexFunc(named, func(n reflection.Reply) bool { return n.ID == r.ID })
			}
			slices.SortFunc(want, func(a, b reflection.Reply) int { return place(a) - place(b) })
			for skip := range len(want) + 1 {
				for limit := range len(want) + 2 {
					got, err := tx.SharedAnswers(d.ID, skip, limit)
					Same(t, "shared", append([]reflection.Reply{}, got...), append([]reflection.Reply{}, want[skip:min(skip+limit, len(want))]...), err)
				}
			}
			got, err := tx.CountShared(d.ID)
			Same(t, "count", got, len(want), err)
			return nil
		})
	}
	check(all...)
	second.Hidden = true
	private.Audience, private.Shared, private.Name = reflection.Shared, At(2), "Cy"
	first.Audience, first.Shared = reflection.PrivateTo, time.Time{}
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.UpdateReply(second), tx.UpdateReply(private), tx.UpdateReply(first))
	})
	check(private, third)
	View(t, s, func(tx reflection.Tx) error {
		got, err := tx.CountShared(999)
		Same(t, "of no delivery", got, 0, err)
		return nil
	})
}

func testAnswered(t *testing.T, open Open) {
	s := open(t)
	c := NewChannel(t, s, "77", "server")
	d, other := AskedIn(t, s, c, 0, reflection.Delivery{}), AskedIn(t, s, c, 1, reflection.Delivery{})
	ada, bo, cy := NewHome(t, s, 1), NewHome(t, s, 2), NewHome(t, s, 3)
	count := func(what string, d reflection.DeliveryID, want int) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.Answered(d)
			Same(t, what, got, want, err)
			return nil
		})
	}
	count("nobody yet", d.ID, 0)
	first := Answered(t, s, d, ada, reflection.Reply{})
	Answered(t, s, d, ada, reflection.Reply{}) // as after linking two accounts
	theirs := Answered(t, s, d, bo, reflection.Reply{Audience: reflection.Anonymous, Shared: At(1), Hidden: true})
	Answered(t, s, d, cy, reflection.Reply{Kind: reflection.Note})
	Update(t, s, func(tx reflection.Tx) error { // one that never had a part
		return tx.AddReply(&reflection.Reply{Person: cy.Person.ID, Identity: cy.Identity.ID, Delivery: d.ID})
	})
	count("people, whoever can read it", d.ID, 2)
	count("another question", other.ID, 0)
	Wordless(t, s, theirs)
	count("without the one whose words are gone", d.ID, 1)
	Update(t, s, func(tx reflection.Tx) error { return tx.DeleteReply(first.ID) })
	count("with one of two answers deleted", d.ID, 1)
}

func testAskedDays(t *testing.T, open Open) {
	s := open(t)
	c := NewChannel(t, s, "77", "server")
	ada, bo := NewHome(t, s, 1), NewHome(t, s, 2)
	// The first two arrived within one second, in the order of their messages.
	two := AskedIn(t, s, c, 0, reflection.Delivery{State: reflection.DeliveryArrived, Arrived: Noon, Message: "100", Counted: 1})
	one := AskedIn(t, s, c, 1, reflection.Delivery{State: reflection.DeliveryArrived, Arrived: Noon.Add(time.Millisecond), Message: "99"})
	three := AskedIn(t, s, c, 2, reflection.Delivery{Prompt: reflection.Asked{Pack: reflection.OwnPack, Question: "Why?"}})
	Update(t, s, func(tx reflection.Tx) error {
		return tx.AddDelivery(&reflection.Delivery{Subscription: c.Subscription, Date: Today.AddDays(3), State: reflection.DeliveryDropped})
	})
	last := AskedIn(t, s, c, 4, reflection.Delivery{})
	AskedIn(t, s, NewChannel(t, s, "78", "server"), 1, reflection.Delivery{})
	Answered(t, s, two, ada, reflection.Reply{})
	Answered(t, s, two, bo, reflection.Reply{})
	Answered(t, s, three, bo, reflection.Reply{})
	Wordless(t, s, Answered(t, s, last, bo, reflection.Reply{}))
	View(t, s, func(tx reflection.Tx) error {
		for _, x := range []struct {
			what     string
			from, to schedule.Date
			want     []reflection.AskedDay
		}{
			{"all", schedule.Date{}, Today.AddDays(9), []reflection.AskedDay{{Delivery: one}, {Delivery: two, Answered: 2}, {Delivery: three, Answered: 1}, {Delivery: last}}},
			{"both ends are in", Today.AddDays(1), Today.AddDays(2), []reflection.AskedDay{{Delivery: one}, {Delivery: three, Answered: 1}}},
			{"only one that was dropped", Today.AddDays(3), Today.AddDays(3), nil},
			{"before it began", schedule.Date{}, Today.AddDays(-1), nil},
		} {
			got, err := tx.AskedDays(c.Subscription, x.from, x.to)
			Same(t, x.what, got, x.want, err)
		}
		return nil
	})
}
