package store

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

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

// latestFew is how many deliveries are looked at first for the latest that counts.
const latestFew = 8

// latest reads deliveries, the ones that arrived last first, and returns the
// last of those that counts says yes to. It stops at the first second that has one.
// A server sends all rows of a query, so it is asked for a few, and for more where
// those don't tell.
func (t *tx) latest(what string, counts func(reflection.Delivery) bool, query string, args ...any) (reflection.Delivery, error) {
	for few := latestFew; ; few *= latestFew {
		var found reflection.Delivery
		read, told := 0, false
		err := each(t, what, scanDelivery, func(d reflection.Delivery) bool {
			read++
			if told = found.ID != 0 && !second(d.Arrived).Equal(second(found.Arrived)); told {
				return false
			}
			if counts(d) && (found.ID == 0 || openedAfter(d, found)) {
				found = d
			}
			return true
		}, query+` LIMIT ?`, append(args[:len(args):len(args)], few)...)
		switch {
		case err != nil:
			return found, err
		case !told && read == few:
		case found.ID == 0:
			return found, reflection.ErrNotFound
		default:
			return found, nil
		}
	}
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

// Hanging compares dates to tell which delivery is newer: a subscription's follow
// each other, while one of the two instants would be the platform's and the other
// ours. A planned delivery that was sought and not found is counted from the
// attempt that came after: the ones before it were not shown. The plus keeps SQLite
// from looking among all that ever arrived for one with a later date.
func (t *tx) Hanging(c chat.Chat, at time.Time) (reflection.Delivery, error) {
	end := second(at).UnixMicro() + microsPerSecond
	return one(t, "hanging delivery", scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries AS d
		WHERE platform = ? AND chat = ? AND state IN (0, 1)
		AND EXISTS (SELECT 1 FROM dispatches AS s WHERE s.delivery = d.id AND CASE d.state
			WHEN 1 THEN s.first_tried < ?
			ELSE s.purpose IN (0, 7) AND (s.state = 1 OR s.unsure > 0) AND s.tried < ? END)
		AND NOT EXISTS (SELECT 1 FROM deliveries AS e
			WHERE e.subscription = d.subscription AND e.date > d.date AND +e.arrived < ?)
		ORDER BY date DESC, id DESC LIMIT 1`, string(c.Platform), c.ID, end, end, end)
}
