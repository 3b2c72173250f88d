package delivery_test

import (
	"slices"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// someone is a person with a subscription.
type someone struct {
	*chattest.Person
	id  reflection.PersonID
	sub reflection.SubscriptionID
}

// subscribe has a person asked each day at an hour such as "21:00"; change may
// alter the subscription first.
func (r *rig) subscribe(p *chattest.Person, zone, hour string, change ...func(*reflection.Subscription)) someone {
	r.t.Helper()
	at, err := schedule.ParseTimeOfDay(hour)
	if err != nil {
		r.t.Fatal(err)
	}
	now := time.Now().UTC()
	r.lastSeeds++
	person := reflection.Person{Seed: r.lastSeeds, Created: now, Told: now}
	sub := reflection.Subscription{
		Chat: p.Opened().Chat(), Created: now,
		Rule: schedule.Rule{At: at, Days: schedule.Everyday, Zone: zone},
	}
	for _, f := range change {
		f(&sub)
	}
	r.update(func(tx reflection.Tx) error {
		if err := tx.AddPerson(&person); err != nil {
			return err
		}
		id := reflection.Identity{Person: person.ID, Account: p.Account(), Private: p.Chat()}
		if err := tx.AddIdentity(&id); err != nil {
			return err
		}
		sub.Person = person.ID
		if err := planning.Reschedule(&sub, now); err != nil {
			return err
		}
		return tx.AddSubscription(&sub)
	})
	return someone{p, person.ID, sub.ID}
}

// ada has a subscription for 21:00 in Berlin.
func (r *rig) ada(change ...func(*reflection.Subscription)) someone {
	r.t.Helper()
	return r.subscribe(r.platform.Person("ada"), berlin, "21:00", change...)
}

// change alters a person's subscription and works out its next occurrence.
func (r *rig) change(s someone, f func(*reflection.Subscription)) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		f(&sub)
		if err := planning.Reschedule(&sub, r.out.Now()); err != nil {
			return err
		}
		return tx.UpdateSubscription(sub)
	})
}

func (r *rig) subscription(s someone) (sub reflection.Subscription) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) { sub, err = tx.Subscription(s.sub); return err })
	return sub
}

// delivery is that of a date; the zero Delivery if there is none.
func (r *rig) delivery(s someone, d schedule.Date) (del reflection.Delivery) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) {
		del, err = tx.DeliveryOn(s.sub, d)
		if err == reflection.ErrNotFound {
			err = nil
		}
		return err
	})
	return del
}

// dispatch is the latest of a delivery for a purpose.
func (r *rig) dispatch(del reflection.Delivery, p reflection.Purpose) (found reflection.Dispatch) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		all, err := tx.DispatchesOf(del.ID)
		for _, d := range all {
			if d.Purpose == p {
				found = d
			}
		}
		return err
	})
	return found
}

// facts are those of one kind about a person.
func (r *rig) facts(s someone, kind reflection.FactKind) (found []reflection.Fact) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		all, err := tx.FactsOf(s.id)
		found = slices.DeleteFunc(all, func(f reflection.Fact) bool { return f.Kind != kind })
		return err
	})
	return found
}

// choice is a person's state of the default pack.
func (r *rig) choice(s someone) (state prompts.State) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		blob, err := tx.Choice(s.id, r.packs.Pack("").ID)
		if err != nil {
			return err
		}
		return state.UnmarshalBinary(blob)
	})
	return state
}

// shows is how often a delivery's question was shown in its chat.
func (r *rig) shows(p *chattest.Platform, c chat.Chat, question string) (n int) {
	for _, m := range p.Shown(c) {
		if slices.Contains(m.Blocks, chat.P(question)) {
			n++
		}
	}
	return n
}

// wantShown fails unless the person was ever shown that many messages.
func (r *rig) wantShown(s someone, n int) {
	r.t.Helper()
	synctest.Wait()
	if got := len(r.platform.Shown(s.Chat())); got != n {
		r.t.Errorf("%d messages were shown, want %d\n%s", got, n, s.Transcript())
	}
}

// planAt plans an occurrence because the person asks for it, as /today does.
func planAt(r *rig, s someone, occ schedule.Occurrence) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		_, err = r.out.Plan(tx, &sub, occ, r.out.Now(), planning.Requested)
		return err
	})
	r.out.Kick()
}
