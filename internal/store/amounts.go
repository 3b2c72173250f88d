package store

import (
	"database/sql"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func scanAmount(r *sql.Rows) (a reflection.Amount, err error) {
	err = r.Scan(&a.Messages, &a.Bytes)
	return a, err
}

func (t *tx) AddAmount(p reflection.PersonID, day schedule.Date, bytes int) (reflection.Amount, error) {
	if err := t.writable(); err != nil {
		return reflection.Amount{}, err
	}
	return one(t, "add amount", scanAmount, `INSERT INTO amounts (person, day, messages, bytes) VALUES (?, ?, 1, ?)
		ON CONFLICT (person) DO UPDATE SET day = excluded.day,
			messages = CASE amounts.day WHEN excluded.day THEN amounts.messages ELSE 0 END + 1,
			bytes = CASE amounts.day WHEN excluded.day THEN amounts.bytes ELSE 0 END + excluded.bytes
		RETURNING messages, bytes`, int64(p), dateText(day), bytes)
}

func (t *tx) LastWritten(r reflection.ReplyID, but reflection.PartID) (time.Time, error) {
	return one(t, "last written", scanInstant, `SELECT at FROM parts
		WHERE reply = ? AND deleted IS NULL AND id <> ? ORDER BY at DESC NULLS LAST LIMIT 1`, int64(r), int64(but))
}
