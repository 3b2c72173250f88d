package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"stillpoint/internal/disk"
)

// Backup writes a complete copy of the database as it is now to a new file, as the
// function of that name does, and says what is in it.
func (s *Store) Backup(ctx context.Context, path string) (Sight, error) {
	return Backup(ctx, s.path, path)
}

// Backup writes a complete copy of a database as it is now to a new file, mode 0600,
// while everything goes on, and says what is in it once it has read through all of
// it. Words stay sealed in it: it is of use only with the key file, which belongs
// elsewhere. A copy that was not finished, or is not sound, never bears the name. The
// file must not exist: ErrExists.
func Backup(ctx context.Context, from, to string) (made Sight, err error) {
	shown := to
	if to, err = filepath.Abs(to); err != nil {
		return made, fmt.Errorf("backup: %w", err)
	}
	if _, err := os.Lstat(to); err == nil {
		return made, problem(ErrExists, to, nil)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return made, explain(to, fmt.Errorf("backup: %w", err))
	}
	before, err := Look(ctx, from)
	if err != nil {
		return made, err
	}
	db, err := openToLook(before.Path)
	if err != nil {
		return made, err
	}
	defer db.Close()
	err = replaceCopy(ctx, db, to, func(copied string) (err error) {
		if err := markCopy(ctx, copied); err != nil {
			return err
		}
		if made, err = Verify(ctx, copied); err != nil {
			return err
		}
		if made.Census.Empty() && !before.Census.Empty() {
			return problem(ErrEmpty, to, errors.New("the database is not"))
		}
		return nil
	})
	if err != nil {
		return made, explain(to, fmt.Errorf("backup: %w", err))
	}
	made.Path = shown
	return made, nil
}

// markCopy has a copy of the database say of itself that it is whole: it was closed,
// as it were, when it was made, and no opening is its own.
func markCopy(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path, nil))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `UPDATE settings SET value = 1 WHERE name = 'clean'; PRAGMA user_version = 0`)
	return errors.Join(err, db.Close())
}

// replaceCopy copies the database into a file beside path, has it looked at, makes it
// durable, and gives it the name. Look may be nil.
func replaceCopy(ctx context.Context, db *sql.DB, path string, look func(copied string) error) (err error) {
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
	if look != nil {
		if err := look(f.Name()); err != nil {
			return err
		}
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

// Restored says what Restore did.
type Restored struct {
	Sight         // what the database is now
	Aside  string // where the one before is; empty if there was none
	Before Sight  // what that one was, as far as it could be looked at
}

// Restore puts a backup in the place of a database that nobody has open, and keeps the
// one that was there beside it. The key must open the backup. A database that knows of
// later moments than the backup is only replaced with force: ErrLater. What is refused
// leaves everything as it was. Called by root it leaves the database to whose it was, or
// whose folder it is in.
func Restore(ctx context.Context, from, path, keyFile string, force bool) (r Restored, err error) {
	if path, err = findDatabase(path); err != nil {
		return r, err
	}
	backup, err := Verify(ctx, from)
	if err != nil {
		return r, aboutBackup(err)
	}
	if was := stat(path); was != nil && os.SameFile(stat(backup.Path), was) {
		return r, problem(ErrExists, path, errors.New("it is the backup itself"))
	}
	if err := backup.OpenedBy(keyFile); err != nil {
		return r, err
	}
	if !backup.Clean && !force {
		return r, problem(ErrNotWhole, backup.Path, nil)
	}
	held, err := takeLock(path)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, held.release()) }()
	r.Before, err = Look(ctx, path)
	if err == nil && r.Before.Latest.After(backup.Latest) && !force {
		return r, problem(ErrLater, path, fmt.Errorf("it goes on until %s, the backup until %s",
			r.Before.Latest.Format(time.DateTime), told(backup.Latest)))
	}
	sound := err == nil
	db, err := openToLook(backup.Path)
	if err != nil {
		return r, err
	}
	defer db.Close()
	err = replaceCopy(ctx, db, path, func(copied string) (err error) {
		if err := markCopy(ctx, copied); err != nil {
			return err
		}
		if r.Sight, err = Verify(ctx, copied); err != nil {
			return err
		}
		if sound {
			foldLog(ctx, path)
		}
		disk.HandOver(copied, path, filepath.Dir(path))
		r.Aside, err = moveAside(path)
		return err
	})
	if err != nil {
		if r.Aside != "" {
			err = errors.Join(err, moveWithLog(r.Aside, path))
			r.Aside = ""
		}
		return r, explain(path, fmt.Errorf("restore: %w", err))
	}
	r.Path = path
	return r, nil
}

// foldLog writes the log of a sound database into its file, so that a cut while both are
// moved parts nothing. Where that fails the log is moved beside its file, as that of one
// that isn't sound.
func foldLog(ctx context.Context, path string) {
	db, err := sql.Open("sqlite", dsn(path, nil, "mode=rw"))
	if err != nil {
		return
	}
	defer db.Close()
	_, _ = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
}

// moveAside moves a database, with its log, to a name beside it, and returns that;
// empty if there is none. What fails leaves it where it was.
func moveAside(path string) (string, error) {
	if stat(path) == nil {
		return "", nil
	}
	aside := path + ".before-restore-" + time.Now().UTC().Format("20060102T150405.000Z")
	if err := moveWithLog(path, aside); err != nil {
		return "", err
	}
	if err := os.Remove(path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", errors.Join(err, moveWithLog(aside, path))
	}
	return aside, nil
}

// moveWithLog gives a database and its log another name: the log first, since SQLite reads
// one that lies beside a database into that, whatever database it is.
func moveWithLog(from, to string) error {
	if err := os.Rename(from+"-wal", to+"-wal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err := os.Rename(from, to)
	if err != nil {
		if back := os.Rename(to+"-wal", from+"-wal"); back != nil && !errors.Is(back, fs.ErrNotExist) {
			err = errors.Join(err, back)
		}
	}
	return err
}

// stat describes a file; nil if there is none.
func stat(path string) os.FileInfo {
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return info
}

func told(at time.Time) string {
	if at.IsZero() {
		return "nothing"
	}
	return at.Format(time.DateTime)
}
