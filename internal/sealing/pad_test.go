package sealing

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/internal/vault"
)

func TestPadding(t *testing.T) {
	for _, c := range []struct{ length, padded int }{{0, 64}, {1, 64}, {63, 64}, {64, 128}, {1023, 1024}, {1024, 1536}, {1535, 1536}, {1536, 2048}} {
		if got := len(pad(make([]byte, c.length))); got != c.padded {
			t.Errorf("%d bytes are padded to %d, want %d", c.length, got, c.padded)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOf(rapid.SampledFrom([]byte{0, padMark, 'a'})).Draw(t, "text")
		if got, err := unpad(pad(text)); err != nil || !bytes.Equal(got, text) || got == nil {
			t.Errorf("%v becomes %v, %v", text, got, err)
		}
	})
	for _, bad := range [][]byte{nil, {}, {0, 0}, {'a'}, {padMark, 'a', 0}} {
		if _, err := unpad(bad); !errors.Is(err, vault.ErrTampered) {
			t.Errorf("%v: err = %v, want ErrTampered", bad, err)
		}
	}
}
