package store

import (
	"database/sql"
	"math/rand/v2"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const reportColumns = `id, reply, reporter, at, state`

func scanReport(r *sql.Rows) (x reflection.Report, err error) {
	err = r.Scan(&x.ID, &x.Reply, &x.By, intoInstant{&x.At}, &x.State)
	return x, err
}

// AddReport returns ErrNotFound if the reply is gone or answers nothing: only
// what was said in a channel can be reported.
func (t *tx) AddReport(r *reflection.Report) (again bool, err error) {
	id, err := t.NewID()
	if err != nil {
		return false, err
	}
	channel, err := one(t, "channel of reply", cell[int64],
		`SELECT d.subscription FROM replies AS r JOIN deliveries AS d ON d.id = r.delivery WHERE r.id = ?`, int64(r.Reply))
	if err != nil {
		return false, err
	}
	n, err := t.exec("add report", `INSERT INTO reports (`+reportColumns+`, subscription) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (reply, reporter) DO NOTHING`, id, int64(r.Reply), int64(r.By), micros(r.At), int64(r.State), channel)
	if err != nil || n == 0 {
		return err == nil, err
	}
	r.ID = reflection.ReportID(id)
	return false, nil
}

func (t *tx) Report(id reflection.ReportID) (reflection.Report, error) {
	return one(t, "report", scanReport, `SELECT `+reportColumns+` FROM reports WHERE id = ?`, int64(id))
}

// UpdateReport leaves whose report it is, and of what.
func (t *tx) UpdateReport(r reflection.Report) error {
	return t.execOne("update report", `UPDATE reports SET at = ?, state = ? WHERE id = ?`,
		micros(r.At), int64(r.State), int64(r.ID))
}

func (t *tx) Reports(p chat.Platform, parent string) ([]reflection.Report, error) {
	return many(t, "open reports", scanReport, `SELECT `+reportColumns+` FROM reports WHERE state = 0
		AND subscription IN (SELECT subscription FROM channels WHERE platform = ? AND parent = ?) ORDER BY id`,
		string(p), parent)
}

// Stop changes nothing for somebody who is stopped already.
func (t *tx) Stop(p chat.Platform, parent string, person reflection.PersonID, s reflection.Stop) error {
	_, err := t.exec("stop", `INSERT INTO stops (platform, parent, person, name, at, delivery)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		string(p), parent, int64(person), rand.Int64N(1<<40)+1, micros(s.At), orNull(s.Delivery))
	return err
}

// Stops orders those of one day by their names, which say nothing.
func (t *tx) Stops(p chat.Platform, parent string) ([]reflection.Stop, error) {
	return many(t, "stops", func(r *sql.Rows) (s reflection.Stop, err error) {
		err = r.Scan(&s.Name, intoInstant{&s.At}, intoID[reflection.DeliveryID]{&s.Delivery})
		return s, err
	}, `SELECT name, at, delivery FROM stops WHERE platform = ? AND parent = ? ORDER BY at / 86400000000, name`, string(p), parent)
}

func (t *tx) Unstop(p chat.Platform, parent string, name int64) (reflection.PersonID, error) {
	person, err := one(t, "stopped by name", cell[int64],
		`SELECT person FROM stops WHERE platform = ? AND parent = ? AND name = ?`, string(p), parent, name)
	if err != nil {
		return 0, err
	}
	return reflection.PersonID(person), t.execOne("unstop", `DELETE FROM stops WHERE platform = ? AND parent = ? AND person = ?`,
		string(p), parent, person)
}

func (t *tx) Stopped(p chat.Platform, parent string, person reflection.PersonID) (bool, error) {
	return one(t, "stopped", cell[bool],
		`SELECT EXISTS (SELECT 1 FROM stops WHERE platform = ? AND parent = ? AND person = ?)`, string(p), parent, int64(person))
}
