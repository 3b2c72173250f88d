package vault

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
)

// cachedKeys bounds how many unwrapped keys are in memory, at about one
// kilobyte each. Those who write at the same time are far fewer.
const cachedKeys = 1024

// Vault makes data keys and opens them. Many may use it at once.
type Vault struct {
	wrapper cipher.AEAD
	checks  [Newest][]byte // of each format
	cache   *cache
	links   *Links
}

// The formats that a store can be in. Check values differ, so that nobody without
// the key can pass off a store of one format as one of another.
const (
	Oldest   = iota + 1
	Bound    // rows are bound to what stands beside the words in them
	Personas // what people do in channels stands under a persona of theirs
	Newest   // accounts and private chats stand as keyed hashes where they are looked up
)

// Open reads the master key from the file. Where the file does not exist and
// create is set, it is made with a new key; else the error is ErrNoKey.
func Open(path string, create bool) (*Vault, KeyFile, error) {
	master, file, err := readKeyFile(path)
	if create && errors.Is(err, ErrNoKey) {
		master, file, err = createKeyFile(path)
	}
	if err != nil {
		return nil, KeyFile{}, err
	}
	v, err := fromMaster(master)
	if err != nil {
		return nil, KeyFile{}, err
	}
	return v, file, nil
}

func fromMaster(master []byte) (*Vault, error) {
	wrapping, err := hkdf.Key(sha256.New, master, nil, "stillpoint 1 wrap", keySize)
	if err != nil {
		return nil, fmt.Errorf("derive wrapping key: %w", err)
	}
	wrapper, err := newAEAD(wrapping)
	if err != nil {
		return nil, err
	}
	v := &Vault{wrapper: wrapper, cache: newCache(cachedKeys)}
	if v.links, err = linksFrom(master); err != nil {
		return nil, err
	}
	for i := range v.checks {
		v.checks[i], err = hkdf.Key(sha256.New, master, nil, fmt.Sprintf("stillpoint %d check", i+1), sha256.Size)
		if err != nil {
			return nil, fmt.Errorf("derive check value: %w", err)
		}
	}
	return v, nil
}

// Check returns a value that tells this master key from every other, and the format
// from the others, and gives nothing of the key away. It is stored in the database.
func (v *Vault) Check(format int) []byte { return append([]byte(nil), v.checks[format-1]...) }

// Verify returns the format of a check value, or ErrWrongKey unless it was returned
// by Check of a vault with the same master key.
func (v *Vault) Verify(check []byte) (format int, err error) {
	for i, known := range v.checks {
		if subtle.ConstantTimeCompare(check, known) == 1 {
			return i + 1, nil
		}
	}
	return 0, ErrWrongKey
}

// NewKey makes a random data key and returns it wrapped, for storing. Only Key
// with the same id unwraps it.
func (v *Vault) NewKey(id int64) []byte {
	data := make([]byte, keySize)
	rand.Read(data) // never fails
	return v.wrapper.Seal([]byte{sealedVersion}, nil, data, bound(id, "key"))
}

// Key returns the data key with the id. Wrapped is asked for its stored form
// only if the key is not in memory.
func (v *Vault) Key(id int64, wrapped func() ([]byte, error)) (*Key, error) {
	if k, ok := v.cache.get(id); ok {
		return k, nil
	}
	stored, err := wrapped()
	if err != nil {
		return nil, err
	}
	k, err := v.Unwrap(id, stored)
	if err != nil {
		return nil, err
	}
	v.cache.put(id, k)
	return k, nil
}

// Unwrap returns a data key from its stored form, and doesn't keep it in memory.
func (v *Vault) Unwrap(id int64, stored []byte) (*Key, error) {
	data, err := open(v.wrapper, stored, bound(id, "key"))
	if err != nil {
		return nil, fmt.Errorf("unwrap key %d: %w", id, err)
	}
	k, err := keyFrom(id, data)
	if err != nil {
		return nil, fmt.Errorf("unwrap key %d: %w", id, err)
	}
	return k, nil
}

// Forget has the next Key ask for the stored form of the one with the id.
func (v *Vault) Forget(id int64) { v.cache.drop(id) }

// Rewrap returns a stored data key as another vault stores it. What the key seals
// stays as it is.
func (v *Vault) Rewrap(id int64, wrapped []byte, to *Vault) ([]byte, error) {
	data, err := open(v.wrapper, wrapped, bound(id, "key"))
	if err != nil {
		return nil, fmt.Errorf("unwrap key %d: %w", id, err)
	}
	return to.wrapper.Seal([]byte{sealedVersion}, nil, data, bound(id, "key")), nil
}

// Format writes the type's name whatever the verb, so that no log or error can
// show a key by printing the vault.
func (v *Vault) Format(f fmt.State, _ rune) { fmt.Fprint(f, "vault") }
