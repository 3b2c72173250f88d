package sealing

import (
	"fmt"

	"stillpoint/internal/vault"
)

// ownID is the id that the store's own data key is bound to: no row has it.
const ownID = 0

// Keys are the master key, and the store's own data key that it unwraps.
type Keys struct {
	// File is where the master key came from.
	File  vault.KeyFile
	vault *vault.Vault
	own   *vault.Key
	// format is the one that the store is in.
	format int
}

// Kept is what a store keeps about its keys beside what they seal.
type Kept struct {
	// Check tells the master key; nil before there was one.
	Check []byte
	// Own is the store's own data key, wrapped.
	Own []byte
}

// OpenKeys opens the key file that the store was sealed with, or ErrWrongKey. Only
// a store that never had a key gets a new one; save then keeps what belongs to it,
// Own before Check: with that the store is bound to this master key for good.
func OpenKeys(file string, kept Kept, save func(Kept) error) (Keys, error) {
	registered := kept.Check != nil
	format := vault.Newest
	v, found, err := vault.Open(file, !registered)
	if err != nil {
		return Keys{}, err
	}
	if registered {
		if format, err = v.Verify(kept.Check); err != nil {
			return Keys{}, err
		}
	} else {
		kept = Kept{Check: v.Check(format), Own: v.NewKey(ownID)}
		if err := save(kept); err != nil {
			return Keys{}, err
		}
	}
	own, err := v.Key(ownID, func() ([]byte, error) { return kept.Own, nil })
	if err != nil {
		return Keys{}, fmt.Errorf("the store's own key: %w", err)
	}
	return Keys{found, v, own, format}, nil
}

// Links seals what links carry, under the master key.
func (k Keys) Links() *vault.Links { return k.vault.Links() }
