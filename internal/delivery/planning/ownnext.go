package planning

import (
	"errors"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// ownRest is how many days at least lie between two times that a person is asked
// the same question of their own.
const ownRest = 30

// every is how many days there are for each with a question of a person's own.
var every = map[reflection.Share]int{reflection.ShareSome: 4, reflection.ShareHalf: 2}

// ownNext finds the own question that comes next: in a channel, the oldest that was
// not asked yet; to a person, one of theirs on the days that the share gives them. It
// is ErrNotFound where there is none.
func ownNext(tx reflection.Tx, by chooser, sub reflection.SubscriptionID, on schedule.Date) (reflection.OwnQuestion, error) {
	if by.person == 0 {
		return tx.NextQuestion(sub, on)
	}
	days, shared := every[by.taste.Share]
	if !shared || (dayNumber(on)+int(by.seed%uint64(days)))%days != 0 {
		return reflection.OwnQuestion{}, reflection.ErrNotFound
	}
	q, err := tx.NextQuestion(sub, on)
	if !errors.Is(err, reflection.ErrNotFound) {
		return q, err
	}
	return rested(tx, sub, on)
}

// rested finds the person's question that was asked the longest ago, if that is long
// enough.
func rested(tx reflection.Tx, sub reflection.SubscriptionID, on schedule.Date) (oldest reflection.OwnQuestion, err error) {
	all, err := tx.Questions(sub, reflection.Approved)
	if err != nil {
		return oldest, err
	}
	for _, q := range all { // Deliveries are numbered as they are made.
		if oldest.ID == 0 || q.Asked < oldest.Asked {
			oldest = q
		}
	}
	if oldest.ID == 0 {
		return oldest, reflection.ErrNotFound
	}
	last, err := tx.Delivery(oldest.Asked)
	if errors.Is(err, reflection.ErrNotFound) {
		return oldest, nil
	}
	if err == nil && on.Before(last.Date.AddDays(ownRest)) {
		err = reflection.ErrNotFound
	}
	return oldest, err
}

// dayNumber counts days, so that a share is spread evenly over them.
func dayNumber(d schedule.Date) int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
