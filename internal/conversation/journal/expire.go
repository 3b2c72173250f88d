package journal

import (
	"errors"
	"slices"
	"time"

	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// Expire deletes the replies of a person that were begun at or after from and are older
// than they want their words kept, at most so many at a time: the facts stay, so that
// what counted still counts. One of which a part is younger waits. It returns how many
// it deleted, and from when to go on; more is false once none is left.
func Expire(tx reflection.Tx, id reflection.PersonID, from, now time.Time, limit int) (n int, next time.Time, more bool, err error) {
	p, err := tx.Person(id)
	if errors.Is(err, reflection.ErrNotFound) || err == nil && p.KeepMonths == 0 {
		return 0, from, false, nil
	}
	if err != nil {
		return 0, from, false, err
	}
	if from.IsZero() {
		from = time.Unix(0, 0)
	}
	before := now.AddDate(0, -p.KeepMonths, 0)
	replies, err := tx.RepliesBetween(id, from, before, false, limit)
	if err != nil {
		return 0, from, false, err
	}
	next = from
	for _, reply := range replies {
		next = reply.Created.Add(time.Microsecond)
		parts, err := tx.Parts(reply.ID)
		if err != nil {
			return n, next, false, err
		}
		if slices.ContainsFunc(parts, func(p reflection.Part) bool { return !p.At.Before(before) }) {
			continue
		}
		if err := expire(tx, reply, now); err != nil {
			return n, next, false, err
		}
		n++
	}
	return n, next, len(replies) == limit, nil
}

// expire deletes a reply, and what is posted of it.
func expire(tx reflection.Tx, reply reflection.Reply, now time.Time) error {
	d, err := tx.Delivery(reply.Delivery)
	if ignoreMissing(err) != nil {
		return err
	}
	channels := err == nil && reply.Delivery != 0 && d.Person == 0
	if channels {
		if err := posts.Retract(tx, reply, now); err != nil {
			return err
		}
	}
	if err := tx.DeleteReply(reply.ID); err != nil || !channels {
		return err
	}
	return ignoreMissing(posts.Answered(tx, d, now))
}

// Older counts the replies of a person that are older than some months.
func Older(tx reflection.Tx, id reflection.PersonID, months int, now time.Time) (int, error) {
	all, err := tx.RepliesBetween(id, time.Unix(0, 0), now.AddDate(0, -months, 0), false, mostAtOnce)
	return len(all), err
}
