package sealing

import (
	"errors"

	"stillpoint/internal/reflection"
)

// Reassign seals anew what is bound to whose it is: the account, its replies, and the
// names on boards of its platform. What was changed in the file before isn't taken
// along.
func (t *tx) Reassign(id reflection.IdentityID, to reflection.PersonID) error {
	i, err := t.IdentityOf(id)
	if err != nil {
		return err
	}
	all, err := t.raw.RepliesThrough(id)
	if err != nil {
		return err
	}
	if all, err = opened(all, nil, t.openReply); err != nil {
		return err
	}
	boards, err := t.raw.BoardsOf(i.Person)
	if err != nil {
		return err
	}
	if err := t.raw.Reassign(id, to); err != nil {
		return err
	}
	for _, e := range boards {
		if err := t.moveBoard(e, i, to); err != nil {
			return err
		}
	}
	i.Person = to
	key, err := t.identityKey(id)
	if err != nil {
		return err
	}
	if err := t.raw.SealIdentity(id, nil, sealIdentity(key, i)); err != nil {
		return err
	}
	for _, r := range all {
		r.Person = to
		if err := t.UpdateReply(r); err != nil {
			return err
		}
	}
	return nil
}

// moveBoard takes a place on a board along, if that is on the account's platform.
func (t *tx) moveBoard(e reflection.BoardEntry, of reflection.Identity, to reflection.PersonID) error {
	sub, err := t.raw.Subscription(e.Subscription)
	if err != nil || sub.Chat.Platform != of.Private.Platform {
		return err
	}
	name, err := unseal(t.keys.own, boardPlace(e.Subscription, e.Person), e.Name)
	if err != nil {
		return t.report(err)
	}
	return errors.Join(t.raw.RemoveBoard(e.Subscription, e.Person),
		t.SetBoard(reflection.BoardEntry{Subscription: e.Subscription, Person: to, Name: name}))
}
