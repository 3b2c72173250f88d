package sealing

import (
	"bytes"
	"fmt"

	"stillpoint/internal/vault"
)

// The lengths that padded words have: multiples of a step, which is longer for what
// is long. Somebody with the file alone learns a step, not a length.
const (
	step     = 64
	longStep = 512
	// long is from where on the longer step counts.
	long = 1024
)

// pad appends a mark, and zeros up to the next step.
func pad(text []byte) []byte {
	size := step
	if len(text) >= long {
		size = longStep
	}
	padded := make([]byte, (len(text)/size+1)*size)
	copy(padded, text)
	padded[len(text)] = padMark
	return padded
}

const padMark = 0x80

// unpad returns what was padded.
func unpad(padded []byte) ([]byte, error) {
	text := bytes.TrimRight(padded, "\x00")
	if len(text) == 0 || text[len(text)-1] != padMark {
		return nil, fmt.Errorf("words without their padding: %w", vault.ErrTampered)
	}
	return text[:len(text)-1], nil
}

// sealPadded returns words sealed with the key, their length hidden.
func sealPadded(key *vault.Key, place string, text []byte) []byte { return key.Seal(place, pad(text)) }

// unsealPadded opens what sealPadded sealed; the result is not nil.
func unsealPadded(key *vault.Key, place string, sealed []byte) ([]byte, error) {
	padded, err := key.Unseal(place, sealed)
	if err == nil {
		padded, err = unpad(padded)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", place, err)
	}
	return padded, nil
}
