package planning

import (
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// backWeeks is over how many weeks before one those are looked for who came back in it.
const backWeeks = 4

// SettleFigures counts what a channel's week that begins on a date comes to, once: from
// when it is first told, or is over, it stays so, whatever comes late or is taken away.
// So no two tellings of it differ by what one person did between them. A week without a
// question has none.
func SettleFigures(tx reflection.Tx, id reflection.SubscriptionID, week schedule.Date) error {
	f, err := Figures(tx, id, week)
	if err != nil || f.Asked == 0 {
		return err
	}
	return tx.AddFigures(f)
}

// Figures are what a week has come to: as it was settled, or as it is now.
func Figures(tx reflection.Tx, id reflection.SubscriptionID, week schedule.Date) (f reflection.Figures, err error) {
	known, err := tx.Figures(id, week, week)
	if err != nil {
		return f, err
	}
	if len(known) > 0 {
		return known[0], nil
	}
	f = reflection.Figures{Subscription: id, Week: week}
	last := week.AddDays(6)
	if f.People, f.Answers, err = tx.People(id, week, last); err != nil {
		return f, err
	}
	asked, err := tx.AskedDays(id, week, last)
	if err != nil {
		return f, err
	}
	f.Asked = len(asked)
	f.CameBack, err = tx.CameBack(id, week.AddDays(-7*backWeeks), week, last)
	return f, err
}

// WeekOf is the Monday of a date's week.
func WeekOf(d schedule.Date) schedule.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }
