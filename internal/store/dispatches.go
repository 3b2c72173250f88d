package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const dispatchColumns = `id, delivery, subscription, period, reply, platform, chat, purpose, state, ready, closes,
	attempts, unsure, tried, message, identity, body, placed, seq, owner, lease, matter`

func scanDispatch(r *sql.Rows) (d reflection.Dispatch, err error) {
	err = r.Scan(&d.ID, intoID[reflection.DeliveryID]{&d.Delivery}, intoID[reflection.SubscriptionID]{&d.Subscription},
		&d.Period, intoID[reflection.ReplyID]{&d.Reply}, &d.Chat.Platform, &d.Chat.ID, &d.Purpose, &d.State,
		intoInstant{&d.Ready}, intoInstant{&d.Window}, &d.Attempts, &d.Unsure, intoInstant{&d.Tried}, &d.Message,
		intoID[reflection.IdentityID]{&d.Identity}, &d.Body, intoInstant{&d.Placed}, &d.Seq, &d.Owner, intoInstant{&d.Lease},
		intoID[reflection.MatterID]{&d.Matter})
	return d, err
}

// behind is the value of a new row's column of that name: whether something waits
// already that goes before it, to the same chat.
const behind = `CASE WHEN ? = 7
	THEN CASE WHEN EXISTS (SELECT 1 FROM dispatches INDEXED BY dispatches_answers
		WHERE platform = ? AND chat = ? AND purpose = 7 AND ready IS NOT NULL AND state IN (0, 2) AND (placed, seq) <= (?, ?)) THEN 1 ELSE 0 END
	ELSE CASE WHEN EXISTS (SELECT 1 FROM dispatches INDEXED BY dispatches_others
		WHERE platform = ? AND chat = ? AND purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2) AND ready <= ?) THEN 1 ELSE 0 END END`

// busy is the condition that a chat has something in flight, or an answer waiting.
const busy = `EXISTS (SELECT 1 FROM dispatches INDEXED BY dispatches_sending WHERE platform = ? AND chat = ? AND state = 1)
	OR EXISTS (SELECT 1 FROM dispatches INDEXED BY dispatches_answers
		WHERE platform = ? AND chat = ? AND purpose = 7 AND ready IS NOT NULL AND state IN (0, 2))`

// AddDispatch returns ErrPlanned if the subscription has a summary of that period, or the
// matter a dispatch.
func (t *tx) AddDispatch(d *reflection.Dispatch) error {
	id, err := given(t, d.ID)
	if err != nil {
		return err
	}
	n := int64(0)
	if d.Purpose == reflection.Answer && d.State == reflection.DispatchSending {
		platform, in := string(d.Chat.Platform), d.Chat.ID
		if n, err = t.insertDispatch(id, *d, "WHERE NOT ("+busy+")", platform, in, platform, in); err != nil {
			return err
		}
		if n == 0 {
			d.State, d.Attempts, d.Tried = reflection.DispatchPlanned, 0, time.Time{}
			d.Owner, d.Lease = "", time.Time{}
		}
	}
	if n == 0 {
		if n, err = t.insertDispatch(id, *d, "WHERE true"); err != nil {
			return err
		}
	}
	if n == 0 {
		return reflection.ErrPlanned
	}
	d.ID = reflection.DispatchID(id)
	return nil
}

// insertDispatch returns how many rows were added: one, or none where the condition
// doesn't hold or the subscription has a summary of that period.
func (t *tx) insertDispatch(id int64, d reflection.Dispatch, where string, args ...any) (int64, error) {
	platform, in := string(d.Chat.Platform), d.Chat.ID
	owner, lease := held(d)
	all := append([]any{
		id, orNull(d.Delivery), orNull(d.Subscription), d.Period, orNull(d.Reply), platform, in, int64(d.Purpose),
		int64(d.State), micros(d.Ready), micros(d.Window), d.Attempts, d.Unsure, micros(d.Tried), string(d.Message),
		orNull(d.Identity), d.Body, micros(d.Placed), d.Seq, owner, lease, orNull(d.Matter), micros(d.Tried),
		int64(d.Purpose), platform, in, micros(d.Placed), d.Seq, platform, in, micros(d.Ready),
	}, args...)
	return t.exec("add dispatch", `INSERT INTO dispatches (`+dispatchColumns+`, first_tried, behind)
		SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, `+behind+` `+where+`
		ON CONFLICT DO NOTHING`, all...)
}

// held returns the columns of who is sending a dispatch: nobody, unless it is
// being sent.
func held(d reflection.Dispatch) (owner string, lease any) {
	if d.State != reflection.DispatchSending {
		return "", nil
	}
	return d.Owner, micros(d.Lease)
}

func (t *tx) Dispatch(id reflection.DispatchID) (reflection.Dispatch, error) {
	return one(t, "dispatch", scanDispatch, `SELECT `+dispatchColumns+` FROM dispatches WHERE id = ?`, int64(id))
}

// UpdateDispatch leaves the first attempt there was, for Hanging, unless there was
// none after all.
func (t *tx) UpdateDispatch(d reflection.Dispatch) error {
	owner, lease := held(d)
	return t.execOne("update dispatch", `UPDATE dispatches SET platform = ?, chat = ?, state = ?, ready = ?, closes = ?,
		attempts = ?, unsure = ?, tried = ?, first_tried = CASE WHEN CAST(? AS BIGINT) IS NULL THEN NULL ELSE coalesce(first_tried, ?) END, message = ?, body = coalesce(?, body),
		owner = ?, lease = ? WHERE id = ?`,
		string(d.Chat.Platform), d.Chat.ID, int64(d.State), micros(d.Ready), micros(d.Window),
		d.Attempts, d.Unsure, micros(d.Tried), micros(d.Tried), micros(d.Tried), string(d.Message), d.Body, owner, lease, int64(d.ID))
}

func (t *tx) DeleteDispatches(ids ...reflection.DispatchID) error {
	for _, id := range ids {
		if _, err := t.exec("delete dispatch", `DELETE FROM dispatches WHERE id = ?`, int64(id)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) DispatchesOf(d reflection.DeliveryID) ([]reflection.Dispatch, error) {
	return many(t, "dispatches of delivery", scanDispatch,
		`SELECT `+dispatchColumns+` FROM dispatches WHERE delivery = ? ORDER BY id`, int64(d))
}

func (t *tx) DispatchesBy(id reflection.IdentityID) ([]reflection.Dispatch, error) {
	return many(t, "dispatches by identity", scanDispatch,
		`SELECT `+dispatchColumns+` FROM dispatches WHERE identity = ? ORDER BY id`, int64(id))
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

func (t *tx) WaitingAnswers(c chat.Chat, limit int) ([]reflection.Dispatch, error) {
	return many(t, "waiting answers", scanDispatch, `SELECT `+dispatchColumns+` FROM dispatches INDEXED BY dispatches_answers
		WHERE platform = ? AND chat = ? AND purpose = 7 AND ready IS NOT NULL AND state IN (0, 2) AND state = 0
		ORDER BY placed, seq, id LIMIT ?`, string(c.Platform), c.ID, limit)
}
