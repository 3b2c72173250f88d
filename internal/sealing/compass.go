package sealing

import (
	"errors"
	"fmt"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// SetCompass seals what the compass points at.
func (t *tx) SetCompass(c reflection.Compass) error {
	if c.Named != "" {
		c.Named = string(sealPadded(t.keys.own, place("compass", c.Person, "named"), []byte(c.Named)))
	}
	return t.raw.SetCompass(c)
}

// Compass is off where what it points at does not open.
func (t *tx) Compass(p reflection.PersonID) (reflection.Compass, error) {
	c, err := t.raw.Compass(p)
	return openedOne(c, err, func(c *reflection.Compass) error {
		if c.Named == "" {
			return nil
		}
		text, err := unsealPadded(t.keys.own, place("compass", c.Person, "named"), []byte(c.Named))
		c.Named = string(text)
		if errors.Is(t.report(err), reflection.ErrUnreadable) {
			*c = reflection.Compass{Person: c.Person}
			return nil
		}
		return err
	})
}

// SetTap seals where somebody stood: whether they would rather go is nobody's business.
func (t *tx) SetTap(tap reflection.Tap) error {
	if tap.Place < 1 || tap.Place > reflection.Places {
		return fmt.Errorf("%s: no place %d", tapPlace(tap), tap.Place) // Sealed, the database can't tell.
	}
	tap.Sealed = sealPadded(t.keys.own, tapPlace(tap), []byte{byte(tap.Place)})
	return t.raw.SetTap(tap)
}

// Taps leaves out those that do not open.
func (t *tx) Taps(p reflection.PersonID) ([]reflection.Tap, error) {
	all, err := t.raw.Taps(p)
	return readable(all, err, func(tap *reflection.Tap) error {
		text, err := unsealPadded(t.keys.own, tapPlace(*tap), tap.Sealed)
		if err == nil && len(text) != 1 {
			err = fmt.Errorf("%s: %d bytes: %w", tapPlace(*tap), len(text), vault.ErrTampered)
		}
		if err != nil {
			return t.report(err)
		}
		tap.Place, tap.Sealed = int(text[0]), nil
		return nil
	})
}

// tapPlace is what a tap's seal is bound to.
func tapPlace(tap reflection.Tap) string {
	return place("tap", tap.Person, tap.Date.String())
}
