package sealing

import (
	"encoding/hex"
	"encoding/json"
	"fmt"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// An account and its private chat are looked up, and told by nothing but their seal:
// the engine has keyed hashes of them.

// behindIdentity is what the seal of an identity holds.
type behindIdentity struct {
	Person        reflection.PersonID
	Platform      chat.Platform
	Account, Chat string
}

// hiddenAccount is an account as the engine has it.
func (t *tx) hiddenAccount(p chat.Platform, account string) string {
	return hex.EncodeToString(t.keys.own.Tag(fmt.Appendf(nil, "account %q %q", p, account)))
}

// hiddenChat is a private chat as the engine has it where it is looked up.
func (t *tx) hiddenChat(c chat.Chat) chat.Chat {
	if c.ID != "" {
		c.ID = hex.EncodeToString(t.keys.own.Tag(fmt.Appendf(nil, "chat %q %q", c.Platform, c.ID)))
	}
	return c
}

// hide returns the identity as the engine has it.
func (t *tx) hide(i reflection.Identity) reflection.Identity {
	i.Account, i.Private = t.hiddenAccount(i.Private.Platform, i.Account), t.hiddenChat(i.Private)
	return i
}

// sealIdentity returns the identity's seal.
func sealIdentity(key *vault.Key, i reflection.Identity) []byte {
	text, err := json.Marshal(behindIdentity{i.Person, i.Private.Platform, i.Account, i.Private.ID})
	if err != nil {
		panic(err) // A number and strings always marshal.
	}
	return sealPadded(key, identityPlace(i.ID), text)
}

func identityPlace(id reflection.IdentityID) string { return place("identity", id, "account") }

// openIdentity takes the seal off, and refuses an identity that is not as it was
// left. A persona's is nobody's account.
func (t *tx) openIdentity(i *reflection.Identity) error {
	if i.Private.Platform == personas {
		return reflection.ErrNotFound
	}
	key, err := t.identityKey(i.ID)
	if err != nil {
		return t.report(err)
	}
	text, err := unsealPadded(key, identityPlace(i.ID), i.Seal)
	if err != nil {
		return t.report(err)
	}
	var truth behindIdentity
	if err := json.Unmarshal(text, &truth); err != nil {
		return t.report(fmt.Errorf("%s: %w", identityPlace(i.ID), errChanged))
	}
	opened := reflection.Identity{ID: i.ID, Person: truth.Person, Account: truth.Account, Private: chat.Chat{Platform: truth.Platform, ID: truth.Chat}}
	if was := t.hide(opened); was.Person != i.Person || was.Account != i.Account || was.Private != i.Private {
		return t.report(fmt.Errorf("%s: %w", identityPlace(i.ID), errChanged))
	}
	*i = opened
	return nil
}

func (t *tx) AddIdentity(i *reflection.Identity) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	added := *i
	added.ID = reflection.IdentityID(id)
	hidden := t.hide(added)
	if err := t.raw.AddIdentity(&hidden); err != nil {
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
	if err := t.raw.SetPrivate(id, t.hiddenChat(private)); err != nil {
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
	i, err := t.raw.Identity(p, t.hiddenAccount(p, account))
	return openedOne(i, err, t.openIdentity)
}

func (t *tx) IdentityIn(private chat.Chat) (reflection.Identity, error) {
	i, err := t.raw.IdentityIn(t.hiddenChat(private))
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
	i, person, err := t.raw.Whom(p, t.hiddenAccount(p, account))
	if i, err = openedOne(i, err, t.openIdentity); err != nil {
		return i, reflection.Person{}, err
	}
	return i, person, nil
}

// hideIdentity brings an identity that an older version left in the clear, and what its
// chat waits for, to where it stands now.
func (t *tx) hideIdentity(i reflection.Identity) (reflection.IdentityID, error) {
	if isRandom(i.ID) {
		return i.ID, nil
	}
	key, err := t.identityKey(i.ID)
	if err != nil {
		return i.ID, err
	}
	if _, err := unsealPadded(key, identityPlace(i.ID), i.Seal); err == nil {
		return i.ID, nil // It was hidden before this was cut off.
	}
	if err := same(key, place("identity", i.ID, ""), i.Seal, identityBound(i)); err != nil {
		return i.ID, t.report(err)
	}
	if err := t.hideAwaiting(i.Private); err != nil {
		return i.ID, err
	}
	return i.ID, t.raw.HideIdentity(t.hide(i), sealIdentity(key, i))
}
