package sealing

import (
	"cmp"
	"errors"
	"slices"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// Reassign seals anew what is bound to whose it is: the account, its replies, and what
// stands under a persona. What was changed in the file before isn't taken along.
func (t *tx) Reassign(id reflection.IdentityID, to reflection.PersonID) error {
	i, err := t.IdentityOf(id)
	if err != nil {
		return err
	}
	all, err := t.raw.RepliesBy(id)
	if err != nil {
		return err
	}
	if all, err = opened(all, nil, t.openReply); err != nil {
		return err
	}
	if err := t.raw.ReassignFrom(i, to); err != nil {
		return err
	}
	from := i.Person
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
	return t.reassignPersonas(i, from)
}

// reassignPersonas gives what somebody did in channels through an account to the
// persona of whose the account is now. Where the account was the last one, that is
// all of it, and the persona goes: the file doesn't tell that there was another.
func (t *tx) reassignPersonas(i reflection.Identity, from reflection.PersonID) error {
	as, err := t.personaOf(from)
	if err != nil || as.person == 0 {
		return err
	}
	left, err := t.raw.Identities(from)
	if err != nil {
		return err
	}
	into, err := t.needPersona(i.Person)
	if err != nil {
		return err
	}
	m := move{tx: t, from: as, into: into, account: i, all: len(left) == 0}
	if err := errors.Join(m.replies(), m.facts(), m.boards()); err != nil {
		return err
	}
	if !m.all {
		return errors.Join(t.raw.GivePersona(as.person, into.person, i.Private.Platform), t.dropEmpty(as), t.dropEmpty(into))
	}
	return errors.Join(t.raw.GivePersona(as.person, into.person, ""), t.drop(as), t.dropEmpty(into))
}

// dropEmpty removes a persona under which nothing stands: that there is one more would
// tell that somebody was in channels.
func (t *tx) dropEmpty(p persona) error {
	facts, err := t.raw.LatestFacts(p.person, 1)
	if err != nil || len(facts) > 0 {
		return err
	}
	replies, err := t.raw.CountReplies(p.person)
	if err != nil || replies > 0 {
		return err
	}
	some, err := t.raw.InChannels(p.person)
	if err != nil || some {
		return err
	}
	return t.drop(p)
}

func (t *tx) drop(p persona) error {
	delete(t.people, p.person)
	delete(t.identities, p.identity)
	t.personas[p.of] = persona{}
	return t.raw.DeletePerson(p.person)
}

// move takes from one persona to another what came through an account, or all.
type move struct {
	*tx
	from, into persona
	account    reflection.Identity
	all        bool
}

func (m move) on(p chat.Platform) bool { return m.all || p == m.account.Private.Platform }

func (m move) replies() error {
	all, err := m.raw.RepliesBy(m.from.identity)
	if all, err = opened(all, err, m.openReply); err != nil {
		return err
	}
	for _, r := range all {
		if !m.all && r.Identity != m.account.ID {
			continue
		}
		parts, err := m.Parts(r.ID)
		if err != nil {
			return err
		}
		r.Person = m.into.of
		m.whose[r.ID] = owner{m.into.identity, r.Identity, r.Person}
		sealed := r
		if err := m.sealReply(&sealed, m.into); err != nil {
			return err
		}
		if err := m.raw.RenameReply(r.ID, sealed); err != nil {
			return err
		}
		for _, p := range parts {
			if err := m.sealPart(&p); err != nil {
				return err
			}
			if err := m.raw.UpdatePart(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// facts numbers those of both anew, since their order is that in which they were added.
func (m move) facts() error {
	theirs, err := m.raw.FactsOf(m.from.person)
	if err != nil {
		return err
	}
	rows, err := m.raw.FactsOf(m.into.person)
	if err != nil {
		return err
	}
	var merged []reflection.Fact
	for _, row := range slices.Concat(theirs, rows) {
		f := row
		if err := m.openFact(&f); err != nil {
			return err
		}
		if row.Person == m.from.person && !m.on(f.Chat.Platform) {
			continue
		}
		if err := m.raw.RemoveFact(row); err != nil {
			return err
		}
		f.Person = m.into.of
		merged = append(merged, f)
	}
	slices.SortFunc(merged, func(a, b reflection.Fact) int { return cmp.Compare(a.ID, b.ID) })
	for _, f := range merged {
		if err := m.addPersonas(&f, int64(f.ID)); err != nil {
			return err
		}
	}
	return nil
}

func (m move) boards() error {
	all, err := m.raw.BoardsOf(m.from.person)
	if err != nil {
		return err
	}
	for _, e := range all {
		sub, err := m.raw.Subscription(e.Subscription)
		if err != nil {
			return err
		}
		if !m.on(sub.Chat.Platform) {
			continue
		}
		name, err := unseal(m.keys.own, boardPlace(e.Subscription, m.from.of), e.Name)
		if err != nil {
			return m.report(err)
		}
		if err := errors.Join(m.raw.RemoveBoard(e.Subscription, m.from.person),
			m.SetBoard(reflection.BoardEntry{Subscription: e.Subscription, Person: m.into.of, Name: name})); err != nil {
			return err
		}
	}
	return nil
}
