//go:build unix

package store

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestRestoredByRootItStaysTheirs: a database that root restores belongs to whom the one
// before belonged to, or else to whose folder it is, and so does the lock beside it.
func TestRestoredByRootItStaysTheirs(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	s := openTemp(t)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	const id = 65532
	for name, before := range map[string]bool{"none before": false, "in another's place": true} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bot.db")
			theirs := filepath.Dir(path)
			if before {
				write(t, path, "nonsense")
				theirs = path
			}
			if err := os.Chown(theirs, id, id); err != nil {
				t.Fatal(err)
			}
			if _, err := Restore(t.Context(), backup, path, s.Key().Path, true); err != nil {
				t.Fatal(err)
			}
			for _, made := range []string{path, path + ".lock"} {
				info, err := os.Stat(made)
				if err != nil {
					t.Fatal(err)
				}
				if got := info.Sys().(*syscall.Stat_t); got.Uid != id || got.Gid != id || info.Mode().Perm() != 0o600 {
					t.Errorf("%s is of %d:%d, mode %v", filepath.Base(made), got.Uid, got.Gid, info.Mode())
				}
			}
		})
	}
}
