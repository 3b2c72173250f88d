package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup writes a complete copy of the database as it is now to a new file,
// mode 0600, while everything goes on. Words stay sealed in it: it is of use
// only with the key file, which belongs elsewhere. A copy that was not finished
// never bears the name. The file must not exist: ErrExists.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return problem(ErrExists, path, nil)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return explain(path, fmt.Errorf("backup: %w", err))
	}
	db, err := sql.Open("sqlite", dsn(s.path, backupPragmas))
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer db.Close()
	if err := replaceCopy(ctx, db, path); err != nil {
		return explain(path, fmt.Errorf("backup: %w", err))
	}
	return nil
}

// replaceCopy copies the database into a file beside path, makes it durable, and
// gives it the name.
func replaceCopy(ctx context.Context, db *sql.DB, path string) (err error) {
	// SQLite takes an empty file for one that does not exist, and keeps its mode.
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := f.Close(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", f.Name()); err != nil {
		return err
	}
	// The copy is no open database, so opening it here drops none of SQLite's locks.
	if err := syncPath(f.Name()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func syncPath(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
