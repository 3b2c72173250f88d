package community

import (
	"bytes"
	"reflect"
	"strconv"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// witness is a transaction that notices whether something was changed that belongs into
// the log: then it is there, whatever flow changed it.
type witness struct {
	reflection.Tx
	changed bool
	sub     reflection.Subscription // the channel that was changed last
	added   int                     // questions
}

// noteChange says that something was done, though nothing may have changed by it.
func noteChange(tx reflection.Tx) {
	if w, ok := tx.(*witness); ok {
		w.changed = true
	}
}

// witnessed does something, and logs it if it changed anything. What is by its verb or
// order; what one thing does within another is logged once, and what is done to a set-up
// that was only begun isn't.
func (f *Flow) witnessed(tx reflection.Tx, t *turn.Turn, g target, what string, do func(tx reflection.Tx) error) error {
	if _, within := tx.(*witness); within {
		return do(tx)
	}
	w := &witness{Tx: tx}
	if err := do(w); err != nil {
		return err
	}
	nameElsewhere(t, g, what)
	if !w.changed {
		return nil
	}
	if g.sub.ID == 0 { // It is set up by this.
		g.sub = w.sub
		var err error
		if g.ch, err = tx.Channel(g.sub.ID); err != nil {
			return err
		}
		if g.com, err = tx.Community(g.sub.Chat.Platform, g.ch.Parent); err != nil {
			return err
		}
	}
	is := g
	if w.sub.ID == g.sub.ID {
		is.sub = w.sub
	}
	if is.begun() {
		return nil
	}
	return f.log(tx, t, g, w, what)
}

// log adds what was done to the log, by the day on the channel's clock.
func (f *Flow) log(tx reflection.Tx, t *turn.Turn, g target, w *witness, what string) error {
	a := reflection.Act{
		Platform: g.sub.Chat.Platform, Parent: g.ch.Parent, Subscription: g.sub.ID, Person: t.Person.ID,
		Name: turn.Name(t.Meta.Actor.Name), Manager: g.rank(t) == manager, What: deedOf(what, g),
	}
	zone := g.sub.Rule.Zone
	if w.sub.ID == g.sub.ID && w.sub.Rule.Zone != "" {
		zone = w.sub.Rule.Zone
	}
	clock, err := t.In(orUTC(zone))
	if err != nil {
		return err
	}
	a.On = clock.Today()
	switch a.What {
	case "setup", "when":
		if r := w.sub.Rule; w.sub.ID == g.sub.ID {
			a.Detail = t.Words.Community.Page.ListedAsks(clock.Days(r.Days), clock.Hour(r.At)) + ", " + r.Zone
		}
	case "added":
		a.Detail = strconv.Itoa(w.added)
	}
	return tx.AddAct(&a)
}

func orUTC(zone string) string {
	if zone == "" {
		return time.UTC.String()
	}
	return zone
}

// AddSubscription implements reflection.Tx.
func (w *witness) AddSubscription(s *reflection.Subscription) error {
	err := w.Tx.AddSubscription(s)
	w.changed, w.sub = true, *s
	return err
}

// UpdateSubscription implements reflection.Tx. When it is asked next follows from the
// rest, and is no change.
func (w *witness) UpdateSubscription(s reflection.Subscription) error {
	was, err := w.Tx.Subscription(s.ID)
	if err != nil {
		return err
	}
	if was.Next = s.Next; !reflect.DeepEqual(was, s) {
		w.changed = true
	}
	w.sub = s
	return w.Tx.UpdateSubscription(s)
}

// UpdateChannel implements reflection.Tx.
func (w *witness) UpdateChannel(c reflection.Channel) error {
	was, err := w.Tx.Channel(c.Subscription)
	if err != nil {
		return err
	}
	w.changed = w.changed || !reflect.DeepEqual(was, c)
	return w.Tx.UpdateChannel(c)
}

// SetChannelChoice implements reflection.Tx.
func (w *witness) SetChannelChoice(s reflection.SubscriptionID, pack string, state []byte) error {
	was, err := w.Tx.ChannelChoice(s, pack)
	if err != nil {
		return err
	}
	w.changed = w.changed || !bytes.Equal(was, state)
	return w.Tx.SetChannelChoice(s, pack, state)
}

// SetSummaries implements reflection.Tx. Only that they are on or off is a change.
func (w *witness) SetSummaries(s reflection.Summaries) error {
	was, err := w.Tx.Summaries(s.Subscription)
	if ignoreMissing(err) != nil {
		return err
	}
	w.changed = w.changed || err == nil && was.Week.Off != s.Week.Off
	return w.Tx.SetSummaries(s)
}

// AddQuestion implements reflection.Tx.
func (w *witness) AddQuestion(q *reflection.OwnQuestion) error {
	w.changed = true
	w.added++
	return w.Tx.AddQuestion(q)
}

// UpdateQuestion implements reflection.Tx.
func (w *witness) UpdateQuestion(q reflection.OwnQuestion) error {
	was, err := w.Tx.Question(q.ID)
	if err != nil {
		return err
	}
	w.changed = w.changed || was != q
	return w.Tx.UpdateQuestion(q)
}

// UpdateReport implements reflection.Tx.
func (w *witness) UpdateReport(r reflection.Report) error {
	w.changed = true
	return w.Tx.UpdateReport(r)
}

// DeleteSubmission implements reflection.Tx.
func (w *witness) DeleteSubmission(r reflection.ReplyID) error {
	w.changed = true
	return w.Tx.DeleteSubmission(r)
}

// Unstop implements reflection.Tx.
func (w *witness) Unstop(p chat.Platform, parent string, name int64) (reflection.PersonID, error) {
	id, err := w.Tx.Unstop(p, parent, name)
	w.changed = w.changed || err == nil
	return id, err
}

// AddDelivery implements reflection.Tx.
func (w *witness) AddDelivery(d *reflection.Delivery) error {
	w.changed = true
	return w.Tx.AddDelivery(d)
}

// UpdateDelivery implements reflection.Tx.
func (w *witness) UpdateDelivery(d reflection.Delivery) error {
	w.changed = true
	return w.Tx.UpdateDelivery(d)
}

// SetCommunity implements reflection.Tx. Whether the moderators' channel can be written to
// is the platform's doing, and no change.
func (w *witness) SetCommunity(c reflection.Community) error {
	was, err := w.Tx.Community(c.Platform, c.Parent)
	if err != nil {
		return err
	}
	was.Stuck = c.Stuck
	w.changed = w.changed || !reflect.DeepEqual(was, c)
	return w.Tx.SetCommunity(c)
}
