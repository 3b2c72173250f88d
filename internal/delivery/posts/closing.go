package posts

import (
	"errors"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// ChannelSilenceAfter is how many questions in a row a channel may leave
// unanswered before they come weekly.
const ChannelSilenceAfter = 5

// Arrived closes the question before one that has arrived in a channel,
// counts how many in a row were left unanswered, and settles what a week that is over
// came to. One that turns out to have
// arrived after a later one did is closed itself.
func Arrived(tx reflection.Tx, d reflection.Delivery, sub reflection.Subscription, now time.Time) error {
	open, err := planning.IsOpen(tx, d)
	if err != nil {
		return err
	}
	if !open {
		return closeInChannel(tx, d, now)
	}
	if err := planAside(tx, d, now); err != nil {
		return err
	}
	before, err := tx.Before(d)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if week := planning.WeekOf(before.Date); week != planning.WeekOf(d.Date) {
		if err := planning.SettleFigures(tx, sub.ID, week); err != nil {
			return err
		}
	}
	n, err := tx.Answered(before.ID)
	if err != nil {
		return err
	}
	if err := countSilence(tx, sub, n > 0, now); err != nil {
		return err
	}
	return closeInChannel(tx, before, now)
}

// countSilence counts a question that closed. From the fifth in a row that nobody
// answered they come weekly, until somebody does.
func countSilence(tx reflection.Tx, sub reflection.Subscription, answered bool, now time.Time) error {
	if answered {
		sub.Unanswered = 0
	} else {
		sub.Unanswered++
	}
	if sub.Unanswered >= ChannelSilenceAfter && !sub.BackOff {
		if err := tellQuiet(tx, sub, now); err != nil {
			return err
		}
		sub.BackOff = true
		if err := planning.Reschedule(&sub, now); err != nil {
			return err
		}
	}
	return tx.UpdateSubscription(sub)
}

// closeInChannel gives a closed question's post its last form, and, where its
// answers wait for that, has them posted in the thread, in an order that says nothing
// of when they were written.
func closeInChannel(tx reflection.Tx, d reflection.Delivery, now time.Time) error {
	if err := lastRecount(tx, d, now); err != nil {
		return err
	}
	ch, err := tx.Channel(d.Subscription)
	if err != nil || ch.Thread != reflection.ThreadClosed {
		return err
	}
	const page = 100
	for skip := 0; ; skip += page {
		shared, err := tx.SharedAnswers(d.ID, skip, page)
		if err != nil {
			return err
		}
		for _, r := range shared {
			if err := planPublish(tx, d, r.ID, now); err != nil {
				return err
			}
		}
		if len(shared) < page {
			return nil
		}
	}
}
