package sealing

import (
	"context"
	"errors"
	"log/slog"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// Store is an engine with everything sealed in it.
type Store struct {
	engine reflection.Store
	keys   Keys
	log    *slog.Logger
}

var _ reflection.Store = (*Store)(nil)

// Over returns a store that keeps what it is given in the engine, sealed with the
// keys. The engine's transactions are reflection.Raw. What doesn't open is logged,
// without a word of it.
func Over(engine reflection.Store, keys Keys, log *slog.Logger) *Store {
	return &Store{engine, keys, log}
}

// Update implements reflection.Store.
func (s *Store) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	return s.engine.Update(ctx, s.sealed(fn))
}

// View implements reflection.Store.
func (s *Store) View(ctx context.Context, fn func(reflection.Tx) error) error {
	return s.engine.View(ctx, s.sealed(fn))
}

// Erased implements reflection.Store.
func (s *Store) Erased(ctx context.Context) error { return s.engine.Erased(ctx) }

var errNotRaw = errors.New("the engine's transactions hold no keys")

func (s *Store) sealed(fn func(reflection.Tx) error) func(reflection.Tx) error {
	return func(inner reflection.Tx) error {
		raw, ok := inner.(reflection.Raw)
		if !ok {
			return errNotRaw
		}
		return fn(&tx{
			Tx: raw, raw: raw, keys: s.keys, log: s.log,
			whose:      map[reflection.ReplyID]owner{},
			channels:   map[reflection.DeliveryID]bool{},
			personas:   map[reflection.PersonID]persona{},
			people:     map[reflection.PersonID]reflection.PersonID{},
			identities: map[reflection.IdentityID]persona{},
		})
	}
}

// tx is one transaction. Methods that carry nothing sealed are the engine's own.
type tx struct {
	reflection.Tx
	raw  reflection.Raw
	keys Keys
	log  *slog.Logger
	// whose says whose the replies are that this transaction has added, or has seen
	// to be as they were left.
	whose map[reflection.ReplyID]owner
	// channels says of the deliveries that were seen whether they ask a channel.
	channels map[reflection.DeliveryID]bool
	// personas are those that are known, by whose they are; the zero value says that
	// there is none. People and identities tell the same by the file's ids.
	personas   map[reflection.PersonID]persona
	people     map[reflection.PersonID]reflection.PersonID
	identities map[reflection.IdentityID]persona
}

// identityKey returns the data key of an identity, from memory if it is there.
func (t *tx) identityKey(id reflection.IdentityID) (*vault.Key, error) {
	return t.keys.vault.Key(int64(id), func() ([]byte, error) { return t.raw.IdentityKey(id) })
}

// keyFor returns the key of the identity, or the store's own for none.
func (t *tx) keyFor(id reflection.IdentityID) (*vault.Key, error) {
	if id == 0 {
		return t.keys.own, nil
	}
	return t.identityKey(id)
}
