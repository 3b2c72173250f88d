package planning

import (
	"errors"

	"stillpoint/internal/reflection"
)

// IsOpen reports whether a delivery's question is open: no other has arrived in its
// subscription since.
func IsOpen(tx reflection.Tx, d reflection.Delivery) (bool, error) {
	open, err := Open(tx, d.Subscription)
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	return open.ID == d.ID, err
}

// Open returns the subscription's open delivery.
func Open(tx reflection.Tx, id reflection.SubscriptionID) (reflection.Delivery, error) {
	return tx.Before(reflection.Delivery{Subscription: id})
}
