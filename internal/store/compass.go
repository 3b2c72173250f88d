package store

import (
	"database/sql"
	"errors"

	"stillpoint/internal/reflection"
)

func (t *tx) Compass(p reflection.PersonID) (reflection.Compass, error) {
	c, err := one(t, "compass", func(r *sql.Rows) (c reflection.Compass, err error) {
		err = r.Scan(&c.Person, &c.On, intoText{&c.Named}, intoDate{&c.Last}, intoID[reflection.DeliveryID]{&c.Delivery})
		return c, err
	}, `SELECT person, "on", named, last, delivery FROM compasses WHERE person = ?`, int64(p))
	if errors.Is(err, reflection.ErrNotFound) {
		return reflection.Compass{Person: p}, nil
	}
	return c, err
}

func (t *tx) SetCompass(c reflection.Compass) error {
	_, err := t.exec("set compass", `INSERT INTO compasses (person, "on", named, last, delivery) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (person) DO UPDATE SET "on" = excluded."on", named = excluded.named,
			last = excluded.last, delivery = excluded.delivery`,
		int64(c.Person), c.On, blob(c.Named), dateText(c.Last), orNull(c.Delivery))
	return err
}

func (t *tx) SetTap(p reflection.Tap) error {
	_, err := t.exec("set tap", `INSERT INTO taps (person, date, place) VALUES (?, ?, ?)
		ON CONFLICT (person, date) DO UPDATE SET place = excluded.place`, int64(p.Person), p.Date.String(), p.Sealed)
	return err
}

func (t *tx) RemoveTap(p reflection.Tap) error {
	_, err := t.exec("remove tap", `DELETE FROM taps WHERE person = ? AND date = ?`, int64(p.Person), p.Date.String())
	return err
}

func (t *tx) Taps(p reflection.PersonID) ([]reflection.Tap, error) {
	return many(t, "taps", func(r *sql.Rows) (x reflection.Tap, err error) {
		return x, r.Scan(&x.Person, intoDate{&x.Date}, &x.Sealed)
	}, `SELECT person, date, place FROM taps WHERE person = ? ORDER BY date`, int64(p))
}
