package store

import (
	"database/sql"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const subscriptionColumns = `id, person, platform, chat, hour, days, zone, pack, state, paused_until,
	back_off, unanswered, last_planned, next_date, next_due_at, nudge, created, series, holidays, days_off, lane, role`

func scanSubscription(r *sql.Rows) (s reflection.Subscription, err error) {
	err = r.Scan(&s.ID, intoID[reflection.PersonID]{&s.Person}, &s.Chat.Platform, &s.Chat.ID,
		intoTime{&s.Rule.At}, &s.Rule.Days, &s.Rule.Zone, &s.Pack, &s.State, intoDate{&s.PausedUntil},
		&s.BackOff, &s.Unanswered, intoDate{&s.LastPlanned}, intoDate{&s.Next.Date}, intoInstant{&s.Next.At},
		intoTimeOrNil{&s.Nudge}, intoInstant{&s.Created}, intoID[reflection.SeriesID]{&s.Series},
		&s.Holidays, intoDaysOff{&s.DaysOff}, intoID[reflection.SubscriptionID]{&s.Lane}, &s.Role)
	return s, err
}

func (t *tx) AddSubscription(s *reflection.Subscription) error {
	id, err := t.NewID()
	if err != nil {
		return err
	}
	_, err = t.exec("add subscription", `INSERT INTO subscriptions (`+subscriptionColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, orNull(s.Person), string(s.Chat.Platform), s.Chat.ID, s.Rule.At.String(), int64(s.Rule.Days), s.Rule.Zone,
		s.Pack, int64(s.State), dateText(s.PausedUntil), s.BackOff, s.Unanswered, dateText(s.LastPlanned),
		dateText(s.Next.Date), micros(s.Next.At), timeText(s.Nudge), micros(s.Created), orNull(s.Series),
		s.Holidays, daysOffText(s.DaysOff), orNull(s.Lane), int64(s.Role))
	if err != nil {
		return err
	}
	s.ID = reflection.SubscriptionID(id)
	return nil
}

func (t *tx) Subscription(id reflection.SubscriptionID) (reflection.Subscription, error) {
	return one(t, "subscription", scanSubscription,
		`SELECT `+subscriptionColumns+` FROM subscriptions WHERE id = ?`, int64(id))
}

func (t *tx) SubscriptionIn(c chat.Chat) (reflection.Subscription, error) {
	return one(t, "subscription in chat", scanSubscription,
		`SELECT `+subscriptionColumns+` FROM subscriptions WHERE platform = ? AND chat = ?`, string(c.Platform), c.ID)
}

func (t *tx) SubscriptionsOf(p reflection.PersonID) ([]reflection.Subscription, error) {
	return many(t, "subscriptions of person", scanSubscription,
		`SELECT `+subscriptionColumns+` FROM subscriptions WHERE person = ? ORDER BY id`, int64(p))
}

// UpdateSubscription keeps from summaries what a tick should not look through:
// they know whether their subscription is active and asked by itself. State and role
// seldom change, so it is tried without first.
func (t *tx) UpdateSubscription(s reflection.Subscription) error {
	values := []any{s.Rule.At.String(), int64(s.Rule.Days), s.Rule.Zone, s.Pack, dateText(s.PausedUntil), s.BackOff,
		s.Unanswered, dateText(s.LastPlanned), dateText(s.Next.Date), micros(s.Next.At), timeText(s.Nudge),
		orNull(s.Series), s.Holidays, daysOffText(s.DaysOff), orNull(s.Lane), int64(s.State), int64(s.Role), int64(s.ID)}
	const set = `UPDATE subscriptions SET hour = ?, days = ?, zone = ?, pack = ?, paused_until = ?, back_off = ?,
		unanswered = ?, last_planned = ?, next_date = ?, next_due_at = ?, nudge = ?, series = ?, holidays = ?, days_off = ?, lane = ?`
	n, err := t.exec("update subscription", set+` WHERE state = ? AND role = ? AND id = ?`, values...)
	if err != nil || n != 0 {
		return err
	}
	if err := t.execOne("update subscription", set+`, state = ?, role = ? WHERE id = ?`, values...); err != nil {
		return err
	}
	_, err = t.exec("update summaries", `UPDATE summaries SET active = ? WHERE subscription = ?`,
		s.State == reflection.Active && s.Role == reflection.RoleAsked, int64(s.ID))
	return err
}

func (t *tx) MoveSubscription(id reflection.SubscriptionID, to chat.Chat) error {
	return t.execOne("move subscription", `UPDATE subscriptions SET platform = ?, chat = ? WHERE id = ?`,
		string(to.Platform), to.ID, int64(id))
}

// dueCondition is the condition of the index subscriptions_due, word for word:
// SQLite uses the index only for queries that repeat it.
const dueCondition = `next_due_at IS NOT NULL AND state IN (0, 1)`

func (t *tx) DueSubscriptions(now time.Time, limit int) ([]reflection.Subscription, error) {
	return many(t, "due subscriptions", scanSubscription,
		`SELECT `+subscriptionColumns+` FROM subscriptions
		WHERE `+dueCondition+` AND next_due_at <= ? ORDER BY next_due_at, id LIMIT ?`, now.UnixMicro(), limit)
}

func (t *tx) NextDue() (time.Time, error) {
	at, err := one(t, "next due", scanInstant,
		`SELECT next_due_at FROM subscriptions WHERE `+dueCondition+` ORDER BY next_due_at LIMIT 1`)
	if errors.Is(err, reflection.ErrNotFound) {
		return time.Time{}, nil
	}
	return at, err
}

func scanInstant(r *sql.Rows) (at time.Time, err error) {
	err = r.Scan(intoInstant{&at})
	return at, err
}
