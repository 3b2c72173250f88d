package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func testBoard(t *testing.T, open Open) {
	s := open(t)
	ada, bo, cy, di := NewHome(t, s, 1), NewHome(t, s, 2), NewHome(t, s, 3), NewHome(t, s, 4)
	c, other := NewChannel(t, s, "77", "server"), NewChannel(t, s, "78", "server")
	early := AskedIn(t, s, c, -1, reflection.Delivery{})
	one, two := AskedIn(t, s, c, 0, reflection.Delivery{}), AskedIn(t, s, c, 1, reflection.Delivery{})
	late := AskedIn(t, s, c, 2, reflection.Delivery{})
	elsewhere := AskedIn(t, s, other, 0, reflection.Delivery{})
	for _, d := range []reflection.Delivery{early, one, two, late, elsewhere} {
		Answered(t, s, d, bo, reflection.Reply{})
	}
	Answered(t, s, one, ada, reflection.Reply{Audience: reflection.Anonymous})
	Answered(t, s, one, ada, reflection.Reply{}) // as after linking two accounts
	Wordless(t, s, Answered(t, s, two, ada, reflection.Reply{}))
	Answered(t, s, one, cy, reflection.Reply{})
	Answered(t, s, two, di, reflection.Reply{Kind: reflection.Note})
	put := func(c reflection.Channel, h Home, name string) {
		t.Helper()
		Update(t, s, func(tx reflection.Tx) error {
			return tx.SetBoard(reflection.BoardEntry{Subscription: c.Subscription, Person: h.Person.ID, Name: name})
		})
	}
	put(c, ada, "Ada the first")
	put(c, ada, "Ada")
	put(c, bo, "Bo")
	put(c, di, "Di")
	put(other, cy, "Cy")
	View(t, s, func(tx reflection.Tx) error {
		for _, x := range []struct {
			what     string
			from, to schedule.Date
			want     []reflection.BoardLine
		}{
			{"two days", Today, Today.AddDays(1), []reflection.BoardLine{{Person: bo.Person.ID, Name: "Bo", Answered: 2}, {Person: ada.Person.ID, Name: "Ada", Answered: 1}}},
			{"equals by name", Today, Today, []reflection.BoardLine{{Person: ada.Person.ID, Name: "Ada", Answered: 1}, {Person: bo.Person.ID, Name: "Bo", Answered: 1}}},
			{"all of it", schedule.Date{}, Today.AddDays(99), []reflection.BoardLine{{Person: bo.Person.ID, Name: "Bo", Answered: 4}, {Person: ada.Person.ID, Name: "Ada", Answered: 1}}},
			{"no day", Today.AddDays(5), Today.AddDays(9), nil},
		} {
			got, err := tx.Board(c.Subscription, x.from, x.to)
			Same(t, x.what, got, x.want, err)
		}
		for _, x := range []struct {
			what            string
			from, to        schedule.Date
			people, replies int
		}{
			{"two days", Today, Today.AddDays(1), 3, 4}, {"one day", Today, Today, 3, 3}, {"the last", Today.AddDays(2), Today.AddDays(2), 1, 1},
			{"all of it", schedule.Date{}, Today.AddDays(99), 3, 6}, {"no day", Today.AddDays(5), Today.AddDays(9), 0, 0},
		} {
			people, replies, err := tx.People(c.Subscription, x.from, x.to)
			Same(t, "people: "+x.what, []int{people, replies}, []int{x.people, x.replies}, err)
		}
		on, err := tx.OnBoard(c.Subscription, ada.Person.ID)
		Same(t, "on board", on, true, err)
		on, err = tx.OnBoard(c.Subscription, cy.Person.ID)
		Same(t, "on another's board", on, false, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error {
		return errors.Join(tx.RemoveBoard(c.Subscription, ada.Person.ID), tx.RemoveBoard(c.Subscription, ada.Person.ID))
	})
	forget(t, s, bo)
	View(t, s, func(tx reflection.Tx) error {
		on, err := tx.OnBoard(c.Subscription, ada.Person.ID)
		Same(t, "taken off", on, false, err)
		got, err := tx.Board(c.Subscription, Today, Today.AddDays(1))
		Same(t, "nobody is left", got, []reflection.BoardLine(nil), err)
		return nil
	})
}
