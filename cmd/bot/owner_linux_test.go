package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestRekeyedByRootItStaysTheirs: the key, and the database with its lock, belong to whom
// they belonged to once root has changed the keys, wherever an earlier call was cut off.
func TestRekeyedByRootItStaysTheirs(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	const id = 65532
	path, key := filepath.Join(t.TempDir(), "bot.db"), filepath.Join(t.TempDir(), "bot.key")
	t.Setenv("STILLPOINT_KEY_FILE", key)
	if r := run(t, "Lisbon\n", "try", "--database", path); r.code != 0 {
		t.Fatal(r.err)
	}
	for _, theirs := range []string{filepath.Dir(path), path, filepath.Dir(key), key} {
		if err := os.Chown(theirs, id, id); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(path + ".lock"); err != nil {
		t.Fatal(err)
	}
	if r := run(t, "", "rekey", "--data", "--database", path); r.code != 0 {
		t.Fatal(r.err)
	}
	for _, folder := range []string{filepath.Dir(path), filepath.Dir(key)} {
		entries, err := os.ReadDir(folder)
		if err != nil || len(entries) < 2 {
			t.Fatalf("%v %v", entries, err)
		}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil {
				t.Fatal(err)
			}
			if got := info.Sys().(*syscall.Stat_t); got.Uid != id || got.Gid != id {
				t.Errorf("%s is of %d:%d", e.Name(), got.Uid, got.Gid)
			}
		}
	}
}
