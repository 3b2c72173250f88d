package store

import (
	"database/sql"

	"stillpoint/internal/reflection"
)

const seriesColumns = `id, subscription, pack, theme, begun`

func scanSeries(r *sql.Rows) (s reflection.Series, err error) {
	err = r.Scan(&s.ID, &s.Subscription, &s.Pack, &s.Theme, intoInstant{&s.Begun})
	return s, err
}

func scanEvening(r *sql.Rows) (e reflection.Evening, err error) {
	err = r.Scan(&e.Number, &e.Delivery)
	return e, err
}

func (t *tx) AddSeries(s *reflection.Series) error {
	id, err := t.NewID()
	if err != nil {
		return err
	}
	_, err = t.exec("add series", `INSERT INTO series (`+seriesColumns+`) VALUES (?, ?, ?, ?, ?)`,
		id, int64(s.Subscription), s.Pack, s.Theme, micros(s.Begun))
	if err != nil {
		return err
	}
	s.ID = reflection.SeriesID(id)
	return nil
}

func (t *tx) Series(id reflection.SeriesID) (reflection.Series, error) {
	s, err := one(t, "series", scanSeries, `SELECT `+seriesColumns+` FROM series WHERE id = ?`, int64(id))
	return t.withEvenings(s, err)
}

func (t *tx) SeriesOf(d reflection.DeliveryID) (reflection.Series, error) {
	s, err := one(t, "series of delivery", scanSeries, `SELECT `+seriesColumns+` FROM series
		WHERE id = (SELECT series FROM evenings WHERE delivery = ?)`, int64(d))
	return t.withEvenings(s, err)
}

// withEvenings adds its evenings to a series that was found.
func (t *tx) withEvenings(s reflection.Series, err error) (reflection.Series, error) {
	if err != nil {
		return s, err
	}
	s.Evenings, err = many(t, "evenings", scanEvening,
		`SELECT number, delivery FROM evenings WHERE series = ? ORDER BY number`, int64(s.ID))
	return s, err
}

func (t *tx) AddEvening(s reflection.SeriesID, e reflection.Evening) error {
	_, err := t.exec("add evening", `INSERT INTO evenings (delivery, series, number) VALUES (?, ?, ?)`,
		int64(e.Delivery), int64(s), e.Number)
	return err
}

func (t *tx) RemoveEvening(d reflection.DeliveryID) error {
	_, err := t.exec("remove evening", `DELETE FROM evenings WHERE delivery = ?`, int64(d))
	return err
}
