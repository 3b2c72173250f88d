package summaries

import (
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// leastPictured is on how many days of a year somebody was asked before the year is
// worth a picture in a book.
const leastPictured = 21

// YearPictures draws a person's year for a book, on a light ground and on a dark one.
// There is none of a year in which they were hardly asked.
func (t *Teller) YearPictures(tx reflection.Tx, person reflection.Person, year int, now time.Time) (light, dark *chat.Picture, err error) {
	subs, err := tx.SubscriptionsOf(person.ID)
	if err != nil {
		return nil, nil, err
	}
	var sub reflection.Subscription
	if len(subs) > 0 {
		sub = subs[0]
	}
	first := schedule.Date{Year: year, Month: time.January, Day: 1}
	period := summary.Containing(summary.Year, first)
	in, err := t.Gather(tx, person, sub, period, now)
	if err != nil {
		return nil, nil, err
	}
	if len(in.History.Between(period.First(), period.Last())) < leastPictured {
		return nil, nil, nil
	}
	painter, err := t.painter()
	if err != nil {
		return nil, nil, fmt.Errorf("preparing to draw: %w", err)
	}
	for _, to := range []struct {
		dark bool
		at   **chat.Picture
	}{{false, &light}, {true, &dark}} {
		in.Theme = summary.ThemeOf(to.dark)
		told := summary.Words(in)
		if told.Sketch == nil {
			return nil, nil, nil
		}
		picture, err := painter.Draw(*told.Sketch)
		if err != nil {
			return nil, nil, errors.Join(errDrawing, err)
		}
		*to.at = &picture
	}
	return light, dark, nil
}

var errDrawing = errors.New("drawing a year for a book")
