package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const deliveryColumns = `id, subscription, person, platform, chat, date, zone, due, extra, requested, back_off,
	pack, prompt, question, follow_up, source, swaps, state, arrived, message, answered`

func scanDelivery(r *sql.Rows) (d reflection.Delivery, err error) {
	err = r.Scan(&d.ID, &d.Subscription, intoID[reflection.PersonID]{&d.Person}, &d.Chat.Platform, &d.Chat.ID,
		intoDate{&d.Date}, &d.Zone, intoInstant{&d.Due}, &d.Extra, &d.Requested, &d.BackOff,
		&d.Prompt.Pack, &d.Prompt.Prompt, &d.Prompt.Question, &d.Prompt.FollowUp, &d.Prompt.Source,
		&d.Swaps, &d.State, intoInstant{&d.Arrived}, &d.Message, intoInstant{&d.Answered})
	return d, err
}

func (t *tx) AddDelivery(d *reflection.Delivery) error {
	id, err := t.nextID()
	if err != nil {
		return err
	}
	n, err := t.exec("add delivery", `INSERT INTO deliveries (`+deliveryColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (subscription, date) DO NOTHING`,
		id, int64(d.Subscription), orNull(d.Person), string(d.Chat.Platform), d.Chat.ID,
		d.Date.String(), d.Zone, micros(d.Due), d.Extra, d.Requested, d.BackOff,
		d.Prompt.Pack, d.Prompt.Prompt, d.Prompt.Question, d.Prompt.FollowUp, d.Prompt.Source,
		d.Swaps, int64(d.State), micros(d.Arrived), string(d.Message), micros(d.Answered))
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

func (t *tx) UpdateDelivery(d reflection.Delivery) error {
	return t.execOne("update delivery", `UPDATE deliveries SET subscription = ?, person = ?, platform = ?, chat = ?,
		date = ?, zone = ?, due = ?, extra = ?, requested = ?, back_off = ?, pack = ?, prompt = ?, question = ?, follow_up = ?,
		source = ?, swaps = ?, state = ?, arrived = ?, message = ?, answered = ? WHERE id = ?`,
		int64(d.Subscription), orNull(d.Person), string(d.Chat.Platform), d.Chat.ID,
		d.Date.String(), d.Zone, micros(d.Due), d.Extra, d.Requested, d.BackOff,
		d.Prompt.Pack, d.Prompt.Prompt, d.Prompt.Question, d.Prompt.FollowUp,
		d.Prompt.Source, d.Swaps, int64(d.State), micros(d.Arrived), string(d.Message), micros(d.Answered), int64(d.ID))
}

// microsPerSecond is the grain of the platforms' clocks: within one second,
// message ids settle what was first.
const microsPerSecond = 1_000_000

// second returns the whole second that the instant lies in.
func second(at time.Time) time.Time { return at.Truncate(time.Second) }

// openedBy reports whether a delivery that has arrived had done so by the
// instant, as seen from the message m; an empty m is later than every message.
// Where the delivery's own message is not known, the instants decide.
func openedBy(d reflection.Delivery, at time.Time, m chat.MessageID) bool {
	if c := second(d.Arrived).Compare(second(at)); c != 0 {
		return c < 0
	}
	if d.Message == "" {
		return !d.Arrived.After(at)
	}
	return m == "" || d.Message.Compare(m) <= 0
}

// openedAfter reports whether d arrived after e did.
func openedAfter(d, e reflection.Delivery) bool {
	if c := second(d.Arrived).Compare(second(e.Arrived)); c != 0 {
		return c > 0
	}
	if c := d.Message.Compare(e.Message); c != 0 {
		return c > 0
	}
	return d.ID > e.ID
}

// latest reads deliveries, the ones that arrived last first, and returns the
// last of those that counts says yes to. It stops at the first second that has one.
func (t *tx) latest(what string, counts func(reflection.Delivery) bool, query string, args ...any) (reflection.Delivery, error) {
	var found reflection.Delivery
	err := each(t, what, scanDelivery, func(d reflection.Delivery) bool {
		if found.ID != 0 && !second(d.Arrived).Equal(second(found.Arrived)) {
			return false
		}
		if counts(d) && (found.ID == 0 || openedAfter(d, found)) {
			found = d
		}
		return true
	}, query, args...)
	if err == nil && found.ID == 0 {
		err = reflection.ErrNotFound
	}
	return found, err
}

func (t *tx) OpenAt(c chat.Chat, at time.Time, m chat.MessageID) (reflection.Delivery, error) {
	return t.latest("open delivery", func(d reflection.Delivery) bool { return openedBy(d, at, m) },
		`SELECT `+deliveryColumns+` FROM deliveries
		WHERE platform = ? AND chat = ? AND arrived IS NOT NULL AND arrived < ? ORDER BY arrived DESC`,
		string(c.Platform), c.ID, second(at).UnixMicro()+microsPerSecond)
}

func (t *tx) Before(d reflection.Delivery) (reflection.Delivery, error) {
	end := int64(1<<63 - 1)
	if !d.Arrived.IsZero() {
		end = second(d.Arrived).UnixMicro() + microsPerSecond
	}
	return t.latest("delivery before", func(e reflection.Delivery) bool {
		return e.ID != d.ID && (d.Arrived.IsZero() || openedAfter(d, e))
	}, `SELECT `+deliveryColumns+` FROM deliveries
		WHERE subscription = ? AND arrived IS NOT NULL AND arrived < ? ORDER BY arrived DESC`,
		int64(d.Subscription), end)
}

// Hanging compares ids to tell which delivery is newer: they are planned in
// order, while one of the two instants would be the platform's and the other ours.
func (t *tx) Hanging(c chat.Chat, at time.Time) (reflection.Delivery, error) {
	end := second(at).UnixMicro() + microsPerSecond
	return one(t, "hanging delivery", scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries AS d
		WHERE platform = ? AND chat = ? AND state = 1
		AND EXISTS (SELECT 1 FROM dispatches WHERE delivery = d.id AND first_tried < ?)
		AND NOT EXISTS (SELECT 1 FROM deliveries AS e WHERE e.platform = d.platform AND e.chat = d.chat
			AND e.arrived IS NOT NULL AND e.arrived < ? AND e.id > d.id)
		ORDER BY id DESC LIMIT 1`, string(c.Platform), c.ID, end, end)
}

func (t *tx) DeliveryByMessage(c chat.Chat, m chat.MessageID) (reflection.Delivery, error) {
	return one(t, "delivery by message", scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries
		WHERE id = (SELECT delivery FROM messages WHERE platform = ? AND chat = ? AND message = ?)`,
		string(c.Platform), c.ID, string(m))
}

func (t *tx) MapMessage(c chat.Chat, m chat.MessageID, d reflection.DeliveryID) error {
	_, err := t.exec("map message", `INSERT INTO messages (platform, chat, message, delivery) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET delivery = excluded.delivery`, string(c.Platform), c.ID, string(m), int64(d))
	return err
}
