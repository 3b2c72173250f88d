package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const dispatchColumns = `id, delivery, subscription, period, reply, platform, chat, purpose, state, ready, closes, attempts, unsure, tried, message`

func scanDispatch(r *sql.Rows) (d reflection.Dispatch, err error) {
	err = r.Scan(&d.ID, intoID[reflection.DeliveryID]{&d.Delivery}, intoID[reflection.SubscriptionID]{&d.Subscription},
		&d.Period, intoID[reflection.ReplyID]{&d.Reply}, &d.Chat.Platform, &d.Chat.ID, &d.Purpose, &d.State,
		intoInstant{&d.Ready}, intoInstant{&d.Window}, &d.Attempts, &d.Unsure, intoInstant{&d.Tried}, &d.Message)
	return d, err
}

// AddDispatch returns ErrPlanned if the subscription has a summary of that period.
func (t *tx) AddDispatch(d *reflection.Dispatch) error {
	id, err := t.nextID()
	if err != nil {
		return err
	}
	n, err := t.exec("add dispatch", `INSERT INTO dispatches (`+dispatchColumns+`, first_tried)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (subscription, period) WHERE subscription IS NOT NULL DO NOTHING`,
		id, orNull(d.Delivery), orNull(d.Subscription), d.Period, orNull(d.Reply), string(d.Chat.Platform), d.Chat.ID, int64(d.Purpose), int64(d.State),
		micros(d.Ready), micros(d.Window), d.Attempts, d.Unsure, micros(d.Tried), string(d.Message), micros(d.Tried))
	if err != nil {
		return err
	}
	if n == 0 {
		return reflection.ErrPlanned
	}
	d.ID = reflection.DispatchID(id)
	return nil
}

func (t *tx) Dispatch(id reflection.DispatchID) (reflection.Dispatch, error) {
	return one(t, "dispatch", scanDispatch, `SELECT `+dispatchColumns+` FROM dispatches WHERE id = ?`, int64(id))
}

// UpdateDispatch leaves what the dispatch is of and for, which never changes, and
// the first attempt there was, for Hanging.
func (t *tx) UpdateDispatch(d reflection.Dispatch) error {
	return t.execOne("update dispatch", `UPDATE dispatches SET platform = ?, chat = ?, state = ?, ready = ?, closes = ?, attempts = ?, unsure = ?, tried = ?, first_tried = coalesce(first_tried, ?), message = ?
		WHERE id = ?`,
		string(d.Chat.Platform), d.Chat.ID, int64(d.State), micros(d.Ready), micros(d.Window), d.Attempts, d.Unsure, micros(d.Tried), micros(d.Tried), string(d.Message),
		int64(d.ID))
}

func (t *tx) DispatchesOf(d reflection.DeliveryID) ([]reflection.Dispatch, error) {
	return many(t, "dispatches of delivery", scanDispatch,
		`SELECT `+dispatchColumns+` FROM dispatches WHERE delivery = ? ORDER BY id`, int64(d))
}

// ReadyDispatches repeats the condition of the index dispatches_ready word for
// word; SQLite uses the index only then.
func (t *tx) ReadyDispatches(p chat.Platform, now time.Time, limit int) ([]reflection.Dispatch, error) {
	return many(t, "ready dispatches", scanDispatch, `SELECT `+dispatchColumns+` FROM dispatches
		WHERE ready IS NOT NULL AND state IN (0, 2) AND platform = ? AND ready <= ? ORDER BY ready, id LIMIT ?`,
		string(p), now.UnixMicro(), limit)
}

func (t *tx) InterruptedDispatches() ([]reflection.Dispatch, error) {
	return many(t, "interrupted dispatches", scanDispatch,
		`SELECT `+dispatchColumns+` FROM dispatches WHERE state = 1 ORDER BY id`)
}

func (t *tx) PlannedDispatch(d reflection.DeliveryID, p reflection.Purpose) (reflection.Dispatch, error) {
	return one(t, "planned dispatch", scanDispatch, `SELECT `+dispatchColumns+` FROM dispatches
		WHERE delivery = ? AND purpose = ? AND state = 0 ORDER BY id LIMIT 1`, int64(d), int64(p))
}

// Published returns the latest: what was taken back can be shared again.
func (t *tx) Published(r reflection.ReplyID) (reflection.Dispatch, error) {
	return one(t, "published reply", scanDispatch, `SELECT `+dispatchColumns+` FROM dispatches
		WHERE reply = ? AND purpose = 5 ORDER BY id DESC LIMIT 1`, int64(r))
}
