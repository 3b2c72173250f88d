package planning

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// returnEvery is how many days at least lie between two returns that nobody booked.
const returnEvery = 7

// spans are how many days before a return what it brings back was written: the
// longest first, each with how far off it may be on either side.
var spans = []struct{ days, slack int }{{365, 7}, {90, 7}, {30, 4}}

// comeback picks an earlier reply that comes back on a date: one that its writer
// booked, or else once a week one that may come back by itself. Ok is false where
// there is none.
func (p *Planner) comeback(tx reflection.Tx, by chooser, sub *reflection.Subscription, on schedule.Date) (a reflection.Asked, c choice, ok bool, err error) {
	if by.person == 0 {
		return a, c, false, nil
	}
	recall, err := tx.Recall(by.person)
	if err != nil || recall.Off || recall.Answers == 0 {
		return a, c, false, err
	}
	r, err := tx.Booked(by.person, on)
	if err == nil {
		written, err := Written(tx, r)
		if err != nil {
			return a, c, false, err
		}
		if written == "" { // It was taken back since.
			return a, c, false, tx.DeleteBooking(r.ID)
		}
		a, c = asReturn(by, r, true)
		return a, c, true, nil
	}
	if !errors.Is(err, reflection.ErrNotFound) {
		return a, c, false, err
	}
	if recall.Answers < reflection.ReturnsAfter || sub.BackOff || on.Before(recall.Last.AddDays(returnEvery)) {
		return a, c, false, nil
	}
	before, err := tx.Latest(sub.ID)
	if err == nil && before.Prompt.Pack == reflection.ReturnPack {
		return a, c, false, nil // Where questions are seldom, not each of them is one.
	}
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return a, c, false, err
	}
	r, ok, err = byItself(tx, by, recall, sub.Rule.Zone, on)
	if err != nil || !ok {
		return a, c, false, err
	}
	a, c = asReturn(by, r, false)
	recall.Last = on
	c.recall = recall
	return a, c, true, nil
}

// asReturn is the question that brings a reply back.
func asReturn(by chooser, r reflection.Reply, booked bool) (reflection.Asked, choice) {
	return reflection.Asked{
		Pack: reflection.ReturnPack, Prompt: strconv.FormatInt(int64(r.ID), 10), Question: by.words.Returns.Changed,
	}, choice{by: by, back: reflection.Return{Reply: r.ID, Booked: booked}}
}

// byItself finds a reply that may come back on a date though nobody asked for it: of
// the longest span that has one, the one whose time it is most nearly.
func byItself(tx reflection.Tx, by chooser, recall reflection.Recall, zone string, on schedule.Date) (reflection.Reply, bool, error) {
	loc, err := schedule.Location(zone)
	if err != nil {
		return reflection.Reply{}, false, err
	}
	clock := func(d schedule.Date, hour int) time.Time {
		return time.Date(d.Year, d.Month, d.Day, hour, 0, 0, 0, loc)
	}
	for _, span := range spans {
		due := on.AddDays(-span.days)
		found, err := tx.Returnable(by.person, clock(due.AddDays(-span.slack), 0), clock(due.AddDays(span.slack+1), 0))
		if err != nil {
			return reflection.Reply{}, false, err
		}
		off := func(r reflection.Reply) time.Duration { return r.Created.Sub(clock(due, 12)).Abs() }
		slices.SortStableFunc(found, func(a, b reflection.Reply) int { return cmp.Compare(off(a), off(b)) })
		for _, r := range found {
			may, err := mayReturn(tx, by, recall, zone, r)
			if err != nil || may {
				return r, may, err
			}
		}
	}
	return reflection.Reply{}, false, nil
}

// mayReturn reports whether a reply may come back without being asked for, by what
// its writer wants, and by what it says: nothing that reads as grief or harm does.
func mayReturn(tx reflection.Tx, by chooser, recall reflection.Recall, zone string, r reflection.Reply) (bool, error) {
	written, err := Written(tx, r)
	if err != nil || written == "" {
		return false, err
	}
	day, err := LocalDate(r.Created, zone)
	if err != nil {
		return false, err
	}
	both := r.Question + "\n" + written
	return !never(recall.Never, day, both) && !by.words.Returns.Heavy(written) && !by.words.Care.Speaks(both), nil
}

// Written is what is left of the words of a reply; empty if all were taken back.
func Written(tx reflection.Tx, r reflection.Reply) (string, error) {
	parts, err := tx.Parts(r.ID)
	var texts []string
	for _, part := range parts {
		if part.Text != "" {
			texts = append(texts, part.Text)
		}
	}
	return strings.Join(texts, "\n"), err
}

// Returns reports whether a return that is about to be shown may be: its words may
// have been taken back, changed or turned away since it was planned, or have gone with
// an account that parted.
func (p *Planner) Returns(tx reflection.Tx, d reflection.Delivery) (bool, error) {
	back, err := tx.ReturnOn(d.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	r, err := tx.Reply(back.Reply)
	if err != nil {
		return false, err
	}
	if r.Person != d.Person {
		return false, nil // The accounts have parted, and the words went with the other.
	}
	switch booking, err := tx.Booking(r.ID); {
	case err != nil && !errors.Is(err, reflection.ErrNotFound):
		return false, err
	case booking.Away:
		return false, nil // It was turned away in another app.
	}
	by, err := chooserOf(tx, d.Person, d.Subscription)
	if err != nil {
		return false, err
	}
	recall, err := tx.Recall(d.Person)
	if err != nil || recall.Off {
		return false, err
	}
	if back.Booked {
		written, err := Written(tx, r)
		return written != "", err
	}
	return mayReturn(tx, by, recall, d.Zone, r)
}

// Unreturn gives a return that must not be shown another question in its place. Nobody
// turned it away: what was booked comes when it may.
func (p *Planner) Unreturn(tx reflection.Tx, d *reflection.Delivery) error {
	swaps := d.Swaps
	err := p.swap(tx, d)
	d.Swaps = swaps
	if err != nil {
		return err
	}
	return keepBack(tx, *d)
}

// turnAway keeps what a return brought back from ever coming again.
func turnAway(tx reflection.Tx, d reflection.Delivery) error {
	back, err := tx.ReturnOn(d.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(tx.RemoveReturn(d.ID),
		tx.SetBooking(reflection.Booking{Reply: back.Reply, Person: d.Person, Away: true}))
}

// bringBack stores that a delivery is a return. What was booked has come.
func bringBack(tx reflection.Tx, back reflection.Return, d reflection.DeliveryID) error {
	back.Delivery = d
	err := tx.AddReturn(back)
	if err == nil && back.Booked {
		err = tx.DeleteBooking(back.Reply)
	}
	return err
}

// keepBack takes back that a delivery, which was never shown, was a return. What was
// booked comes with the next question, unless it went with an account that has parted.
func keepBack(tx reflection.Tx, d reflection.Delivery) error {
	back, err := tx.ReturnOn(d.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err == nil {
		err = tx.RemoveReturn(d.ID)
	}
	if err != nil || !back.Booked {
		return err
	}
	r, err := tx.Reply(back.Reply)
	if errors.Is(err, reflection.ErrNotFound) || err == nil && r.Person != d.Person {
		return nil
	}
	if err != nil {
		return err
	}
	return tx.SetBooking(reflection.Booking{Reply: back.Reply, Person: d.Person, Due: d.Date})
}

// bringAgain makes a delivery again the return that it was planned as, unless its
// reply is gone or has come back since.
func bringAgain(tx reflection.Tx, d reflection.Delivery) error {
	id, err := strconv.ParseInt(d.Prompt.Prompt, 10, 64)
	if err != nil {
		return err
	}
	r, err := tx.Reply(reflection.ReplyID(id))
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && r.Person != d.Person) {
		return nil
	}
	if err != nil {
		return err
	}
	booking, err := tx.Booking(r.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return bringBack(tx, reflection.Return{Reply: r.ID}, d.ID)
	}
	if err != nil || booking.Away {
		return err
	}
	return bringBack(tx, reflection.Return{Reply: r.ID, Booked: true}, d.ID)
}
