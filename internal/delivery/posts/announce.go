package posts

import (
	"errors"
	"time"

	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// announced is what came of publishing a post.
type announced struct {
	tried bool
	err   error
}

// announces reports whether a post is still to be published to those who follow its
// channel.
func (p target) announces() bool { return p.ch.Announce && p.ch.Announced < p.del.ID }

// planAside has a post that has just arrived published and pinned, where its channel's
// are: by the dispatch that brings it up to date.
func planAside(tx reflection.Tx, d reflection.Delivery, now time.Time) error {
	ch, err := tx.Channel(d.Subscription)
	if err != nil || (!ch.Announce || ch.Announced >= d.ID) && !ch.Pin && ch.Pinned == 0 {
		return err
	}
	return updateNow(tx, d, now)
}

// updateNow has a post brought up to date at once.
func updateNow(tx reflection.Tx, d reflection.Delivery, now time.Time) error {
	planned, err := tx.PlannedDispatch(d.ID, reflection.Recount)
	switch {
	case err == nil:
		planned.Ready = now
		return tx.UpdateDispatch(planned)
	case !errors.Is(err, reflection.ErrNotFound):
		return err
	}
	return tx.AddDispatch(&reflection.Dispatch{
		Delivery: d.ID, Chat: d.Chat, Purpose: reflection.Recount, Ready: now, Window: now.Add(recountWindow),
	})
}

// settleAnnounced notes that a post was published, or that this is given up, so that
// it isn't tried again with each count.
func settleAnnounced(tx reflection.Tx, s *outbox.Sender, id reflection.DeliveryID, a announced, fate outbox.Fate) error {
	if a.err != nil && (fate == outbox.Waiting || fate == outbox.Moved) {
		return nil
	}
	if a.err != nil {
		s.Log().Warn("a post can't be published to those who follow its channel", "delivery", id, "err", a.err)
	}
	p, err := targetOf(tx, id)
	if err != nil || p.ch.Announced >= id {
		return err
	}
	p.ch.Announced = id
	return tx.UpdateChannel(p.ch)
}
