package store

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func TestBoard(t *testing.T) {
	s := openTemp(t)
	ada, bo, cy, di := newHome(t, s, 1), newHome(t, s, 2), newHome(t, s, 3), newHome(t, s, 4)
	c, other := newChannel(t, s, "77", "server"), newChannel(t, s, "78", "server")
	early := askedIn(t, s, c, -1, reflection.Delivery{})
	one, two := askedIn(t, s, c, 0, reflection.Delivery{}), askedIn(t, s, c, 1, reflection.Delivery{})
	late := askedIn(t, s, c, 2, reflection.Delivery{})
	elsewhere := askedIn(t, s, other, 0, reflection.Delivery{})
	for _, d := range []reflection.Delivery{early, one, two, late, elsewhere} {
		answered(t, s, d, bo, reflection.Reply{})
	}
	answered(t, s, one, ada, reflection.Reply{Audience: reflection.Anonymous})
	answered(t, s, one, ada, reflection.Reply{}) // as after linking two accounts
	wordless(t, s, answered(t, s, two, ada, reflection.Reply{}))
	answered(t, s, one, cy, reflection.Reply{})
	answered(t, s, two, di, reflection.Reply{Kind: reflection.Note})
	put := func(c reflection.Channel, h home, name string) {
		t.Helper()
		update(t, s, func(tx reflection.Tx) error {
			return tx.SetBoard(reflection.BoardEntry{Subscription: c.Subscription, Person: h.person.ID, Name: name})
		})
	}
	put(c, ada, "Ada the first")
	put(c, ada, "Ada")
	put(c, bo, "Bo")
	put(c, di, "Di")
	put(other, cy, "Cy")
	view(t, s, func(tx reflection.Tx) error {
		for _, x := range []struct {
			what     string
			from, to schedule.Date
			want     []reflection.BoardLine
		}{
			{"two days", today, today.AddDays(1), []reflection.BoardLine{{Name: "Bo", Answered: 2}, {Name: "Ada", Answered: 1}}},
			{"equals by name", today, today, []reflection.BoardLine{{Name: "Ada", Answered: 1}, {Name: "Bo", Answered: 1}}},
			{"all of it", schedule.Date{}, today.AddDays(99), []reflection.BoardLine{{Name: "Bo", Answered: 4}, {Name: "Ada", Answered: 1}}},
			{"no day", today.AddDays(5), today.AddDays(9), nil},
		} {
			got, err := tx.Board(c.Subscription, x.from, x.to)
			same(t, x.what, got, x.want, err)
		}
		for _, x := range []struct {
			what            string
			from, to        schedule.Date
			people, replies int
		}{
			{"two days", today, today.AddDays(1), 3, 4}, {"one day", today, today, 3, 3}, {"the last", today.AddDays(2), today.AddDays(2), 1, 1},
			{"all of it", schedule.Date{}, today.AddDays(99), 3, 6}, {"no day", today.AddDays(5), today.AddDays(9), 0, 0},
		} {
			people, replies, err := tx.People(c.Subscription, x.from, x.to)
			same(t, "people: "+x.what, []int{people, replies}, []int{x.people, x.replies}, err)
		}
		on, err := tx.OnBoard(c.Subscription, ada.person.ID)
		same(t, "on board", on, true, err)
		on, err = tx.OnBoard(c.Subscription, cy.person.ID)
		same(t, "on another's board", on, false, err)
		return nil
	})
	update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.RemoveBoard(c.Subscription, ada.person.ID), tx.RemoveBoard(c.Subscription, ada.person.ID))
	})
	forget(t, s, bo)
	view(t, s, func(tx reflection.Tx) error {
		on, err := tx.OnBoard(c.Subscription, ada.person.ID)
		same(t, "taken off", on, false, err)
		got, err := tx.Board(c.Subscription, today, today.AddDays(1))
		same(t, "nobody is left", got, []reflection.BoardLine(nil), err)
		return nil
	})
}
