package planning

import "stillpoint/internal/reflection"

// compassEvery is how many days lie between two times that the compass is shown.
const compassEvery = 14

// point puts the person's compass under a delivery that was just planned, where its
// time has come.
func point(tx reflection.Tx, d reflection.Delivery) error {
	c, err := tx.Compass(d.Person)
	if err != nil || !c.On || !c.Last.IsZero() && d.Date.Before(c.Last.AddDays(compassEvery)) {
		return err
	}
	c.Last, c.Delivery = d.Date, d.ID
	return tx.SetCompass(c)
}

// unpoint puts the compass under the next question, because the one that it was to
// stand under was never shown.
func unpoint(tx reflection.Tx, d reflection.Delivery) error {
	c, err := tx.Compass(d.Person)
	if err != nil || c.Delivery != d.ID || c.Delivery == 0 {
		return err
	}
	c.Last, c.Delivery = d.Date.AddDays(-compassEvery), 0
	return tx.SetCompass(c)
}
