package store

import (
	"context"
	"errors"
	"fmt"

	"stillpoint/internal/reflection"
	"stillpoint/internal/sealing"
	"stillpoint/internal/vault"
)

// Rekey opens the database, which no bot may have open, and has another master key
// open it from now on: that in newKey, which is made if it does not exist. When it
// returns, the old key file is of use only for backups that were made before. If it
// is cut off, or fails, the old one still opens the database, unless everything had
// been done; so both files are kept until Open takes the new one.
func Rekey(ctx context.Context, o Options, newKey string) (err error) {
	s, err := Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var kept sealing.Kept
	err = engine{s}.View(ctx, func(rtx reflection.Tx) (err error) {
		kept.Own, err = one(rtx.(*tx), "own key", cell[[]byte], `SELECT value FROM settings WHERE name = 'key'`)
		return err
	})
	if err != nil {
		return fmt.Errorf("change the master key: %w", err)
	}
	err = sealing.Rekey(ctx, engine{s}, s.keys, kept, newKey, s.log, func(raw reflection.Raw, kept sealing.Kept) error {
		t := raw.(*tx)
		if err := t.execOne("save own key", `UPDATE settings SET value = ? WHERE name = 'key'`, kept.Own); err != nil {
			return err
		}
		return t.execOne("save check value", `UPDATE settings SET value = ? WHERE name = 'check'`, kept.Check)
	})
	if errors.Is(err, vault.ErrMalformed) {
		return problem(vault.ErrMalformed, newKey, err)
	}
	return explain(newKey, err)
}
