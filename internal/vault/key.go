package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"strconv"
)

// sealedVersion is the first byte of everything sealed, so that another scheme
// can stand beside this one some day. The rest is nonce, ciphertext and tag.
const sealedVersion = 1

// Overhead is how many bytes longer a sealed text is than the text itself.
const Overhead = 1 + 12 + 16

// Key is a data key. Many may use it at once. Its nonces are random and of 96
// bits, so it is good for some four thousand million texts.
type Key struct {
	id   int64
	aead cipher.AEAD
	// tags is what Tag hashes with.
	tags []byte
}

// keyFrom returns the key with the id from its bytes.
func keyFrom(id int64, data []byte) (*Key, error) {
	aead, err := newAEAD(data)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, data)
	mac.Write([]byte("stillpoint 1 tags"))
	return &Key{id: id, aead: aead, tags: mac.Sum(nil)}, nil
}

// Tag returns a keyed hash of a text, which tells nobody without the key anything of
// it: by it something can be found again that stands sealed.
func (k *Key) Tag(text []byte) []byte {
	mac := hmac.New(sha256.New, k.tags)
	mac.Write(text)
	return mac.Sum(nil)[:tagSize]
}

const tagSize = 16

// Seal returns the plaintext sealed and bound to its place, a name that is
// unique among all that the key seals.
func (k *Key) Seal(place string, plaintext []byte) []byte {
	sealed := make([]byte, 1, Overhead+len(plaintext))
	sealed[0] = sealedVersion
	return k.aead.Seal(sealed, nil, plaintext, bound(k.id, place))
}

// Unseal returns what was sealed for the place, or ErrTampered.
func (k *Key) Unseal(place string, sealed []byte) ([]byte, error) {
	return open(k.aead, sealed, bound(k.id, place))
}

// Format writes the key's id whatever the verb, so that no log or error can
// show the key by printing it.
func (k *Key) Format(f fmt.State, _ rune) { fmt.Fprintf(f, "key %d", k.id) }

func open(aead cipher.AEAD, sealed, additional []byte) ([]byte, error) {
	if len(sealed) < Overhead || sealed[0] != sealedVersion {
		return nil, ErrTampered
	}
	plaintext, err := aead.Open(nil, nil, sealed[1:], additional)
	if err != nil {
		return nil, ErrTampered
	}
	return plaintext, nil
}

// bound returns the additional data that ties something sealed to its key and
// its place. The id is all digits, so no two pairs give the same.
func bound(id int64, place string) []byte {
	b := make([]byte, 0, len("stillpoint 1 ")+20+1+len(place))
	b = append(b, "stillpoint 1 "...)
	b = strconv.AppendInt(b, id, 10)
	b = append(b, ' ')
	return append(b, place...)
}

// newAEAD returns AES-256-GCM that puts a random nonce before each ciphertext.
func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("cipher: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("cipher: %w", err)
	}
	return aead, nil
}
