package store

import (
	"database/sql"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

func (t *tx) Seen(p chat.Platform, event string, at time.Time) (bool, error) {
	n, err := t.exec("record event", `INSERT INTO events (platform, event, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		string(p), event, at.UnixMicro())
	return err == nil && n == 0, err
}

func (t *tx) TakenIn(p chat.Platform) (time.Time, error) {
	at, err := one(t, "taken in", scanInstant, `SELECT until FROM taken_in WHERE platform = ?`, string(p))
	if errors.Is(err, reflection.ErrNotFound) {
		return time.Time{}, nil
	}
	return at, err
}

func (t *tx) SetTakenIn(p chat.Platform, at time.Time) error {
	_, err := t.exec("set taken in", `INSERT INTO taken_in (platform, until) VALUES (?, ?)
		ON CONFLICT (platform) DO UPDATE SET until = excluded.until`, string(p), at.UnixMicro())
	return err
}

func (t *tx) SetAwaiting(a reflection.Awaiting) error {
	_, err := t.exec("set awaiting", `INSERT INTO awaiting (platform, chat, verb, ref, arg, until) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (platform, chat) DO UPDATE SET verb = excluded.verb, ref = excluded.ref, arg = excluded.arg, until = excluded.until`,
		string(a.Chat.Platform), a.Chat.ID, a.For, a.ID, a.Arg, micros(a.Until))
	return err
}

func scanAwaiting(r *sql.Rows) (a reflection.Awaiting, err error) {
	err = r.Scan(&a.Chat.Platform, &a.Chat.ID, &a.For, &a.ID, &a.Arg, intoInstant{&a.Until})
	return a, err
}

func (t *tx) Awaiting(c chat.Chat) (reflection.Awaiting, error) {
	return one(t, "awaiting", scanAwaiting,
		`SELECT platform, chat, verb, ref, arg, until FROM awaiting WHERE platform = ? AND chat = ?`, string(c.Platform), c.ID)
}

// ClearAwaiting succeeds where nothing is awaited.
func (t *tx) ClearAwaiting(c chat.Chat) error {
	_, err := t.exec("clear awaiting", `DELETE FROM awaiting WHERE platform = ? AND chat = ?`, string(c.Platform), c.ID)
	return err
}

func (t *tx) LatestAwaiting(p chat.Platform, since time.Time) ([]reflection.Awaiting, error) {
	return many(t, "latest awaiting", scanAwaiting, `SELECT a.platform, a.chat, a.verb, a.ref, a.arg, a.until FROM awaiting AS a
		WHERE a.platform = ? AND a.until >= ? AND EXISTS (SELECT 1 FROM identities WHERE platform = a.platform AND chat = a.chat AND chat <> '')
		ORDER BY a.until DESC, a.chat`, string(p), since.UnixMicro())
}

// Prune has the kind of a draft and the purpose of an answer in the text, so that
// the indexes of those alone serve.
func (t *tx) Prune(before time.Time, limit int) (more bool, err error) {
	left := int64(limit)
	for _, old := range []struct{ what, query string }{
		{"prune events", `DELETE FROM events WHERE (platform, event) IN
			(SELECT platform, event FROM events WHERE at < ? ORDER BY at LIMIT ?)`},
		{"prune answers", `DELETE FROM dispatches WHERE id IN
			(SELECT id FROM dispatches WHERE purpose = 7 AND closes < ? ORDER BY closes LIMIT ?)`},
		{"prune drafts", `DELETE FROM replies WHERE id IN
			(SELECT id FROM replies WHERE kind = 3 AND created < ? ORDER BY created LIMIT ?)`},
	} {
		if left == 0 {
			break
		}
		n, err := t.exec(old.what, old.query, before.UnixMicro(), left)
		if err != nil {
			return false, err
		}
		left -= n
	}
	return left == 0, nil
}
