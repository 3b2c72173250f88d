package sealing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// Rekey wraps all data keys with the master key in another file, which it makes if
// it does not exist. What they seal stays as it is. It is one transaction: cut off,
// the store is as it was, and Rekey can begin again, with the same file. Save keeps,
// in that transaction, what belongs to the new master key.
//
// The old master key still opens copies of the store that were made before.
func Rekey(ctx context.Context, engine reflection.Store, keys Keys, kept Kept, file string, log *slog.Logger, save func(reflection.Raw, Kept) error) error {
	to, _, err := vault.Open(file, true)
	if err != nil {
		return err
	}
	err = engine.Update(ctx, func(inner reflection.Tx) error {
		raw, ok := inner.(reflection.Raw)
		if !ok {
			return errNotRaw
		}
		if err := rewrapIdentities(raw, keys.vault, to, log); err != nil {
			return err
		}
		own, err := keys.vault.Rewrap(ownID, kept.Own, to)
		if err != nil {
			return err
		}
		return save(raw, Kept{Check: to.Check(keys.format), Own: own})
	})
	if err != nil {
		return fmt.Errorf("change the master key: %w", err)
	}
	return engine.Erased(ctx) // the keys as they were wrapped before
}

// rewrapIdentities leaves a key that does not open: it did not before, either.
func rewrapIdentities(raw reflection.Raw, from, to *vault.Vault, log *slog.Logger) error {
	var last reflection.IdentityID
	for {
		all, err := raw.IdentitiesAfter(last, bindBatch)
		if err != nil || len(all) == 0 {
			return err
		}
		for _, i := range all {
			last = i.ID
			wrapped, err := raw.IdentityKey(i.ID)
			if err != nil {
				return err
			}
			again, err := from.Rewrap(int64(i.ID), wrapped, to)
			if errors.Is(err, vault.ErrTampered) {
				log.Error("the key of an identity does not open, and is left as it is", "identity", i.ID)
				continue
			}
			if err != nil {
				return err
			}
			if err := raw.SealIdentity(i.ID, again, i.Seal); err != nil {
				return err
			}
		}
	}
}
