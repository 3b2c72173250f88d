package sealing

import (
	"fmt"

	"stillpoint/internal/reflection"
)

// SetCompass seals what the compass points at.
func (t *tx) SetCompass(c reflection.Compass) error {
	if c.Named != "" {
		c.Named = string(sealPadded(t.keys.own, place("compass", c.Person, "named"), []byte(c.Named)))
	}
	return t.raw.SetCompass(c)
}

func (t *tx) Compass(p reflection.PersonID) (reflection.Compass, error) {
	c, err := t.raw.Compass(p)
	return openedOne(c, err, func(c *reflection.Compass) error {
		if c.Named == "" {
			return nil
		}
		text, err := unsealPadded(t.keys.own, place("compass", c.Person, "named"), []byte(c.Named))
		c.Named = string(text)
		return t.report(err)
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

func (t *tx) Taps(p reflection.PersonID) ([]reflection.Tap, error) {
	all, err := t.raw.Taps(p)
	return opened(all, err, func(tap *reflection.Tap) error {
		text, err := unsealPadded(t.keys.own, tapPlace(*tap), tap.Sealed)
		if err == nil && len(text) != 1 {
			err = fmt.Errorf("%s: %d bytes", tapPlace(*tap), len(text))
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
