package planning

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// FollowMove gives a delivery's subscription the new id of its chat, and takes along
// whatever is to be asked, what is open, and what is still to be sent of it. Moved
// is false where the new chat is asked already: the old one is no more then.
func FollowMove(tx reflection.Tx, del reflection.Delivery, to chat.Chat) (moved bool, err error) {
	switch other, err := tx.SubscriptionIn(to); {
	case err == nil && other.ID != del.Subscription:
		return false, nil
	case err != nil && !errors.Is(err, reflection.ErrNotFound):
		return false, err
	}
	if err := Move(tx, del.Subscription, to); err != nil {
		return false, err
	}
	return true, rekey(tx, del, to)
}

// Move gives a subscription another chat, because its own has another id now, and
// takes along the question that is open and the latest one, with what is still to
// be sent of them. No other subscription may have the new chat.
func Move(tx reflection.Tx, id reflection.SubscriptionID, to chat.Chat) error {
	if err := tx.MoveSubscription(id, to); err != nil {
		return err
	}
	for _, find := range []func() (reflection.Delivery, error){
		func() (reflection.Delivery, error) { return Open(tx, id) },
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
