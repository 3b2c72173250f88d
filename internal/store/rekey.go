package store

import (
	"context"
	"errors"
	"fmt"
	"time"

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
		if err := t.execOne("save check value", `UPDATE settings SET value = ? WHERE name = 'check'`, kept.Check); err != nil {
			return err
		}
		return t.set(masterChanged, time.Now().UnixMicro())
	})
	if errors.Is(err, vault.ErrMalformed) {
		return problem(vault.ErrMalformed, newKey, err)
	}
	return explain(newKey, err)
}

// Settings that record changes of keys, for Look to tell: when each was last done, and the identity up
// to which data keys were changed by one that isn't done yet.
const (
	masterChanged = "master key changed"
	dataChanged   = "data keys changed"
	dataUpTo      = "data keys changed up to"
)

// RekeyData opens the database, which no bot may have open, gives each identity another
// data key, and seals anew what the one before sealed. If it is cut off, the database
// can be used, and RekeyData goes on where it was. Went says whether it did.
func RekeyData(ctx context.Context, o Options) (went bool, err error) {
	s, err := Open(ctx, o)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var upTo int64
	err = engine{s}.View(ctx, func(rtx reflection.Tx) (err error) {
		upTo, err = rtx.(*tx).setting(dataUpTo)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("change data keys: %w", err)
	}
	err = sealing.RekeyData(ctx, engine{s}, s.keys, reflection.IdentityID(upTo), s.log, func(raw reflection.Raw, last reflection.IdentityID) error {
		return raw.(*tx).set(dataUpTo, int64(last))
	})
	if err != nil {
		return upTo != 0, explain(s.path, err)
	}
	return upTo != 0, explain(s.path, engine{s}.Update(ctx, func(rtx reflection.Tx) error {
		t := rtx.(*tx)
		_, err := t.exec("end changing keys", `DELETE FROM settings WHERE name = ?`, dataUpTo)
		return errors.Join(err, t.set(dataChanged, time.Now().UnixMicro()))
	}))
}

// set stores a number among the settings, and setting returns it, 0 for none.
func (t *tx) set(name string, value int64) error {
	_, err := t.exec("save setting", `INSERT INTO settings (name, value) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, t.conn.number(value))
	return err
}

func (t *tx) setting(name string) (int64, error) {
	n, err := one(t, "setting", cell[int64], `SELECT value FROM settings WHERE name = ?`, name)
	if errors.Is(err, reflection.ErrNotFound) {
		return 0, nil
	}
	return n, err
}
