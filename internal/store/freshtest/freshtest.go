// Package freshtest puts new databases where tests of what is above the store want them.
// To make one takes a tenth of a second, all of its migrations; to copy one that was made
// takes next to nothing, and there are hundreds of tests.
package freshtest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"stillpoint/internal/store"
)

// Folder is a folder for a database that need not outlast the machine: in memory where
// there is such a file system, since waiting for the disk at each commit would be most of
// a test's time. It goes when the test ends.
func Folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "stillpoint-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Errorf("removing the database: %v", err)
		}
	})
	return dir
}

// Put puts a database that nothing is in yet, and its key, where store.Open with the same
// paths finds them. What is there already stays, and one on a server is left to its
// migrations. Without a path for the key it is beside the database.
func Put(t testing.TB, path, key string) {
	t.Helper()
	if store.OnServer(path) {
		return
	}
	if key == "" {
		key = path + ".key"
	}
	if _, err := os.Stat(path); err == nil {
		return
	}
	made, err := template()
	err = errors.Join(err, os.WriteFile(path, made.database, 0o600), os.WriteFile(key, made.key, 0o600))
	if err != nil {
		t.Fatal(err)
	}
}

// files are a database that was closed in good order, and its key.
type files struct{ database, key []byte }

// template makes the one database that all others are copies of.
var template = sync.OnceValues(func() (made files, err error) {
	dir, err := os.MkdirTemp("", "stillpoint-fresh-")
	if err != nil {
		return made, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "fresh.db")
	st, err := store.Open(context.Background(), store.Options{Path: path})
	if err != nil {
		return made, err
	}
	if err := st.Close(); err != nil {
		return made, err
	}
	if made.database, err = os.ReadFile(path); err != nil {
		return made, err
	}
	made.key, err = os.ReadFile(path + ".key")
	return made, err
})
