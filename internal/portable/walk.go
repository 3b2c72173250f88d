package portable

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// page is how many rows of one kind are in memory at a time.
const page = 200

// sink is what a walk tells, in this order. Each is told in the order in which it
// stands in a file.
type sink interface {
	person(instance string, p Person) error
	identity(Identity) error
	choice(Choice) error
	subscription(Subscription) error
	ownQuestion(OwnQuestion) error
	question(Question) error
	series(Series) error
	reply(Reply) error
	fact(Fact) error
	outage(Outage) error
	channels(Membership) error
}

// numbers gives what the store knows by an id a number of the file, in the order in
// which it is first asked for one.
type numbers[ID ~int64] map[ID]int

func (n numbers[ID]) of(id ID) int {
	if id == 0 {
		return 0
	}
	if _, ok := n[id]; !ok {
		n[id] = len(n) + 1
	}
	return n[id]
}

// walker goes through what is held on a person.
type walker struct {
	tx         reflection.Tx
	who        reflection.Person
	to         sink
	identities []reflection.Identity
	subs       []reflection.Subscription

	identity     numbers[reflection.IdentityID]
	subscription numbers[reflection.SubscriptionID]
	own          numbers[reflection.QuestionID]
	question     numbers[reflection.DeliveryID]
	series       numbers[reflection.SeriesID]
	part         numbers[reflection.PartID]
}

// walk tells a sink everything that is held on a person.
func walk(tx reflection.Tx, id reflection.PersonID, to sink) error {
	w := &walker{
		tx: tx, to: to,
		identity: numbers[reflection.IdentityID]{}, subscription: numbers[reflection.SubscriptionID]{},
		own: numbers[reflection.QuestionID]{}, question: numbers[reflection.DeliveryID]{},
		series: numbers[reflection.SeriesID]{}, part: numbers[reflection.PartID]{},
	}
	var err error
	if w.who, err = tx.Person(id); err != nil {
		return err
	}
	for _, step := range []func() error{
		w.tellPerson, w.tellIdentities, w.tellChoices, w.tellSubscriptions, w.tellOwnQuestions, w.tellQuestions,
		w.tellSeries, w.tellReplies, w.tellFacts, w.tellOutages, w.tellChannels,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) tellPerson() error {
	p := w.who
	compass, err := w.compass()
	if err != nil {
		return err
	}
	returns, err := w.returns()
	if err != nil {
		return err
	}
	return w.to.person(w.tx.Instance(), Person{
		Locale: p.Locale, Seed: p.Seed, Quiet: p.Quiet, Dark: p.Dark, Created: p.Created, Wrote: p.Wrote,
		Milestone: p.Milestone, Told: p.Told, Themes: p.Taste.Themes, Essays: p.Taste.Essays,
		Spared: p.Taste.Spared, OwnShare: named(shares, p.Taste.Share),
		Explained: int(p.Explained), KeepMonths: p.KeepMonths,
		Compass: compass, Returns: returns,
	})
}

func (w *walker) tellIdentities() (err error) {
	if w.identities, err = w.tx.Identities(w.who.ID); err != nil {
		return err
	}
	for _, i := range w.identities {
		if err := w.to.identity(Identity{
			ID: w.identity.of(i.ID), Platform: string(i.Private.Platform), Account: i.Account, Chat: i.Private.ID,
		}); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) tellChoices() error {
	all, err := w.tx.Choices(w.who.ID)
	if err != nil {
		return err
	}
	for _, c := range all {
		if err := w.to.choice(Choice(c)); err != nil {
			return err
		}
	}
	return nil
}

func (w *walker) tellSubscriptions() (err error) {
	if w.subs, err = w.tx.SubscriptionsOf(w.who.ID); err != nil {
		return err
	}
	for _, s := range w.subs {
		series, err := w.tx.SeriesIn(s.ID)
		if err != nil {
			return err
		}
		for _, one := range series {
			w.series.of(one.ID)
		}
		told := Subscription{
			ID: w.subscription.of(s.ID), Platform: string(s.Chat.Platform), Chat: s.Chat.ID,
			Hour: s.Rule.At, Days: s.Rule.Days, Zone: s.Rule.Zone, Pack: s.Pack, State: named(subscriptions, s.State),
			PausedUntil: s.PausedUntil, BackOff: s.BackOff, Unanswered: s.Unanswered, LastPlanned: s.LastPlanned, DaysOff: s.DaysOff,
			Nudge: s.Nudge, Series: w.series.of(s.Series), Created: s.Created,
		}
		switch row, err := w.tx.Summaries(s.ID); {
		case err == nil:
			told.Summaries = &Summaries{sending(row.Week), sending(row.Month), sending(row.Year)}
		case !errors.Is(err, reflection.ErrNotFound):
			return err
		}
		if err := w.to.subscription(told); err != nil {
			return err
		}
	}
	return nil
}

func sending(s reflection.Sending) Sending { return Sending{s.Off, s.Days, s.At, s.Settled} }

func (w *walker) tellFacts() error {
	for after := reflection.FactID(0); ; {
		some, err := w.tx.FactsFrom(w.who.ID, after, page)
		if err != nil {
			return err
		}
		for _, f := range some {
			if err := w.to.fact(Fact{
				Kind: named(factKinds, f.Kind), Subscription: w.subscription.of(f.Subscription),
				Question: w.question.of(f.Delivery), Part: w.part.of(f.Part),
				Platform: string(f.Chat.Platform), Chat: f.Chat.ID, Message: string(f.Message),
				At: f.At, Known: f.Known, Date: f.Date, Zone: f.Zone, Extra: f.Extra, BackOff: f.BackOff, Shown: f.Shown,
			}); err != nil {
				return err
			}
			after = f.ID
		}
		if len(some) < page {
			return nil
		}
	}
}

// tellOutages tells those of the person's platforms since they first wrote: their
// streak isn't counted without.
func (w *walker) tellOutages() error {
	all, err := w.tx.AwaySince(w.who.Created)
	if err != nil {
		return err
	}
	theirs := map[chat.Platform]bool{}
	for _, i := range w.identities {
		theirs[i.Private.Platform] = true
	}
	for _, a := range all {
		if !theirs[a.Platform] {
			continue
		}
		if err := w.to.outage(Outage{string(a.Platform), a.From, a.To}); err != nil {
			return err
		}
	}
	return nil
}
