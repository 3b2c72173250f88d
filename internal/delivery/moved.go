package delivery

import (
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// moved follows a chat to its new id and sends there. The subscription goes
// along, and with it whatever is to be asked, what is open, and what is still
// to be sent of it.
func (l *line) moved(tx reflection.Tx, d reflection.Dispatch, del reflection.Delivery, cause error, now time.Time) error {
	to, err := movedTo(cause)
	if err != nil || to == d.Chat {
		l.service.log.Error("chat moved without saying where", "dispatch", d.ID, "platform", d.Chat.Platform, "err", cause)
		return l.service.drop(tx, d, del, now)
	}
	sub, err := tx.Subscription(del.Subscription)
	if err != nil {
		return err
	}
	switch other, err := tx.SubscriptionIn(to); {
	case err == nil && other.ID != sub.ID:
		// The new chat is asked already; the old one is no more.
		return l.halt(tx, d, del, reflection.Gone, now)
	case err != nil && !errors.Is(err, reflection.ErrNotFound):
		return err
	}
	sub.Chat = to
	if err := tx.UpdateSubscription(sub); err != nil {
		return err
	}
	open, err := tx.Before(del)
	switch {
	case err == nil:
		if err := rekey(tx, open, to); err != nil {
			return err
		}
	case !errors.Is(err, reflection.ErrNotFound):
		return err
	}
	if err := rekey(tx, del, to); err != nil {
		return err
	}
	d.Chat = to
	wait := time.Duration(0)
	if d.Attempts > 1 {
		wait = backoff(d.Attempts) // A chat that moves on and on is followed at leisure.
	}
	return l.again(tx, d, wait, now)
}

// rekey moves a delivery, and what is still to be sent of it, to another chat.
func rekey(tx reflection.Tx, del reflection.Delivery, to chat.Chat) error {
	del.Chat = to
	if err := tx.UpdateDelivery(del); err != nil {
		return err
	}
	all, err := tx.DispatchesOf(del.ID)
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.State == reflection.DispatchSent || d.State == reflection.DispatchDropped {
			continue
		}
		d.Chat = to
		if err := tx.UpdateDispatch(d); err != nil {
			return err
		}
	}
	return nil
}

// movedTo returns where a chat went.
func movedTo(err error) (chat.Chat, error) {
	se, ok := errors.AsType[*chat.SendError](err)
	if !ok || se.MovedTo.IsZero() {
		return chat.Chat{}, fmt.Errorf("no new id: %w", err)
	}
	return se.MovedTo, nil
}
