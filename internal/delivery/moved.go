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
		return l.halt(tx, d, del, reflection.Gone, cause, now)
	case err != nil && !errors.Is(err, reflection.ErrNotFound):
		return err
	}
	if err := Move(tx, sub.ID, to); err != nil {
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

// MoveTx is what following a chat to its new id reads and writes.
type MoveTx interface {
	MoveSubscription(reflection.SubscriptionID, chat.Chat) error
	Before(reflection.Delivery) (reflection.Delivery, error)
	Latest(reflection.SubscriptionID) (reflection.Delivery, error)
	UpdateDelivery(reflection.Delivery) error
	DispatchesOf(reflection.DeliveryID) ([]reflection.Dispatch, error)
	UpdateDispatch(reflection.Dispatch) error
}

// Move gives a subscription another chat, because its own has another id now, and
// takes along the question that is open and the latest one, with what is still to
// be sent of them. No other subscription may have the new chat.
func Move(tx MoveTx, id reflection.SubscriptionID, to chat.Chat) error {
	if err := tx.MoveSubscription(id, to); err != nil {
		return err
	}
	for _, find := range []func() (reflection.Delivery, error){
		func() (reflection.Delivery, error) { return openOf(tx, id) },
		func() (reflection.Delivery, error) { return tx.Latest(id) },
	} {
		del, err := find()
		if errors.Is(err, reflection.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if err := rekey(tx, del, to); err != nil {
			return err
		}
	}
	return nil
}

// rekey moves a delivery, and what is still to be sent of it, to another chat.
func rekey(tx MoveTx, del reflection.Delivery, to chat.Chat) error {
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
