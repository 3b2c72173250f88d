package store

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"stillpoint/internal/reflection"
)

func TestBackupIsACompleteDatabase(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	_, p := written(t, s, h)
	to := filepath.Join(t.TempDir(), "a copy's name.db")
	// Writing goes on meanwhile.
	var stop atomic.Bool
	var all sync.WaitGroup
	all.Go(func() {
		for n := 2; !stop.Load(); n++ {
			newHome(t, s, n)
		}
	})
	made, err := s.Backup(t.Context(), to)
	stop.Store(true)
	all.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(to); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
	if made.Census.People < 1 || made.Census.Replies != 1 || !made.Clean || made.Path != to {
		t.Errorf("made %+v", made)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(to), "*.part")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	again, err := Open(t.Context(), Options{Path: to, KeyFile: s.Key().Path})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	view(t, again, func(tx reflection.Tx) error {
		got, err := tx.Part(p.ID)
		if got.Text != wordsOfPart {
			t.Error("the words are not in the copy")
		}
		return err
	})
}

func TestBackupRefuses(t *testing.T) {
	s := openTemp(t)
	if _, err := s.Backup(t.Context(), s.path); !errors.Is(err, ErrExists) {
		t.Errorf("onto itself: err = %v, want ErrExists", err)
	}
	to := filepath.Join(t.TempDir(), "none", "copy.db")
	if _, err := s.Backup(t.Context(), to); err == nil {
		t.Error("into no folder: no error")
	}
}

// TestRestoreOverOneThatWasKilled: what a killed process left in the log is in the one
// file that is kept aside, so that no cut while files are moved can part the two.
func TestRestoreOverOneThatWasKilled(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	_, p := written(t, s, h)
	killed := filepath.Join(t.TempDir(), "killed.db")
	for _, suffix := range []string{"", "-wal"} {
		write(t, killed+suffix, string(copyOf(t, s.path+suffix)))
	}
	r, err := Restore(t.Context(), backup, killed, s.Key().Path, true)
	if err != nil {
		t.Fatal(err)
	}
	if stat(r.Aside+"-wal") != nil || stat(killed+"-wal") != nil {
		t.Error("a log lies beside a file")
	}
	aside, err := Open(t.Context(), Options{Path: r.Aside, KeyFile: s.Key().Path})
	if err != nil {
		t.Fatal(err)
	}
	defer aside.Close()
	view(t, aside, func(tx reflection.Tx) error {
		got, err := tx.Part(p.ID)
		if got.Text != wordsOfPart {
			t.Error("what was only in the log is not in what is kept aside")
		}
		return err
	})
}

// TestMovedWithItsLogOrNotAtAll: a database that can't be given another name keeps its
// log.
func TestMovedWithItsLogOrNotAtAll(t *testing.T) {
	from := filepath.Join(t.TempDir(), "bot.db")
	to := filepath.Join(t.TempDir(), "aside.db")
	write(t, from, "the database")
	write(t, from+"-wal", "its log")
	if err := os.MkdirAll(filepath.Join(to, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := moveWithLog(from, to); err == nil {
		t.Fatal("no error")
	}
	if stat(from) == nil || stat(from+"-wal") == nil || stat(to+"-wal") != nil {
		t.Error("the two were parted")
	}
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := moveWithLog(from, to); err != nil || stat(from) != nil || stat(from+"-wal") != nil || stat(to) == nil || stat(to+"-wal") == nil {
		t.Errorf("not moved: %v", err)
	}
}
