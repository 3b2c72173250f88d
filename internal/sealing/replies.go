package sealing

import (
	"math"
	"slices"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// sealReply seals the question and the name, where there are any, and the row. With
// as set it becomes the persona's: who wrote it is sealed too.
func (t *tx) sealReply(r *reflection.Reply, as persona) error {
	truth := *r
	if as.person != 0 {
		r.Person, r.Identity = as.person, as.identity
		r.Created, r.Shared = t.blurred(r.Created), t.blurred(r.Shared)
	}
	key, err := t.identityKey(r.Identity)
	if err != nil {
		return err
	}
	if r.Question != "" {
		r.Question = seal(key, place("reply", r.ID, "question"), r.Question)
	}
	if r.Name != "" {
		r.Name = seal(key, place("reply", r.ID, "name"), r.Name)
	}
	if as.person != 0 {
		r.Seal = sealBehind(key, *r, truth)
	} else {
		r.Seal = sealRow(key, *r)
	}
	return nil
}

// owner says who wrote a reply.
type owner struct {
	// key is the identity whose key seals it, and identity the one that wrote it.
	key, identity reflection.IdentityID
	person        reflection.PersonID
}

func (t *tx) openReply(r *reflection.Reply) error {
	r.Sharing = t.sharing(*r)
	of := owner{key: r.Identity}
	key, err := t.identityKey(r.Identity)
	if err == nil && isRandom(r.Identity) {
		err = t.openPersonas(key, r)
	} else if err == nil {
		err = openRow(key, r)
	}
	if err == nil {
		r.Question, err = unseal(key, place("reply", r.ID, "question"), r.Question)
	}
	if err == nil {
		r.Name, err = unseal(key, place("reply", r.ID, "name"), r.Name)
	}
	if err == nil {
		of.identity, of.person = r.Identity, r.Person
		t.whose[r.ID] = of
	}
	return t.report(err)
}

// openPersonas opens the row of a persona's reply.
func (t *tx) openPersonas(key *vault.Key, r *reflection.Reply) error {
	as, err := t.personaBy(r.Identity)
	if err != nil {
		return err
	}
	if as.person != r.Person {
		return errChanged
	}
	if err := openBehind(key, r); err != nil {
		return err
	}
	r.Person = as.of
	return nil
}

func (t *tx) AddReply(r *reflection.Reply) error {
	var as persona
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	in, err := t.inChannel(r.Delivery)
	if err == nil && in {
		id = randomID()
		as, err = t.needPersona(r.Person)
	}
	if err != nil {
		return err
	}
	added := *r
	added.ID = reflection.ReplyID(id)
	sealed := added
	if err := t.sealReply(&sealed, as); err != nil {
		return err
	}
	if err := t.raw.AddReply(&sealed); err != nil {
		return err
	}
	t.whose[added.ID] = owner{sealed.Identity, added.Identity, added.Person}
	*r = added
	return nil
}

// UpdateReply leaves a reply where it is, under a persona or not: its id tells.
func (t *tx) UpdateReply(r reflection.Reply) error {
	delete(t.whose, r.ID)
	var as persona
	if isRandom(r.ID) {
		var err error
		if as, err = t.needPersona(r.Person); err != nil {
			return err
		}
	}
	if err := t.sealReply(&r, as); err != nil {
		return err
	}
	return t.raw.UpdateReply(r)
}

func (t *tx) Reply(id reflection.ReplyID) (reflection.Reply, error) {
	r, err := t.raw.Reply(id)
	return openedOne(r, err, t.openReply)
}

func (t *tx) AnswerTo(d reflection.DeliveryID, p reflection.PersonID) (reflection.Reply, error) {
	in, err := t.inChannel(d)
	if err == nil && in {
		p, err = t.asKnown(p)
	}
	if err != nil {
		return reflection.Reply{}, err
	}
	r, err := t.raw.AnswerTo(d, p)
	return openedOne(r, err, t.openReply)
}

func (t *tx) RepliesOf(p reflection.PersonID) ([]reflection.Reply, error) {
	return both(t, p, t.raw.RepliesOf, t.openReply, repliesInOrder)
}

// both returns what there is of somebody, under their own name and their persona's,
// opened and in order.
func both[T any](t *tx, p reflection.PersonID, of func(reflection.PersonID) ([]T, error), open func(*T) error, order func(a, b T) int) ([]T, error) {
	all, err := of(p)
	if err != nil {
		return nil, err
	}
	as, err := t.personaOf(p)
	if err != nil {
		return nil, err
	}
	if as.person != 0 {
		others, err := of(as.person)
		if err != nil {
			return nil, err
		}
		all = append(all, others...)
	}
	all, err = opened(all, nil, open)
	if as.person != 0 {
		slices.SortStableFunc(all, order)
	}
	return all, err
}

// RepliesBetween looks through all that somebody's persona began on those days: the
// file doesn't know at which hour.
func (t *tx) RepliesBetween(p reflection.PersonID, from, to time.Time, latest bool, limit int) ([]reflection.Reply, error) {
	order := repliesInOrder
	if latest {
		order = func(a, b reflection.Reply) int { return repliesInOrder(b, a) }
	}
	all, err := both(t, p, func(p reflection.PersonID) ([]reflection.Reply, error) {
		if !isRandom(p) {
			return t.raw.RepliesBetween(p, from, to, latest, limit)
		}
		const day = 24 * time.Hour
		return t.raw.RepliesBetween(p, from.UTC().Truncate(day), to.UTC().Truncate(day).Add(day), latest, math.MaxInt32)
	}, t.openReply, order)
	all = slices.DeleteFunc(all, func(r reflection.Reply) bool { return r.Created.Before(from) || !r.Created.Before(to) })
	return all[:min(limit, len(all))], err
}
