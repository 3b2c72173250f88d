package storetest

import (
	"errors"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// testFigures: the first of a week are kept, and who came back is counted once, by the
// dates of what was asked.
func testFigures(t *testing.T, open Open) {
	s := open(t)
	c, other := NewChannel(t, s, "77", "server"), NewChannel(t, s, "78", "server")
	ada, bo, cy := NewHome(t, s, 1), NewHome(t, s, 2), NewHome(t, s, 3)
	for day, who := range map[int][]Home{0: {ada, bo}, 1: {ada}, 7: {ada, cy}, 8: {ada}, 14: {bo, cy}} {
		d := AskedIn(t, s, c, day, reflection.Delivery{})
		for _, h := range who {
			Answered(t, s, d, h, reflection.Reply{})
		}
	}
	d := AskedIn(t, s, c, 9, reflection.Delivery{})
	Wordless(t, s, Answered(t, s, d, bo, reflection.Reply{}))
	Answered(t, s, AskedIn(t, s, other, 2, reflection.Delivery{}), cy, reflection.Reply{})
	one := reflection.Figures{Subscription: c.Subscription, Week: Today, Asked: 2, Answers: 3, People: 2, CameBack: 1}
	Update(t, s, func(tx reflection.Tx) error {
		later, elsewhere := one, one
		later.Week, elsewhere.Subscription = Today.AddDays(7), other.Subscription
		again := one
		again.People = 9
		return errors.Join(tx.AddFigures(later), tx.AddFigures(one), tx.AddFigures(again), tx.AddFigures(elsewhere))
	})
	View(t, s, func(tx reflection.Tx) error {
		for _, x := range []struct{ since, from, to, want int }{
			{0, 7, 13, 1}, {0, 14, 20, 2}, {7, 14, 20, 1}, {0, 0, 6, 0}, {0, 30, 36, 0}, {-9, 0, 20, 0},
		} {
			got, err := tx.CameBack(c.Subscription, Today.AddDays(x.since), Today.AddDays(x.from), Today.AddDays(x.to))
			Same(t, "came back", got, x.want, err)
		}
		all, err := tx.Figures(c.Subscription, Today, Today)
		Same(t, "figures", all, []reflection.Figures{one}, err)
		all, err = tx.Figures(c.Subscription, schedule.Date{Year: 2000, Month: 1, Day: 1}, Today.AddDays(99))
		Same(t, "all figures", len(all), 2, err)
		return nil
	})
}
