package posts

import (
	"errors"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// The schedule on which a post's count is brought up to date: each minute for an
// hour, then every quarter of one, and once when its question closes.
const (
	recountSoon   = time.Minute
	recountSoonIn = time.Hour
	recountLater  = 15 * time.Minute
	// recountAnnounced is the schedule of a post that was published, which can be
	// edited three times an hour.
	recountAnnounced = 20 * time.Minute
	// recountWindow is how long an edit of a post is worth trying.
	recountWindow = 24 * time.Hour
)

// Answered follows from the first answer that somebody gave to a channel's
// question, or from the last words of one that were taken back: the post's count
// is brought up to date by and by, and a channel that was asked weekly because
// nobody answered is asked on its days again. It is called in the transaction in
// which that happened.
func Answered(tx reflection.Tx, d reflection.Delivery, now time.Time) error {
	n, err := tx.Answered(d.ID)
	if err != nil {
		return err
	}
	if n > 0 {
		if err := endSilence(tx, d.Subscription, now); err != nil {
			return err
		}
	}
	return planRecount(tx, d, now)
}

func endSilence(tx reflection.Tx, id reflection.SubscriptionID, now time.Time) error {
	sub, err := tx.Subscription(id)
	if err != nil || (sub.Unanswered == 0 && !sub.BackOff) {
		return err
	}
	back := sub.BackOff
	sub.Unanswered, sub.BackOff = 0, false
	if back && !planning.IsDue(sub, now) {
		if err := planning.Reschedule(&sub, now); err != nil {
			return err
		}
	}
	return tx.UpdateSubscription(sub)
}

// planRecount plans the next edit of a post's count, unless one is planned: what
// is counted is counted when it is made. A closed question's post has had its last.
func planRecount(tx reflection.Tx, d reflection.Delivery, now time.Time) error {
	if open, err := planning.IsOpen(tx, d); err != nil || !open {
		return err
	}
	_, err := tx.PlannedDispatch(d.ID, reflection.Recount)
	if !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	ch, err := tx.Channel(d.Subscription)
	if err != nil {
		return err
	}
	return tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Recount,
		Ready: nextRecount(d.Arrived, now, ch.Announce), Window: now.Add(recountWindow),
	})
}

// nextRecount is the first instant of a post's schedule after now. It lies on
// whole minutes, as ticks do.
func nextRecount(arrived, now time.Time, announced bool) time.Time {
	first := arrived.Truncate(time.Minute)
	if announced {
		passed := now.Truncate(time.Minute).Sub(first)
		return first.Add((passed/recountAnnounced + 1) * recountAnnounced)
	}
	soon := now.Truncate(recountSoon).Add(recountSoon)
	if passed := soon.Sub(first); passed > recountSoonIn {
		quarters := (passed - recountSoonIn + recountLater - 1) / recountLater
		return first.Add(recountSoonIn + quarters*recountLater)
	}
	return soon
}

// lastRecount plans the edit that gives a closed question's post its last form; an
// edit that is planned becomes that one.
func lastRecount(tx reflection.Tx, d reflection.Delivery, now time.Time) error {
	planned, err := tx.PlannedDispatch(d.ID, reflection.Recount)
	switch {
	case err == nil:
		planned.Ready, planned.Window = now, now.Add(recountWindow)
		return tx.UpdateDispatch(planned)
	case !errors.Is(err, reflection.ErrNotFound):
		return err
	}
	return tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Recount, Ready: now, Window: now.Add(recountWindow),
	})
}
