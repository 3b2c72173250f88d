package store

import (
	"database/sql"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// AddFigures keeps the first of a week.
func (t *tx) AddFigures(f reflection.Figures) error {
	_, err := t.exec("add figures", `INSERT INTO figures (subscription, week, asked, answers, people, came_back)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		int64(f.Subscription), f.Week.String(), f.Asked, f.Answers, f.People, f.CameBack)
	return err
}

func (t *tx) Figures(s reflection.SubscriptionID, from, to schedule.Date) ([]reflection.Figures, error) {
	return many(t, "figures", scanFigures, `SELECT subscription, week, asked, answers, people, came_back FROM figures
		WHERE subscription = ? AND week BETWEEN ? AND ? ORDER BY week`, int64(s), from.String(), to.String())
}

func scanFigures(r *sql.Rows) (f reflection.Figures, err error) {
	err = r.Scan(&f.Subscription, intoDate{&f.Week}, &f.Asked, &f.Answers, &f.People, &f.CameBack)
	return f, err
}

func (t *tx) CameBack(s reflection.SubscriptionID, since, from, to schedule.Date) (n int, err error) {
	before, in := make(map[reflection.PersonID]bool), make(map[reflection.PersonID]bool)
	for _, span := range []struct {
		from, to schedule.Date
		seen     map[reflection.PersonID]bool
	}{{since, from.AddDays(-1), before}, {from, to, in}} {
		err := each(t, "came back", scanAnswerer, func(a answer) bool {
			span.seen[a.person] = true
			return true
		}, `SELECT d.id, r.person`+answersTo+`WHERE d.subscription = ? AND d.date BETWEEN ? AND ? AND `+living+`
			ORDER BY d.date, r.person`, int64(s), span.from.String(), span.to.String())
		if err != nil {
			return 0, err
		}
	}
	for p := range in {
		if before[p] {
			n++
		}
	}
	return n, nil
}
