package sealing

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// What somebody does in channels stands in the file under a persona: a person and an
// identity of their own, which only the store's own key ties to the one they are. So
// the file alone doesn't tell who answered, reported, is stopped or is told what. An
// engine knows nothing of it: to it a persona is a person like others.
//
// Its ids, and those of its replies and their parts, are random, since ids that are
// counted tell what was written beside what.
type persona struct {
	// person and identity are those of the file.
	person   reflection.PersonID
	identity reflection.IdentityID
	// of is whose persona it is.
	of reflection.PersonID
}

// personas is the platform of their identities. No adapter has that name.
const personas chat.Platform = "persona"

// firstRandom is the lowest random id, as personas and what is theirs have. Counted
// ones don't come that far.
const firstRandom = 1 << 51

// FirstPersona is the lowest id of a persona; no person has one so high.
const FirstPersona reflection.PersonID = firstRandom

// randomID returns an id that says nothing of when it was given out.
func randomID() int64 {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return firstRandom | int64(binary.BigEndian.Uint64(b[:])>>13)
}

// isRandom reports whether an id is a persona's, or of something of theirs.
func isRandom[ID ~int64](id ID) bool { return id >= firstRandom }

// inChannel reports whether a delivery asks a channel.
func (t *tx) inChannel(id reflection.DeliveryID) (bool, error) {
	if id == 0 {
		return false, nil
	}
	if in, ok := t.channels[id]; ok {
		return in, nil
	}
	d, err := t.raw.Delivery(id)
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	if err == nil {
		t.channels[id] = d.Person == 0
	}
	return t.channels[id], err
}

// personaOf returns somebody's persona; the zero value if they have none.
func (t *tx) personaOf(p reflection.PersonID) (persona, error) {
	if known, ok := t.personas[p]; ok {
		return known, nil
	}
	if p == 0 {
		return persona{}, nil
	}
	i, err := t.raw.Identity(personas, t.personaAccount(p))
	if errors.Is(err, reflection.ErrNotFound) {
		t.personas[p] = persona{}
		return persona{}, nil
	}
	if err != nil {
		return persona{}, err
	}
	found, err := t.openPersona(i)
	if err == nil && found.of != p {
		err = t.report(fmt.Errorf("%s: %w", place("identity", i.ID, ""), errChanged))
	}
	return found, err
}

// needPersona returns somebody's persona, which it makes if they have none.
func (t *tx) needPersona(p reflection.PersonID) (persona, error) {
	found, err := t.personaOf(p)
	if err != nil || found.person != 0 || p == 0 {
		return found, err
	}
	made := reflection.Person{ID: reflection.PersonID(randomID())}
	if err := t.raw.AddPerson(&made); err != nil {
		return found, err
	}
	i := reflection.Identity{ID: reflection.IdentityID(randomID()), Person: made.ID, Account: t.personaAccount(p)}
	i.Private.Platform = personas
	if err := t.raw.AddIdentity(&i); err != nil {
		return found, err
	}
	sealed := sealPadded(t.keys.own, place("identity", i.ID, "persona"), fmt.Appendf(nil, "%d of %d", i.Person, p))
	if err := t.raw.SealIdentity(i.ID, t.keys.vault.NewKey(int64(i.ID)), sealed); err != nil {
		return found, err
	}
	found = persona{made.ID, i.ID, p}
	t.learn(found)
	return found, t.noteMade(p)
}

// openPersona returns the persona that an identity of the file is.
func (t *tx) openPersona(i reflection.Identity) (found persona, err error) {
	text, err := unsealPadded(t.keys.own, place("identity", i.ID, "persona"), i.Seal)
	if err != nil {
		return found, t.report(fmt.Errorf("%s: %w", place("identity", i.ID, ""), err))
	}
	found = persona{identity: i.ID}
	if _, err := fmt.Sscanf(string(text), "%d of %d", &found.person, &found.of); err != nil || found.person != i.Person {
		return persona{}, t.report(fmt.Errorf("%s: %w", place("identity", i.ID, ""), errChanged))
	}
	t.learn(found)
	return found, nil
}

func (t *tx) learn(p persona) {
	t.personas[p.of], t.people[p.person], t.identities[p.identity] = p, p.of, p
}

// personaBy returns the persona with the identity.
func (t *tx) personaBy(id reflection.IdentityID) (persona, error) {
	if known, ok := t.identities[id]; ok {
		return known, nil
	}
	i, err := t.raw.IdentityOf(id)
	if err != nil {
		return persona{}, err
	}
	return t.openPersona(i)
}

// behind returns who a person of the file is.
func (t *tx) behind(p reflection.PersonID) (reflection.PersonID, error) {
	if !isRandom(p) {
		return p, nil
	}
	if of, ok := t.people[p]; ok {
		return of, nil
	}
	all, err := t.raw.Identities(p)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	found, err := t.openPersona(all[0])
	return found.of, err
}

// nobody is a person whom the file doesn't know.
const nobody reflection.PersonID = -1

// asKnown returns whom the file knows somebody as in channels: nobody if they have
// done nothing there.
func (t *tx) asKnown(p reflection.PersonID) (reflection.PersonID, error) {
	found, err := t.personaOf(p)
	if found.person == 0 {
		return nobody, err
	}
	return found.person, err
}

// personaAccount is the account of somebody's persona, by which it is found.
func (t *tx) personaAccount(p reflection.PersonID) string {
	return hex.EncodeToString(t.keys.own.Tag(fmt.Appendf(nil, "persona of %d", p)))
}

// blurred is an instant as the file has it for a persona: of the day, at an hour that
// says nothing. The same instant is always blurred alike.
func (t *tx) blurred(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	tag := t.keys.own.Tag(fmt.Appendf(nil, "instant %d", micros(at)))
	const day = 24 * time.Hour
	return at.UTC().Truncate(day).Add(time.Duration(binary.BigEndian.Uint64(tag)%uint64(day/time.Microsecond)) * time.Microsecond)
}

// hidden is a message as the file has it for a persona: it can be found again, and
// neither its chat nor its number can be told.
func (t *tx) hidden(c chat.Chat, m chat.MessageID) chat.MessageID {
	if m == "" {
		return ""
	}
	return chat.MessageID(hex.EncodeToString(t.keys.own.Tag(fmt.Appendf(nil, "message %q %q %q", c.Platform, c.ID, m))))
}

// DeletePerson removes the persona as well.
func (t *tx) DeletePerson(p reflection.PersonID) error {
	found, err := t.personaOf(p)
	if err != nil {
		return err
	}
	if err := t.raw.DeletePerson(p); err != nil || found.person == 0 {
		return err
	}
	delete(t.personas, p)
	return t.raw.DeletePerson(found.person)
}
