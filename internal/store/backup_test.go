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
