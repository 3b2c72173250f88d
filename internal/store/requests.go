package store

import (
	"database/sql"

	"stillpoint/internal/reflection"
)

func scanRequest(r *sql.Rows) (x reflection.Request, err error) {
	return x, r.Scan(intoInstant{&x.At}, &x.Kind, &x.Entries)
}

func (t *tx) AddRequest(r reflection.Request) error {
	_, err := t.exec("add request", `INSERT INTO requests (at, kind, entries) VALUES (?, ?, ?)`, micros(r.At), r.Kind, r.Entries)
	return err
}

func (t *tx) Requests(limit int) ([]reflection.Request, error) {
	return many(t, "requests", scanRequest, `SELECT at, kind, entries FROM requests WHERE id > 0 ORDER BY id DESC LIMIT ?`, limit)
}
