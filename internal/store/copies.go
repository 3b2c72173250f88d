package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"stillpoint/internal/reflection"
)

// restWhileServing is how long a check rests beside what it takes, as of Check: people
// are served meanwhile.
const restWhileServing = 4

// RemoveCopies removes the copies from before migrations that are older than the
// instant, once the database that came of them is known to be sound: what is sealed
// or gone in that may stand in a copy.
func (s *Store) RemoveCopies(ctx context.Context, before time.Time) error {
	if s.OnServer() {
		return nil // None are made.
	}
	all, err := copiesOf(s.path)
	if err != nil {
		return fmt.Errorf("remove copies: %w", err)
	}
	sound := false
	for _, path := range all {
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && (!info.Mode().IsRegular() || !info.ModTime().Before(before)) {
			continue
		}
		if err == nil && !sound {
			err = s.Check(ctx, restWhileServing)
			sound = err == nil
		}
		if err == nil {
			err = os.Remove(path)
		}
		if err != nil {
			return fmt.Errorf("remove copies: %w", err)
		}
		s.log.Info("the copy from before the migration is removed: the database is sound", "path", path)
	}
	return nil
}

// copiesOf are the files that migrate makes of a database.
func copiesOf(path string) (all []string, err error) {
	entries, err := os.ReadDir(filepath.Dir(path))
	for _, e := range entries {
		version, ok := strings.CutPrefix(e.Name(), filepath.Base(path)+".before-")
		if _, err := strconv.ParseUint(version, 10, 31); ok && err == nil {
			all = append(all, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return all, err
}

// tellKeys logs that others can read the key or the database, and that a change of data
// keys was cut off.
func (s *Store) tellKeys(ctx context.Context) error {
	var upTo int64
	err := engine{s}.View(ctx, func(rtx reflection.Tx) (err error) {
		upTo, err = rtx.(*tx).setting(dataUpTo)
		return err
	})
	if err != nil {
		return err
	}
	if upTo != 0 {
		s.log.Warn("a change of data keys was cut off: stop the bot and call bot rekey --data", "path", s.path)
	}
	if s.keys.File.Exposed {
		s.log.Warn("other accounts of this machine can read the key file: chmod 600 it", "path", s.keys.File.Path)
	}
	if info, err := os.Stat(s.path); err == nil && !s.OnServer() && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		s.log.Warn("other accounts of this machine can read the database: chmod 600 it", "path", s.path)
	}
	return nil
}
