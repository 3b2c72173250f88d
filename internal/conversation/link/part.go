package link

import (
	"errors"
	"slices"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// Unlink takes /unlink: it asks whether to part.
func (f *Flow) Unlink(tx reflection.Tx, t *turn.Turn) error {
	accounts, err := tx.Identities(t.Person.ID)
	if err != nil {
		return err
	}
	w := t.Words.Link
	if len(accounts) < 2 {
		t.Say(w.Alone)
		return nil
	}
	t.Say(w.Part, chat.Action{Label: w.PartYes, Ref: chat.Ref{Verb: VerbPart}})
	return nil
}

// Part parts the accounts: this one, if it was joined to another's person, else all
// that were joined to its own.
func (f *Flow) Part(tx reflection.Tx, t *turn.Turn) error {
	accounts, err := tx.Identities(t.Person.ID)
	if err != nil {
		return err
	}
	mine, err := tx.Origin(t.Identity.ID)
	if err != nil {
		return err
	}
	parted := 0
	for _, i := range accounts {
		if mine != 0 && i.ID != t.Identity.ID {
			continue
		}
		origin, err := tx.Origin(i.ID)
		if err != nil {
			return err
		}
		if origin == 0 {
			continue
		}
		if err := f.part(tx, t, i, origin); err != nil {
			return err
		}
		parted++
	}
	if parted == 0 {
		t.Alert(t.Words.Link.Alone)
		return nil
	}
	left, err := tx.SubscriptionsOf(t.Person.ID)
	if err != nil {
		return err
	}
	if len(left) == 1 {
		if err := planning.Alone(tx, left[0], t.Now); err != nil {
			return err
		}
	}
	t.UpdateText(t.Words.Link.Parted)
	for _, i := range accounts {
		if i.ID != t.Identity.ID && i.Private.ID != "" {
			t.ShowIn(i.Private, chat.Message{Blocks: []chat.Block{chat.P(t.Words.Link.PartedFrom)}})
		}
	}
	return nil
}

// part gives an account back to whose it was. That person has no account meanwhile; if
// somebody put another there, the account begins anew.
func (f *Flow) part(tx reflection.Tx, t *turn.Turn, i reflection.Identity, origin reflection.PersonID) error {
	others, err := tx.Identities(origin)
	if err != nil {
		return err
	}
	if len(others) > 0 {
		p := reflection.Person{Locale: t.Person.Locale, Seed: t.Person.Seed, Created: t.Person.Created, Told: t.Person.Told}
		if err := tx.AddPerson(&p); err != nil {
			return err
		}
		origin = p.ID
	}
	one, err := tx.Person(t.Person.ID)
	if err != nil {
		return err
	}
	if err := sparesBoth(tx, origin, one.ID); err != nil {
		return err
	}
	if err := takeBack(tx, origin, one.ID); err != nil {
		return err
	}
	t.Erased = true
	if err := tx.Reassign(i.ID, origin); err != nil {
		return err
	}
	if err := tx.SetOrigin(i.ID, 0); err != nil {
		return err
	}
	was, err := tx.Person(origin)
	if err != nil {
		return err
	}
	was.KeepMonths = longer(was.KeepMonths, one.KeepMonths) // As they were told when joining.
	was.Quiet = was.Quiet || one.Quiet
	was.Taste.Spared = was.Taste.Spared || one.Taste.Spared
	was.Milestone = max(was.Milestone, one.Milestone) // None is remarked on twice.
	if was.Told.Before(one.Told) {
		was.Told = one.Told
	}
	was.Warned = time.Time{} // They were there all the time, as one.
	if was.Seen.Before(one.Seen) {
		was.Seen = one.Seen
	}
	if was.Wrote.Before(one.Wrote) {
		was.Wrote = one.Wrote
	}
	if err := tx.UpdatePerson(was); err != nil {
		return err
	}
	if err := f.Delivery.ShareRounds(tx, origin, one.ID); err != nil {
		return err
	}
	sub, err := tx.SubscriptionIn(i.Private)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return planning.Alone(tx, sub, t.Now)
}

// sparesBoth gives whose an account was all that should never come back to whom it was
// joined to, who has theirs already: both have read either's words meanwhile.
func sparesBoth(tx reflection.Tx, origin, from reflection.PersonID) error {
	theirs, err := tx.Recall(origin)
	if err != nil {
		return err
	}
	recall, err := tx.Recall(from)
	if err != nil {
		return err
	}
	theirs.Off = theirs.Off || recall.Off
	for _, n := range recall.Never {
		if !slices.Contains(theirs.Never, n) {
			theirs.Never = append(theirs.Never, n)
		}
	}
	return tx.SetRecall(theirs)
}

// takeBack takes from the person that an account was joined to the compass that came
// along from whose it was, with its taps.
func takeBack(tx reflection.Tx, origin, from reflection.PersonID) error {
	mine, err := tx.Compass(origin)
	if err != nil || mine.Named == "" {
		return err
	}
	brought, err := tx.Compass(from)
	if err != nil || brought.Named != mine.Named {
		return err
	}
	taps, err := tx.Taps(from) // Those of the time since are theirs as well.
	for _, tap := range taps {
		back := tap
		back.Person = origin
		err = errors.Join(err, tx.SetTap(back), tx.RemoveTap(tap))
	}
	return errors.Join(err, tx.SetCompass(reflection.Compass{Person: from}))
}
