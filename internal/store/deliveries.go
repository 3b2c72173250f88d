package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const deliveryColumns = `id, subscription, person, platform, chat, date, zone, due, extra, requested, back_off,
	pack, prompt, question, follow_up, source, swaps, state, arrived, message, answered, counted,
	thread_platform, thread_chat, sealed, tender`

func scanDelivery(r *sql.Rows) (reflection.Delivery, error) { return scanDeliveryAnd(r) }

// scanDeliveryAnd reads the columns of a delivery, and more that follow them. The
// words of a channel's own question are in a column of their own.
func scanDeliveryAnd(r *sql.Rows, more ...any) (d reflection.Delivery, err error) {
	var sealed string
	err = r.Scan(append([]any{&d.ID, &d.Subscription, intoID[reflection.PersonID]{&d.Person}, &d.Chat.Platform, &d.Chat.ID,
		intoDate{&d.Date}, &d.Zone, intoInstant{&d.Due}, &d.Extra, &d.Requested, &d.BackOff,
		&d.Prompt.Pack, &d.Prompt.Prompt, &d.Prompt.Question, &d.Prompt.FollowUp, &d.Prompt.Source,
		&d.Swaps, &d.State, intoInstant{&d.Arrived}, &d.Message, intoInstant{&d.Answered}, &d.Counted,
		&d.Thread.Platform, &d.Thread.ID, intoText{&sealed}, &d.Prompt.Tender}, more...)...)
	if sealed != "" {
		d.Prompt.Question = sealed
	}
	return d, err
}

// promptColumns returns what the columns of a prompt's words hold: for a channel's
// own only the last, else only the first two.
func promptColumns(p reflection.Asked) (question, followUp string, sealed any) {
	if p.Pack != reflection.OwnPack {
		return p.Question, p.FollowUp, nil
	}
	return "", "", blob(p.Question)
}

func (t *tx) AddDelivery(d *reflection.Delivery) error {
	id, err := given(t, d.ID)
	if err != nil {
		return err
	}
	question, followUp, sealed := promptColumns(d.Prompt)
	n, err := t.exec("add delivery", `INSERT INTO deliveries (`+deliveryColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (subscription, date) DO NOTHING`,
		id, int64(d.Subscription), orNull(d.Person), string(d.Chat.Platform), d.Chat.ID,
		d.Date.String(), d.Zone, micros(d.Due), d.Extra, d.Requested, d.BackOff,
		d.Prompt.Pack, d.Prompt.Prompt, question, followUp, d.Prompt.Source,
		d.Swaps, int64(d.State), micros(d.Arrived), string(d.Message), micros(d.Answered), d.Counted,
		string(d.Thread.Platform), d.Thread.ID, sealed, d.Prompt.Tender)
	if err != nil {
		return err
	}
	if n == 0 {
		return reflection.ErrPlanned
	}
	d.ID = reflection.DeliveryID(id)
	return nil
}

func (t *tx) Delivery(id reflection.DeliveryID) (reflection.Delivery, error) {
	return one(t, "delivery", scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries WHERE id = ?`, int64(id))
}

func (t *tx) DeliveryOn(s reflection.SubscriptionID, d schedule.Date) (reflection.Delivery, error) {
	return one(t, "delivery on date", scanDelivery,
		`SELECT `+deliveryColumns+` FROM deliveries WHERE subscription = ? AND date = ?`, int64(s), d.String())
}

// UpdateDelivery leaves the subscription and the date, which never change.
func (t *tx) UpdateDelivery(d reflection.Delivery) error {
	question, followUp, sealed := promptColumns(d.Prompt)
	return t.execOne("update delivery", `UPDATE deliveries SET person = ?, platform = ?, chat = ?, zone = ?, due = ?,
		extra = ?, requested = ?, back_off = ?, pack = ?, prompt = ?, question = ?, follow_up = ?, source = ?, swaps = ?,
		state = ?, arrived = ?, message = ?, answered = ?, counted = ?, thread_platform = ?, thread_chat = ?, sealed = ?, tender = ?
		WHERE id = ?`,
		orNull(d.Person), string(d.Chat.Platform), d.Chat.ID, d.Zone, micros(d.Due),
		d.Extra, d.Requested, d.BackOff, d.Prompt.Pack, d.Prompt.Prompt, question, followUp, d.Prompt.Source, d.Swaps,
		int64(d.State), micros(d.Arrived), string(d.Message), micros(d.Answered), d.Counted,
		string(d.Thread.Platform), d.Thread.ID, sealed, d.Prompt.Tender, int64(d.ID))
}

func (t *tx) DeliveryByMessage(c chat.Chat, m chat.MessageID) (reflection.Delivery, error) {
	return one(t, "delivery by message", scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries
		WHERE id = (SELECT delivery FROM messages WHERE platform = ? AND chat = ? AND message = ?)`,
		string(c.Platform), c.ID, string(m))
}

func (t *tx) MapMessage(c chat.Chat, m chat.MessageID, d reflection.DeliveryID) error {
	_, err := t.exec("map message", `INSERT INTO messages (platform, chat, message, delivery) VALUES (?, ?, ?, ?)
		ON CONFLICT (platform, chat, message) DO UPDATE SET delivery = excluded.delivery`, string(c.Platform), c.ID, string(m), int64(d))
	return err
}

func (t *tx) LeftOpen(p reflection.PersonID, from, to time.Time, latest bool, limit int) ([]reflection.Delivery, error) {
	return many(t, "left open", scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries
		WHERE subscription IN (SELECT id FROM subscriptions WHERE person = ?) AND arrived >= ? AND arrived < ?
			AND answered IS NULL AND arrived IS NOT NULL
		ORDER BY arrived`+direction(latest)+`, id`+direction(latest)+` LIMIT ?`,
		int64(p), from.UnixMicro(), to.UnixMicro(), limit)
}

func (t *tx) Latest(s reflection.SubscriptionID) (reflection.Delivery, error) {
	return one(t, "latest delivery", scanDelivery,
		`SELECT `+deliveryColumns+` FROM deliveries WHERE subscription = ? ORDER BY date DESC LIMIT 1`, int64(s))
}
