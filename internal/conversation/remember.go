package conversation

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// remembering is the transaction of one turn. It reads once what the flows of a turn
// ask for again and again, and stores the person once, at the end: a reply must not
// cost more for being looked at by several flows.
type remembering struct {
	reflection.Tx

	persons   map[reflection.PersonID]reflection.Person
	changed   map[reflection.PersonID]bool // of those, which are yet to be stored
	subs      map[reflection.SubscriptionID]reflection.Subscription
	subIn     map[chat.Chat]reflection.SubscriptionID // of those that have one
	subsOf    map[reflection.PersonID][]reflection.SubscriptionID
	awaiting  map[chat.Chat]found[reflection.Awaiting]
	aways     []reflection.Away
	awaySince time.Time
	awayKnown bool
	openAt    map[openKey]found[reflection.Delivery]
}

// openKey is what OpenAt is asked.
type openKey struct {
	chat    chat.Chat
	at      time.Time
	message chat.MessageID
}

// found is something that was looked up, or that there is none.
type found[T any] struct {
	value T
	err   error
}

func remember(tx reflection.Tx) *remembering {
	return &remembering{
		Tx:       tx,
		persons:  map[reflection.PersonID]reflection.Person{},
		changed:  map[reflection.PersonID]bool{},
		subs:     map[reflection.SubscriptionID]reflection.Subscription{},
		subIn:    map[chat.Chat]reflection.SubscriptionID{},
		subsOf:   map[reflection.PersonID][]reflection.SubscriptionID{},
		awaiting: map[chat.Chat]found[reflection.Awaiting]{},
		openAt:   map[openKey]found[reflection.Delivery]{},
	}
}

// flush stores what was kept back. It is called once, at the end of the turn.
func (r *remembering) flush() error {
	for id := range r.changed {
		if err := r.Tx.UpdatePerson(r.persons[id]); err != nil {
			return err
		}
	}
	return nil
}

// AddPerson implements reflection.Tx.
func (r *remembering) AddPerson(p *reflection.Person) error {
	err := r.Tx.AddPerson(p)
	if err == nil {
		r.persons[p.ID] = *p
	}
	return err
}

// Person implements reflection.Tx.
func (r *remembering) Person(id reflection.PersonID) (reflection.Person, error) {
	if p, ok := r.persons[id]; ok {
		return p, nil
	}
	p, err := r.Tx.Person(id)
	if err == nil {
		r.persons[id] = p
	}
	return p, err
}

// Whom implements reflection.Tx.
func (r *remembering) Whom(p chat.Platform, account string) (reflection.Identity, reflection.Person, error) {
	i, person, err := r.Tx.Whom(p, account)
	if err == nil {
		r.persons[person.ID] = person
	}
	return i, person, err
}

// UpdatePerson implements reflection.Tx. The person is stored by flush.
func (r *remembering) UpdatePerson(p reflection.Person) error {
	r.persons[p.ID], r.changed[p.ID] = p, true
	return nil
}

// DeletePerson implements reflection.Tx.
func (r *remembering) DeletePerson(id reflection.PersonID) error {
	delete(r.persons, id)
	delete(r.changed, id)
	r.forgetSubscriptions()
	clear(r.awaiting)
	clear(r.openAt)
	return r.Tx.DeletePerson(id)
}

// AddSubscription implements reflection.Tx.
func (r *remembering) AddSubscription(s *reflection.Subscription) error {
	r.forgetSubscriptions()
	return r.Tx.AddSubscription(s)
}

// MoveSubscription implements reflection.Tx.
func (r *remembering) MoveSubscription(id reflection.SubscriptionID, to chat.Chat) error {
	r.forgetSubscriptions()
	return r.Tx.MoveSubscription(id, to)
}

// Reassign implements reflection.Tx.
func (r *remembering) Reassign(id reflection.IdentityID, to reflection.PersonID) error {
	r.forgetSubscriptions()
	clear(r.openAt)
	return r.Tx.Reassign(id, to)
}

func (r *remembering) forgetSubscriptions() {
	clear(r.subs)
	clear(r.subIn)
	clear(r.subsOf)
}

// UpdateSubscription implements reflection.Tx.
func (r *remembering) UpdateSubscription(s reflection.Subscription) error {
	if err := r.Tx.UpdateSubscription(s); err != nil {
		return err
	}
	if was, ok := r.subs[s.ID]; ok { // Whose it is and its chat are not what it changes.
		s.Person, s.Chat, s.Created = was.Person, was.Chat, was.Created
		r.subs[s.ID] = s
	}
	return nil
}

// Subscription implements reflection.Tx.
func (r *remembering) Subscription(id reflection.SubscriptionID) (reflection.Subscription, error) {
	if s, ok := r.subs[id]; ok {
		return s, nil
	}
	s, err := r.Tx.Subscription(id)
	if err == nil {
		r.knows(s)
	}
	return s, err
}

// SubscriptionIn implements reflection.Tx.
func (r *remembering) SubscriptionIn(c chat.Chat) (reflection.Subscription, error) {
	if id, ok := r.subIn[c]; ok {
		return r.subs[id], nil
	}
	s, err := r.Tx.SubscriptionIn(c)
	if err == nil {
		r.knows(s)
	}
	return s, err
}

// SubscriptionsOf implements reflection.Tx.
func (r *remembering) SubscriptionsOf(p reflection.PersonID) ([]reflection.Subscription, error) {
	if ids, ok := r.subsOf[p]; ok {
		all := make([]reflection.Subscription, len(ids))
		for i, id := range ids {
			all[i] = r.subs[id]
		}
		return all, nil
	}
	all, err := r.Tx.SubscriptionsOf(p)
	if err != nil {
		return all, err
	}
	ids := make([]reflection.SubscriptionID, len(all))
	for i, s := range all {
		r.knows(s)
		ids[i] = s.ID
	}
	r.subsOf[p] = ids
	return all, nil
}

func (r *remembering) knows(s reflection.Subscription) {
	r.subs[s.ID], r.subIn[s.Chat] = s, s.ID
}

// Awaiting implements reflection.Tx.
func (r *remembering) Awaiting(c chat.Chat) (reflection.Awaiting, error) {
	if f, ok := r.awaiting[c]; ok {
		return f.value, f.err
	}
	a, err := r.Tx.Awaiting(c)
	r.awaiting[c] = found[reflection.Awaiting]{a, err}
	return a, err
}

// SetAwaiting implements reflection.Tx.
func (r *remembering) SetAwaiting(a reflection.Awaiting) error {
	delete(r.awaiting, a.Chat)
	return r.Tx.SetAwaiting(a)
}

// ClearAwaiting implements reflection.Tx.
func (r *remembering) ClearAwaiting(c chat.Chat) error {
	delete(r.awaiting, c)
	return r.Tx.ClearAwaiting(c)
}

// AwaySince implements reflection.Tx.
func (r *remembering) AwaySince(at time.Time) ([]reflection.Away, error) {
	if !r.awayKnown || at.Before(r.awaySince) {
		all, err := r.Tx.AwaySince(at)
		if err != nil {
			return nil, err
		}
		r.aways, r.awaySince, r.awayKnown = all, at, true
	}
	var since []reflection.Away
	for _, a := range r.aways {
		if a.To.After(at) {
			since = append(since, a)
		}
	}
	return since, nil
}

// AddAway implements reflection.Tx.
func (r *remembering) AddAway(a reflection.Away) error {
	r.awayKnown = false
	return r.Tx.AddAway(a)
}

// OpenAt implements reflection.Tx.
func (r *remembering) OpenAt(c chat.Chat, at time.Time, m chat.MessageID) (reflection.Delivery, error) {
	key := openKey{c, at, m}
	if f, ok := r.openAt[key]; ok {
		return f.value, f.err
	}
	d, err := r.Tx.OpenAt(c, at, m)
	r.openAt[key] = found[reflection.Delivery]{d, err}
	return d, err
}

// AddDelivery implements reflection.Tx.
func (r *remembering) AddDelivery(d *reflection.Delivery) error {
	clear(r.openAt)
	return r.Tx.AddDelivery(d)
}

// UpdateDelivery implements reflection.Tx.
func (r *remembering) UpdateDelivery(d reflection.Delivery) error {
	clear(r.openAt)
	return r.Tx.UpdateDelivery(d)
}
