package store

import (
	"context"
	"errors"

	"stillpoint/internal/reflection"
)

// keptAs is what the names of what is kept for the next one begin with, among the settings.
const keptAs = "kept "

// Keep stores what whoever has the database open next goes on from, under a name. It is
// written only while the database is this process's.
func (s *Store) Keep(ctx context.Context, name string, value []byte) error {
	return engine{s}.Update(ctx, func(rtx reflection.Tx) error {
		_, err := rtx.(*tx).exec("keep "+name, `INSERT INTO settings (name, value) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, keptAs+name, value)
		return err
	})
}

// Kept returns what was stored last under a name; nil for nothing.
func (s *Store) Kept(ctx context.Context, name string) (value []byte, err error) {
	err = engine{s}.View(ctx, func(rtx reflection.Tx) (err error) {
		value, err = one(rtx.(*tx), "kept "+name, cell[[]byte], `SELECT value FROM settings WHERE name = ?`, keptAs+name)
		if errors.Is(err, reflection.ErrNotFound) {
			return nil
		}
		return err
	})
	return value, err
}
