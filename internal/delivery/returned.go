package delivery

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// returned is what a return brings back: when it was written, to which question, and
// the person's own words. They are opened here, when the message is made, and stand
// nowhere else.
func returned(tx reflection.Tx, w *words.Words, d reflection.Delivery) ([]chat.Block, error) {
	back, err := tx.ReturnOn(d.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r, err := tx.Reply(back.Reply)
	if err != nil || r.Person != d.Person {
		return nil, err
	}
	written, err := planning.Written(tx, r)
	if err != nil || written == "" {
		return nil, err
	}
	question, err := first(tx, r)
	if err != nil {
		return nil, err
	}
	day, err := planning.LocalDate(r.Created, d.Zone)
	if err != nil {
		return nil, err
	}
	return []chat.Block{
		chat.P(w.Returns.OnDay(w.Day(noon(day), noon(d.Date)), question)),
		{Kind: chat.Quote, Text: shorten(written, givenRunes)},
	}, nil
}

// first is the question that a reply answers, or, if that only asked what had changed
// since another, the one that it began with.
func first(tx reflection.Tx, r reflection.Reply) (string, error) {
	for r.Delivery != 0 {
		back, err := tx.ReturnOn(r.Delivery)
		if errors.Is(err, reflection.ErrNotFound) {
			break
		}
		if err != nil {
			return "", err
		}
		if r, err = tx.Reply(back.Reply); err != nil {
			return "", err
		}
	}
	return r.Question, nil
}

func noon(d schedule.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}

// mend gives a return another question in its place, if what it would bring back was
// taken back, changed or turned away since it was planned, or can't be read any more.
func (q question) mend(tx reflection.Tx, d *reflection.Delivery) error {
	if d.Prompt.Pack != reflection.ReturnPack || d.State == reflection.DeliveryArrived {
		return nil
	}
	may, err := q.planner.Returns(tx, *d)
	if err != nil && !errors.Is(err, reflection.ErrUnreadable) || may {
		return err
	}
	if err := q.planner.Unreturn(tx, d); err != nil && !errors.Is(err, planning.ErrNothingLeft) {
		return err
	}
	return tx.UpdateDelivery(*d)
}
