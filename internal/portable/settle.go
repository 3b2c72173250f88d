package portable

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// settle takes in the settings, of somebody who has written nothing here yet, and
// finds the subscriptions that are theirs. An hour that somebody has set here stays.
func (i *importer) settle(tx reflection.Tx) error {
	i.mine, i.identities = map[chat.Chat]bool{}, map[int]reflection.IdentityID{}
	i.subs = map[int]reflection.Subscription{}
	i.taken = Taken{}
	i.same = i.doc.Instance != "" && i.doc.Instance == tx.Instance()
	who, err := tx.Person(i.who.Person)
	if err != nil {
		return err
	}
	fresh, err := isFresh(tx, who.ID)
	if err != nil {
		return err
	}
	i.person(&who, fresh)
	if err := tx.UpdatePerson(who); err != nil {
		return err
	}
	if err := i.accounts(tx); err != nil {
		return err
	}
	for _, c := range i.doc.Choices {
		if there, err := tx.Choice(who.ID, c.Pack); err != nil {
			return err
		} else if there == nil || fresh {
			if err := tx.SetChoice(who.ID, c.Pack, c.State); err != nil {
				return err
			}
		}
	}
	if err := i.ways(tx, fresh); err != nil {
		return err
	}
	for _, s := range i.doc.Subscriptions {
		if err := i.subscription(tx, s); err != nil {
			return err
		}
	}
	return tx.DeleteCheckpoint(who.ID)
}

// isFresh reports whether a person has written nothing here yet.
func isFresh(tx reflection.Tx, p reflection.PersonID) (bool, error) {
	n, err := tx.CountReplies(p)
	return n == 0, err
}

// person sets what the file says of the person. That they wrote earlier than is known
// here holds for anybody: outages are counted from then on.
func (i *importer) person(who *reflection.Person, fresh bool) {
	from := i.doc.Person
	if !from.Created.IsZero() && from.Created.Before(who.Created) {
		who.Created = from.Created
	}
	who.Milestone = max(who.Milestone, from.Milestone)
	if !fresh {
		return
	}
	who.Locale, who.Seed, who.Quiet, who.Dark = from.Locale, from.Seed, from.Quiet, from.Dark
	who.Explained, who.KeepMonths = reflection.Explained(from.Explained), from.KeepMonths
	if !i.future(from.Told) {
		who.Told = from.Told
	}
	if !i.future(from.Wrote) {
		who.Wrote = from.Wrote
	}
	who.Taste = reflection.Taste{
		Themes: from.Themes, Essays: from.Essays, Spared: from.Spared,
		Share: number[reflection.Share](shares, from.OwnShare),
	}
}

// accounts finds the accounts of the file that are the bearer's here too.
func (i *importer) accounts(tx reflection.Tx) error {
	here, err := tx.Identities(i.who.Person)
	if err != nil {
		return err
	}
	for _, h := range here {
		if h.Private.ID != "" {
			i.mine[h.Private] = true
		}
		for _, f := range i.doc.Identities {
			if f.Account == h.Account && f.Platform == string(h.Private.Platform) {
				i.identities[f.ID] = h.ID
			}
		}
	}
	return nil
}

// subscription finds a subscription of the file here, or adds it: in the chat that it
// names, if that is the bearer's, else in the chat in which the file came, once.
func (i *importer) subscription(tx reflection.Tx, from Subscription) error {
	to := chat.Chat{Platform: chat.Platform(from.Platform), ID: from.Chat}
	if !i.mine[to] {
		to = i.who.Identity.Private
		if i.isNamed(to) {
			return nil
		}
	}
	for _, taken := range i.subs {
		if taken.Chat == to {
			return nil
		}
	}
	today := schedule.DateOf(i.who.Now.AddDate(0, 0, 1), i.who.Now.Location())
	if from.LastPlanned.After(today) {
		from.LastPlanned = schedule.Date{}
	}
	sub, err := tx.SubscriptionIn(to)
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		sub = i.subscribed(from, to)
		if err := tx.AddSubscription(&sub); err != nil {
			return err
		}
		if from.Summaries != nil {
			row := reflection.Summaries{
				Subscription: sub.ID, Week: from.Summaries.Week.stored(),
				Month: from.Summaries.Month.stored(), Year: from.Summaries.Year.stored(),
			}
			if err := tx.SetSummaries(row); err != nil {
				return err
			}
		}
	case err != nil:
		return err
	case sub.Person != i.who.Person:
		return nil
	case sub.LastPlanned.Before(from.LastPlanned):
		sub.LastPlanned = from.LastPlanned
		if err := tx.UpdateSubscription(sub); err != nil {
			return err
		}
	}
	i.subs[from.ID] = sub
	i.taken.Subscriptions = append(i.taken.Subscriptions, sub.ID)
	return nil
}

func (s Sending) stored() reflection.Sending {
	return reflection.Sending{Off: s.Off, Days: s.Days, At: s.Hour, Settled: s.Settled}
}

// isNamed reports whether the file has a subscription of its own for a chat.
func (i *importer) isNamed(c chat.Chat) bool {
	for _, s := range i.doc.Subscriptions {
		if (chat.Chat{Platform: chat.Platform(s.Platform), ID: s.Chat}) == c {
			return true
		}
	}
	return false
}

// subscribed is a subscription of the file, in a chat, without its series. One that
// couldn't be written to is one that can, since its bearer is writing there.
func (i *importer) subscribed(from Subscription, in chat.Chat) reflection.Subscription {
	state := number[reflection.SubscriptionState](subscriptions, from.State)
	if state == reflection.Gone || state == reflection.Barred {
		state = reflection.Active
	}
	return reflection.Subscription{
		Person: i.who.Person, Chat: in, Rule: schedule.Rule{At: from.Hour, Days: from.Days, Zone: from.Zone},
		Pack: from.Pack, State: state, PausedUntil: from.PausedUntil, BackOff: from.BackOff, Unanswered: from.Unanswered,
		LastPlanned: from.LastPlanned, Nudge: from.Nudge, DaysOff: from.DaysOff, Created: from.Created,
	}
}
