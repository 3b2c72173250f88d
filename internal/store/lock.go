package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"stillpoint/internal/disk"
)

// errHeld says that somebody else holds the lock.
var errHeld = errors.New("locked")

// lock is held on a file of its own beside the database for as long as the
// store is open. The kernel releases it when the process ends, however it ends.
// The file stays: removing it would let two processes lock two files of the
// same name.
type lock struct{ f *os.File }

// takeLock locks path+".lock", or says that the database is in use.
func takeLock(path string) (*lock, error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, explain(path, fmt.Errorf("lock database: %w", err))
	}
	disk.HandOver(f.Name(), path, filepath.Dir(path))
	if err := lockFile(f); err != nil {
		f.Close()
		if errors.Is(err, errHeld) {
			return nil, problem(ErrInUse, path, nil)
		}
		return nil, explain(path, fmt.Errorf("lock database: %w", err))
	}
	return &lock{f}, nil
}

// release lets go of the lock, also where a child process still has the file open.
func (l *lock) release() error { return errors.Join(unlockFile(l.f), l.f.Close()) }
