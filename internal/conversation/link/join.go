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

// join makes the account of this turn one of the giver's person. What a person alone
// has of settings is the giver's; what keeps something back is kept of both.
func (f *Flow) join(tx reflection.Tx, t *turn.Turn, giver reflection.Identity) (one reflection.Person, err error) {
	lane, chosen, err := stand(tx, t, giver)
	if err != nil {
		return one, err
	}
	mine, err := tx.Recall(t.Person.ID)
	if err != nil {
		return one, err
	}
	if err := tx.Reassign(t.Identity.ID, giver.Person); err != nil {
		return one, err
	}
	if err := tx.SetOrigin(t.Identity.ID, t.Person.ID); err != nil {
		return one, err
	}
	one, err = tx.Person(giver.Person)
	if err != nil {
		return one, err
	}
	one.Quiet = one.Quiet || t.Person.Quiet
	one.KeepMonths = longer(one.KeepMonths, t.Person.KeepMonths)
	one.Explained |= t.Person.Explained
	one.Warned = time.Time{}
	if one.Seen.Before(t.Person.Seen) {
		one.Seen = t.Person.Seen
	}
	one.Taste.Spared = one.Taste.Spared || t.Person.Taste.Spared
	if t.Person.Created.Before(one.Created) {
		one.Created = t.Person.Created // Outages since then count for both.
	}
	if one.Wrote.Before(t.Person.Wrote) {
		one.Wrote = t.Person.Wrote
	}
	if err := tx.UpdatePerson(one); err != nil {
		return one, err
	}
	recall, err := tx.Recall(one.ID)
	if err != nil {
		return one, err
	}
	recall.Off = recall.Off || mine.Off
	for _, n := range mine.Never {
		if !slices.Contains(recall.Never, n) {
			recall.Never = append(recall.Never, n)
		}
	}
	if recall.Last.Before(mine.Last) {
		recall.Last = mine.Last
	}
	if err := tx.SetRecall(recall); err != nil {
		return one, err
	}
	if err := bringCompass(tx, t.Person.ID, one.ID); err != nil {
		return one, err
	}
	if err := f.Delivery.ShareRounds(tx, one.ID, t.Person.ID); err != nil {
		return one, err
	}
	if lane == 0 {
		return one, nil
	}
	return one, f.Delivery.Arrange(tx, one.ID, lane, chosen, t.Now)
}

// longer is the longer of two times for which words are kept, in months; 0 is for good.
// Joining deletes nobody's words.
func longer(a, b int) int {
	if a == 0 || b == 0 {
		return 0
	}
	return max(a, b)
}

// bringCompass gives somebody's compass, and its taps, to whom they are joined to, if
// there is none there.
func bringCompass(tx reflection.Tx, from, to reflection.PersonID) error {
	there, err := tx.Compass(to)
	if err != nil || there.Named != "" {
		return err
	}
	brought, err := tx.Compass(from)
	if err != nil || brought.Named == "" {
		return err
	}
	brought.Person = to
	if err := tx.SetCompass(brought); err != nil {
		return err
	}
	taps, err := tx.Taps(from)
	for _, tap := range taps {
		tap.Person = to
		err = errors.Join(err, tx.SetTap(tap))
	}
	return err
}

// stand says under which subscription facts are recorded from now on, and which is
// asked at first: the giver's, or else the one that there is; 0 for none.
func stand(tx reflection.Tx, t *turn.Turn, giver reflection.Identity) (lane, chosen reflection.SubscriptionID, err error) {
	theirs, err := tx.SubscriptionsOf(giver.Person)
	if err != nil {
		return 0, 0, err
	}
	for _, s := range theirs {
		if s.Lane != 0 {
			lane = s.Lane
		} else if lane == 0 {
			lane = s.ID
		}
		if s.Role == reflection.RoleAsked && chosen == 0 {
			chosen = s.ID
		}
	}
	if lane != 0 {
		return lane, chosen, nil
	}
	mine, err := tx.SubscriptionsOf(t.Person.ID)
	if err != nil || len(mine) == 0 {
		return 0, 0, err
	}
	return mine[0].ID, mine[0].ID, nil
}

// Where sets in which app the questions come: in this one, in the other, or in both,
// where each asks the same. An app without an hour of its own takes that of the other.
func (f *Flow) Where(tx reflection.Tx, t *turn.Turn, arg string) error {
	all, err := tx.SubscriptionsOf(t.Person.ID)
	if err != nil {
		return err
	}
	accounts, err := tx.Identities(t.Person.ID)
	if err != nil {
		return err
	}
	if len(accounts) < 2 || len(all) == 0 || !t.Meta.Space.Private {
		t.Alert(t.Words.Stale)
		return nil
	}
	lane := all[0].Lane
	for _, i := range accounts {
		wanted := arg == "both" || (i.ID == t.Identity.ID) == (arg == "here")
		if !wanted || i.Private.ID == "" {
			continue
		}
		if _, err := tx.SubscriptionIn(i.Private); err == nil {
			continue
		} else if !errors.Is(err, reflection.ErrNotFound) {
			return err
		}
		s := reflection.Subscription{
			Person: t.Person.ID, Chat: i.Private, Rule: all[0].Rule, Pack: all[0].Pack, Created: t.Meta.At,
			LastPlanned: all[0].LastPlanned, DaysOff: all[0].DaysOff, Lane: lane, Role: reflection.RoleAside,
		}
		if err := tx.AddSubscription(&s); err != nil {
			return err
		}
		all = append(all, s)
	}
	w := t.Words.Link
	chosen, said := reflection.SubscriptionID(0), w.IsBoth
	for _, s := range all {
		switch {
		case arg == "here" && s.Chat == t.Home:
			chosen, said = s.ID, w.IsHere
		case arg == "there" && s.Chat != t.Home:
			chosen, said = s.ID, w.IsThere
		}
	}
	if chosen == 0 && arg != "both" {
		t.Alert(t.Words.Stale)
		return nil
	}
	if err := f.Delivery.Arrange(tx, t.Person.ID, lane, chosen, t.Now); err != nil {
		return err
	}
	t.UpdateText(said)
	return nil
}

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
	was.Milestone = max(was.Milestone, one.Milestone) // None is remarked on twice.
	if was.Told.Before(one.Told) {
		was.Told = one.Told
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
