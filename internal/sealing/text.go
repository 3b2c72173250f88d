package sealing

import (
	"errors"
	"fmt"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// seal returns a text sealed with the key, its length hidden. Place binds it to its row
// and column.
func seal(key *vault.Key, place, text string) string {
	return string(sealPadded(key, padded(place), []byte(text)))
}

// padded keeps what is padded apart from what an older version sealed as it was.
func padded(place string) string { return place + " padded" }

// unseal opens what seal sealed, or an older version did; nothing is no text.
func unseal(key *vault.Key, place, sealed string) (string, error) {
	if sealed == "" {
		return "", nil
	}
	text, err := unsealPadded(key, padded(place), []byte(sealed))
	if err != nil {
		text, err = key.Unseal(place, []byte(sealed))
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", place, err)
	}
	return string(text), nil
}

// place names a row and what is sealed in it.
func place[ID ~int64](kind string, id ID, column string) string {
	if column == "" {
		return fmt.Sprintf("%s/%d", kind, id)
	}
	return fmt.Sprintf("%s/%d/%s", kind, id, column)
}

// report logs what does not open, and returns the error, which is ErrUnreadable then.
func (t *tx) report(err error) error {
	if !errors.Is(err, vault.ErrTampered) {
		return err
	}
	t.log.Error("sealed words do not open: the database was changed by something else", "err", err)
	return fmt.Errorf("%w: %w", reflection.ErrUnreadable, err)
}

// opened opens all of what a query returned.
func opened[T any](found []T, err error, open func(*T) error) ([]T, error) {
	for i := range found {
		if err == nil {
			err = open(&found[i])
		}
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

// readable opens those of what a query returned that open, and leaves the others out.
func readable[T any](found []T, err error, open func(*T) error) ([]T, error) {
	if err != nil {
		return nil, err
	}
	var left []T
	for i := range found {
		err := open(&found[i])
		if errors.Is(err, reflection.ErrUnreadable) {
			continue
		}
		if err != nil {
			return nil, err
		}
		left = append(left, found[i])
	}
	return left, nil
}

// openedOne opens what a query returned.
func openedOne[T any](found T, err error, open func(*T) error) (T, error) {
	if err == nil {
		err = open(&found)
	}
	if err != nil {
		var none T
		return none, err
	}
	return found, nil
}
