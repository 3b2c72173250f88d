package sealing

import "stillpoint/internal/reflection"

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
