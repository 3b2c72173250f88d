package portable

import (
	"context"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// factKey is what a fact is known by: all that doesn't refer to anything.
type factKey struct {
	kind      reflection.FactKind
	at, known int64
	date      schedule.Date
	zone      string
	chat      chat.Chat
	message   chat.MessageID
	extra     bool
	shown     bool
}

func keyOf(f reflection.Fact) factKey {
	return factKey{
		f.Kind, f.At.UnixMicro(), f.Known.UnixMicro(), f.Date, f.Zone, f.Chat, f.Message, f.Extra, f.Shown,
	}
}

// fact is a fact of the file, with the file's own numbers.
func (f Fact) fact() reflection.Fact {
	return reflection.Fact{
		Kind: number[reflection.FactKind](factKinds, f.Kind), Subscription: reflection.SubscriptionID(f.Subscription),
		Delivery: reflection.DeliveryID(f.Question), Part: reflection.PartID(f.Part),
		Chat: chat.Chat{Platform: chat.Platform(f.Platform), ID: f.Chat}, Message: chat.MessageID(f.Message),
		At: f.At, Known: f.Known, Date: f.Date, Zone: f.Zone, Extra: f.Extra, BackOff: f.BackOff, Shown: f.Shown,
	}
}

// takeFacts takes in the facts that are not there yet, in their order.
func (i *importer) takeFacts(ctx context.Context) error {
	i.loose = loose{map[int]reflection.SubscriptionID{}, map[int]reflection.DeliveryID{}, map[int]reflection.PartID{}}
	var missing []Fact
	var excused map[int]bool
	err := i.store.View(ctx, func(tx reflection.Tx) (err error) {
		if missing, err = i.missingFacts(tx); err != nil {
			return err
		}
		excused, err = i.excused(tx)
		return err
	})
	if err != nil {
		return err
	}
	if err := i.store.Update(ctx, func(tx reflection.Tx) error { return i.loosen(tx, missing) }); err != nil {
		return err
	}
	return inBatches(ctx, i.store, missing, func(tx reflection.Tx, n int, from Fact) error {
		f := from.fact()
		f.Person = i.who.Person
		f.Subscription, f.Delivery, f.Part = i.subscriptionOf(from), i.deliveryOf(from), i.partOf(from)
		f.BackOff = f.BackOff || f.Kind == reflection.FactAsked && excused[from.Question]
		if err := tx.AddFact(&f); err != nil {
			return err
		}
		if n == len(missing)-1 {
			return tx.DeleteCheckpoint(i.who.Person)
		}
		return nil
	})
}

// missingFacts are the facts of the file that are not there. From those that are it
// learns what they are about.
func (i *importer) missingFacts(tx reflection.Tx) (missing []Fact, err error) {
	there := map[factKey][]reflection.Fact{}
	for after := reflection.FactID(0); ; {
		some, err := tx.FactsFrom(i.who.Person, after, page)
		if err != nil {
			return nil, err
		}
		for _, f := range some {
			there[keyOf(f)] = append(there[keyOf(f)], f)
			after = f.ID
		}
		if len(some) < page {
			break
		}
	}
	for _, from := range i.doc.Facts {
		if i.future(from.At) {
			continue
		}
		k := keyOf(from.fact())
		same := there[k]
		if len(same) == 0 {
			missing = append(missing, from)
			continue
		}
		there[k] = same[1:]
		i.loose.subs[from.Subscription] = same[0].Subscription
		i.loose.questions[from.Question] = same[0].Delivery
		i.loose.parts[from.Part] = same[0].Part
	}
	return missing, nil
}

// loosen gives an id to what facts are about and that is not there.
func (i *importer) loosen(tx reflection.Tx, facts []Fact) error {
	for _, from := range facts {
		if from.Subscription != 0 && i.subscriptionOf(from) == 0 {
			id, err := tx.NewID()
			if err != nil {
				return err
			}
			i.loose.subs[from.Subscription] = reflection.SubscriptionID(id)
		}
		if from.Question != 0 && i.deliveryOf(from) == 0 {
			id, err := tx.NewID()
			if err != nil {
				return err
			}
			i.loose.questions[from.Question] = reflection.DeliveryID(id)
		}
		if from.Part != 0 && i.partOf(from) == 0 {
			id, err := tx.NewID()
			if err != nil {
				return err
			}
			i.loose.parts[from.Part] = reflection.PartID(id)
		}
	}
	return nil
}

func (i *importer) subscriptionOf(f Fact) reflection.SubscriptionID {
	if s, ok := i.subs[f.Subscription]; ok {
		return s.ID
	}
	return i.loose.subs[f.Subscription]
}

func (i *importer) deliveryOf(f Fact) reflection.DeliveryID {
	if d, ok := i.questions[f.Question]; ok {
		return d
	}
	return i.loose.questions[f.Question]
}

func (i *importer) partOf(f Fact) reflection.PartID {
	if p, ok := i.parts[f.Part]; ok {
		return p
	}
	return i.loose.parts[f.Part]
}

// excused are the questions that cost nothing because the bot was away, of which this
// store knows nothing: another was. They count as weekly ones do, which cost nothing
// either.
func (i *importer) excused(tx reflection.Tx) (map[int]bool, error) {
	var facts []reflection.Fact
	for _, f := range i.doc.Facts {
		facts = append(facts, f.fact())
	}
	var there []reflection.Away
	for _, o := range i.doc.Outages {
		there = append(there, reflection.Away{Platform: chat.Platform(o.Platform), From: o.From, To: o.To})
	}
	here, err := tx.AwaySince(i.doc.Person.Created)
	if err != nil {
		return nil, err
	}
	out := map[int]bool{}
	with := streak.Count(facts, there, i.who.Now)
	without := streak.Count(facts, here, i.who.Now)
	for _, o := range with.Occasions {
		if o.Why != streak.BotAway {
			continue
		}
		if w, ok := without.On(o.Date); ok && w.Why == streak.NotOptional {
			for _, d := range o.Deliveries {
				out[int(d)] = true
			}
		}
	}
	return out, nil
}
