package summaries

import (
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// settleTold settles the figures of a channel's week that is about to be told to all.
func settleTold(tx reflection.Tx, sub reflection.Subscription, period string) error {
	p, err := summary.ParsePeriod(period)
	if err != nil || sub.Person != 0 || p.Kind() != summary.Week {
		return err
	}
	return planning.SettleFigures(tx, sub.ID, p.First())
}

// Figures are all that a channel's weeks have come to.
func Figures(tx reflection.Tx, id reflection.SubscriptionID) ([]reflection.Figures, error) {
	return tx.Figures(id, schedule.Date{}, schedule.Date{Year: 9999, Month: time.December, Day: 31})
}

// Told says which of a week's figures name nobody.
func Told(f reflection.Figures) (counts, cameBack bool) {
	return summary.Channel{People: f.People, Replies: f.Answers, CameBack: f.CameBack}.Told()
}
