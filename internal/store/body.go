package store

import (
	"errors"
	"strconv"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// bodyPlace is what the sealed body of a dispatch is bound to.
func bodyPlace(id reflection.DispatchID) string {
	return "dispatch/" + strconv.FormatInt(int64(id), 10) + "/body"
}

// bodyKey returns the key of the identity, or the store's own for none.
func (t *tx) bodyKey(id reflection.IdentityID) (*vault.Key, error) {
	if id == 0 {
		return t.own, nil
	}
	return t.identityKey(id)
}

// sealBody returns nil for no body.
func (t *tx) sealBody(d reflection.Dispatch) ([]byte, error) {
	if d.Body == nil {
		return nil, nil
	}
	key, err := t.bodyKey(d.Identity)
	if err != nil {
		return nil, err
	}
	return key.Seal(bodyPlace(d.ID), d.Body), nil
}

// unsealBody opens the body of a dispatch as it is stored. One that does not open
// becomes nil: it must not keep the others from being sent.
func (t *tx) unsealBody(d *reflection.Dispatch) error {
	if d.Body == nil {
		return nil
	}
	key, err := t.bodyKey(d.Identity)
	if err != nil {
		return err
	}
	d.Body, err = key.Unseal(bodyPlace(d.ID), d.Body)
	switch {
	case errors.Is(err, vault.ErrTampered):
		d.Body, err = nil, nil
	case err == nil && d.Body == nil:
		d.Body = []byte{}
	}
	return err
}
