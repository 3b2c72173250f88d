package daily

import (
	"errors"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// answeredElsewhere returns the delivery under which a question that two apps ask was
// answered already: what is added goes there, whichever app it comes from.
func answeredElsewhere(tx reflection.Tx, t *turn.Turn, d reflection.Delivery) (reflection.Delivery, error) {
	twins, err := sameQuestion(tx, d)
	if err != nil {
		return d, err
	}
	for _, twin := range twins {
		_, err := tx.AnswerTo(twin.ID, t.Person.ID)
		if err == nil {
			return twin, nil
		}
		if !errors.Is(err, reflection.ErrNotFound) {
			return d, err
		}
	}
	return d, nil
}

// answersTwins marks a question as answered in all apps that ask it.
func answersTwins(tx reflection.Tx, d reflection.Delivery) error {
	twins, err := sameQuestion(tx, d)
	if err != nil {
		return err
	}
	for _, twin := range twins {
		if !twin.Answered.IsZero() {
			continue
		}
		twin.Answered = d.Answered
		if err := tx.UpdateDelivery(twin); err != nil {
			return err
		}
	}
	return nil
}

// sameQuestion returns the deliveries by which other apps ask what one does. What was
// asked on that date before the accounts were joined is a question of its own.
func sameQuestion(tx reflection.Tx, d reflection.Delivery) ([]reflection.Delivery, error) {
	twins, err := planning.Twins(tx, d.Subscription, d.Date)
	var same []reflection.Delivery
	for _, twin := range twins {
		if twin.Prompt.Pack == d.Prompt.Pack && twin.Prompt.Prompt == d.Prompt.Prompt {
			same = append(same, twin)
		}
	}
	return same, err
}
