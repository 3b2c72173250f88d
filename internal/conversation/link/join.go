package link

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"stillpoint/internal/conversation/turn"
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
	// What either was asked for before, as a clock, was asked of them alone.
	if err := errors.Join(tx.ClearAwaiting(t.Home), tx.ClearAwaiting(giver.Private)); err != nil {
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
	lane := cmp.Or(all[0].Lane, all[0].ID)
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
