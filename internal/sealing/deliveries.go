package sealing

import (
	"encoding/binary"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// sealPrompt seals a question that a channel's people wrote, with its follow-up, as
// one: the engine finds it in the question. Any other prompt is a pack's, and
// stands in the clear.
func (t *tx) sealPrompt(d *reflection.Delivery) {
	p := &d.Prompt
	if p.Pack != reflection.OwnPack {
		return
	}
	both := binary.AppendUvarint(nil, uint64(len(p.Question)))
	both = append(append(both, p.Question...), p.FollowUp...)
	p.Question, p.FollowUp = string(t.keys.own.Seal(place("delivery", d.ID, "prompt"), both)), ""
}

var errCutOff = errors.New("a sealed prompt is cut off")

func (t *tx) openPrompt(d *reflection.Delivery) error {
	t.channels[d.ID] = d.Person == 0
	p := &d.Prompt
	if p.Pack != reflection.OwnPack || p.Question == "" {
		return nil
	}
	text, err := unseal(t.keys.own, place("delivery", d.ID, "prompt"), p.Question)
	if err != nil {
		return t.report(err)
	}
	length, n := binary.Uvarint([]byte(text))
	if n <= 0 || length > uint64(len(text)-n) {
		return errCutOff
	}
	p.Question, p.FollowUp = text[n:n+int(length)], text[n+int(length):]
	return nil
}

func (t *tx) AddDelivery(d *reflection.Delivery) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	added := *d
	added.ID = reflection.DeliveryID(id)
	sealed := added
	t.sealPrompt(&sealed)
	if err := t.raw.AddDelivery(&sealed); err != nil {
		return err
	}
	t.channels[added.ID] = added.Person == 0
	*d = added
	return nil
}

func (t *tx) UpdateDelivery(d reflection.Delivery) error {
	t.sealPrompt(&d)
	return t.raw.UpdateDelivery(d)
}

func (t *tx) Delivery(id reflection.DeliveryID) (reflection.Delivery, error) {
	d, err := t.raw.Delivery(id)
	return openedOne(d, err, t.openPrompt)
}

func (t *tx) DeliveryOn(s reflection.SubscriptionID, on schedule.Date) (reflection.Delivery, error) {
	d, err := t.raw.DeliveryOn(s, on)
	return openedOne(d, err, t.openPrompt)
}

func (t *tx) OpenAt(c chat.Chat, at time.Time, m chat.MessageID) (reflection.Delivery, error) {
	d, err := t.raw.OpenAt(c, at, m)
	return openedOne(d, err, t.openPrompt)
}

func (t *tx) Hanging(c chat.Chat, at time.Time) (reflection.Delivery, error) {
	d, err := t.raw.Hanging(c, at)
	return openedOne(d, err, t.openPrompt)
}

func (t *tx) Before(d reflection.Delivery) (reflection.Delivery, error) {
	before, err := t.raw.Before(d)
	return openedOne(before, err, t.openPrompt)
}

func (t *tx) Latest(s reflection.SubscriptionID) (reflection.Delivery, error) {
	d, err := t.raw.Latest(s)
	return openedOne(d, err, t.openPrompt)
}

func (t *tx) AskedDays(s reflection.SubscriptionID, from, to schedule.Date) ([]reflection.AskedDay, error) {
	days, err := t.raw.AskedDays(s, from, to)
	return opened(days, err, func(day *reflection.AskedDay) error { return t.openPrompt(&day.Delivery) })
}

func (t *tx) LeftOpen(p reflection.PersonID, from, to time.Time, latest bool, limit int) ([]reflection.Delivery, error) {
	all, err := t.raw.LeftOpen(p, from, to, latest, limit)
	return opened(all, err, t.openPrompt)
}
