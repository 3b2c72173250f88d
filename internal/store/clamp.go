package store

import (
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Clocks differ by so much: instants up to clockSlack ahead, and dates up to
// dateSlack, are nobody's mistake.
const (
	clockSlack = time.Hour
	dateSlack  = 48 * time.Hour
)

// instants are the columns that hold when something was, never when it will be.
var instants = []struct{ table, column string }{
	{"taken_in", "until"},
	{"aways", "since"}, {"aways", "until"},
	{"persons", "created"}, {"persons", "wrote"}, {"persons", "told"}, {"persons", "warned"}, {"persons", "seen"},
	{"subscriptions", "created"},
	{"deliveries", "due"}, {"deliveries", "arrived"}, {"deliveries", "answered"},
	{"dispatches", "tried"}, {"dispatches", "first_tried"}, {"dispatches", "placed"},
	{"events", "at"},
	{"questions", "created"}, {"submissions", "at"}, {"reports", "at"}, {"stops", "at"}, {"matters", "at"}, {"notices", "at"},
	{"link_tries", "at"}, {"requests", "at"}, {"host_acts", "at"},
}

// dates are the columns that hold the date on which something was last, or was done.
var dates = []struct{ table, column string }{
	{"recalls", "last"}, {"compasses", "last"}, {"acts", "day"},
}

// ClampFuture brings back to now what a clock stored that was ahead of it. It goes
// through whole tables, and is called when a clock has proved wrong, and not else.
func (t *tx) ClampFuture(now time.Time) (c reflection.Clamped, err error) {
	latest := schedule.DateOf(now.Add(dateSlack), time.UTC)
	if err := t.set("clamping", 1); err != nil {
		return c, err
	}
	if err := t.clampDeliveries(now, latest, &c); err != nil {
		return c, err
	}
	// What is left is about no delivery from the future: pauses, and what was known only
	// then. Whoever asks for a question before its hour has a fact from the future, rightly.
	today, at, ahead := schedule.DateOf(now, time.UTC).String(), now.UnixMicro(), now.Add(clockSlack).UnixMicro()
	n, err := t.exec("clamp facts", `UPDATE facts SET date = CASE WHEN delivery = 0 AND date > ?1 THEN ?1 ELSE date END,
		at = CASE WHEN at > ?2 THEN ?2 ELSE at END, known = CASE WHEN known > ?2 THEN ?2 ELSE known END
		WHERE kind <> ?3 AND (at > ?4 OR known > ?4)`,
		today, at, int64(reflection.FactAsked), ahead)
	if err != nil {
		return c, err
	}
	c.Instants += int(n)
	if _, err := t.exec("end clamping", `DELETE FROM settings WHERE name = 'clamping'`); err != nil {
		return c, err
	}
	for _, i := range instants {
		n, err := t.exec("clamp "+i.table, fmt.Sprintf(`UPDATE %s SET %s = ? WHERE %s > ?`, i.table, i.column, i.column),
			at, ahead)
		if err != nil {
			return c, err
		}
		c.Instants += int(n)
	}
	for _, d := range dates {
		if _, err := t.exec("clamp "+d.table, fmt.Sprintf(`UPDATE %s SET %s = ? WHERE %s > ?`, d.table, d.column, d.column),
			today, latest.String()); err != nil {
			return c, err
		}
	}
	// What was to be sent then is ready, and its window is over: it is let go.
	far := now.Add(dateSlack).UnixMicro()
	n, err = t.exec("clamp dispatches", `UPDATE dispatches SET ready = ?, closes = ? WHERE ready > ? AND state IN (0, 2)`,
		now.UnixMicro(), now.UnixMicro(), far)
	if err != nil {
		return c, err
	}
	c.Instants += int(n)
	for _, s := range []struct {
		query string
		arg   any
	}{
		{`UPDATE dispatches SET lease = 0 WHERE lease > ?`, far},
		{`UPDATE dispatches SET behind = 0 WHERE behind = ?`, 1}, // Another may be the first now.
		{`DELETE FROM awaiting WHERE until > ?`, far},
		{`DELETE FROM link_codes WHERE until > ?`, far},
		{`DELETE FROM figures WHERE week > ?`, latest.String()},
		{`DELETE FROM amounts WHERE day > ?`, latest.String()},
		{`DELETE FROM checkpoints WHERE ? > 0`, 1}, // Counted again from the facts.
		{`UPDATE summaries SET week_settled = '', next = 1 WHERE week_settled > ?`, weekOf(latest)},
		{`UPDATE summaries SET month_settled = '', next = 1 WHERE month_settled > ?`, latest.String()[:7]},
		{`UPDATE summaries SET year_settled = '', next = 1 WHERE year_settled > ?`, latest.String()[:4]},
		{`UPDATE summaries SET next = 1 WHERE next > ?`, now.AddDate(1, 1, 0).UnixMicro()},
	} {
		if _, err := t.exec("clamp", s.query, s.arg); err != nil {
			return c, err
		}
	}
	// A subscription that was passed over while the clock was ahead has a due date far off,
	// and no planned date that shows it. One that is due in over eight days because of days
	// off is planned again as well, to the same date.
	c.Subscriptions, err = many(t, "planned in the future", scanSubscription,
		`SELECT `+subscriptionColumns+` FROM subscriptions WHERE last_planned > ? OR state = ? AND next_due_at > ? ORDER BY id`,
		latest.String(), int64(reflection.Active), now.AddDate(0, 0, 8).UnixMicro())
	return c, err
}

// weekOf is the key of a date's week, as summaries have it.
func weekOf(d schedule.Date) string {
	year, week := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// clampDeliveries gives deliveries from the future the date on which they were shown,
// or, where that has one already or isn't known, the latest free one before; and their
// facts with them. The latest comes first, so that what was asked later is of a later
// date.
func (t *tx) clampDeliveries(now time.Time, latest schedule.Date, c *reflection.Clamped) error {
	ahead, err := many(t, "deliveries from the future", scanDelivery,
		`SELECT `+deliveryColumns+` FROM deliveries WHERE date > ? ORDER BY date DESC, id DESC`, latest.String())
	if err != nil {
		return err
	}
	for _, d := range ahead {
		at := d.Arrived
		if at.IsZero() || at.After(now) {
			at = now
		}
		date, err := t.freeDate(d, at)
		if err != nil {
			return err
		}
		if err := t.execOne("clamp delivery", `UPDATE deliveries SET date = ? WHERE id = ?`, date.String(), int64(d.ID)); err != nil {
			return err
		}
		if err := t.clampFacts(d, at, date, latest); err != nil {
			return err
		}
		c.Deliveries = append(c.Deliveries, reflection.Redated{Person: d.Person, From: d.Date, To: date})
	}
	return nil
}

// freeDate is the local date of an instant, or the latest before it on which the
// subscription has no delivery.
func (t *tx) freeDate(d reflection.Delivery, at time.Time) (schedule.Date, error) {
	loc, err := schedule.Location(d.Zone)
	if err != nil {
		return schedule.Date{}, err
	}
	for date := schedule.DateOf(at, loc); ; date = date.AddDays(-1) {
		_, err := t.DeliveryOn(d.Subscription, date)
		if errors.Is(err, reflection.ErrNotFound) {
			return date, nil
		}
		if err != nil {
			return date, err
		}
	}
}

// clampFacts brings the facts of a delivery from the future back to its date and to
// the instant at. Facts are never changed else, and never in what they say.
func (t *tx) clampFacts(d reflection.Delivery, at time.Time, date, latest schedule.Date) error {
	_, err := t.exec("clamp facts", `UPDATE facts SET date = CASE WHEN date > ?1 THEN ?1 ELSE date END,
		at = CASE WHEN at > ?2 THEN ?2 ELSE at END, known = CASE WHEN known > ?2 THEN ?2 ELSE known END
		WHERE person = ?3 AND delivery = ?4 AND (date > ?5 OR at > ?6)`,
		date.String(), at.UnixMicro(),
		int64(d.Person), int64(d.ID), latest.String(), at.Add(clockSlack).UnixMicro())
	return err
}
