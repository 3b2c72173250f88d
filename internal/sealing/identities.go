package sealing

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

func (t *tx) AddIdentity(i *reflection.Identity) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	added := *i
	added.ID = reflection.IdentityID(id)
	if err := t.raw.AddIdentity(&added); err != nil {
		return err
	}
	wrapped := t.keys.vault.NewKey(id)
	key, err := t.keys.vault.Key(id, func() ([]byte, error) { return wrapped, nil })
	if err != nil {
		return err
	}
	if err := t.raw.SealIdentity(added.ID, wrapped, sealIdentity(key, added)); err != nil {
		return err
	}
	*i = added
	return nil
}

// SetPrivate seals the identity anew.
func (t *tx) SetPrivate(id reflection.IdentityID, private chat.Chat) error {
	i, err := t.IdentityOf(id)
	if err != nil {
		return err
	}
	if err := t.raw.SetPrivate(id, private); err != nil {
		return err
	}
	i.Private = private
	key, err := t.identityKey(id)
	if err != nil {
		return err
	}
	return t.raw.SealIdentity(id, nil, sealIdentity(key, i))
}

func (t *tx) Identity(p chat.Platform, account string) (reflection.Identity, error) {
	i, err := t.raw.Identity(p, account)
	return openedOne(i, err, t.openIdentity)
}

func (t *tx) IdentityIn(private chat.Chat) (reflection.Identity, error) {
	i, err := t.raw.IdentityIn(private)
	return openedOne(i, err, t.openIdentity)
}

func (t *tx) IdentityOf(id reflection.IdentityID) (reflection.Identity, error) {
	i, err := t.raw.IdentityOf(id)
	return openedOne(i, err, t.openIdentity)
}

func (t *tx) Identities(p reflection.PersonID) ([]reflection.Identity, error) {
	all, err := t.raw.Identities(p)
	return opened(all, err, t.openIdentity)
}

func (t *tx) Whom(p chat.Platform, account string) (reflection.Identity, reflection.Person, error) {
	i, person, err := t.raw.Whom(p, account)
	if i, err = openedOne(i, err, t.openIdentity); err != nil {
		return i, reflection.Person{}, err
	}
	return i, person, nil
}
