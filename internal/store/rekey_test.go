package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/sealing"
	"stillpoint/internal/vault"
)

// TestAnotherMasterKey: afterwards the new key opens all that was written, the old
// one nothing, and no key is in the files as it was wrapped before.
func TestAnotherMasterKey(t *testing.T) {
	dir := t.TempDir()
	path, newKey := filepath.Join(dir, "bot.db"), filepath.Join(dir, "new.key")
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	h := newHome(t, s, 1)
	for n := range 600 { // more than a page of them
		newHome(t, s, 2+n)
	}
	r, p := written(t, s, h)
	w := writtenIn(t, s, h)
	before := wrappedKeys(t, s)
	cut := errors.New("cut off")
	kept := sealing.Kept{Own: before[len(before)-1]}
	err = sealing.Rekey(t.Context(), engine{s}, s.keys, kept, newKey, s.log, func(reflection.Raw, sealing.Kept) error { return cut })
	if !errors.Is(err, cut) || !slices.EqualFunc(wrappedKeys(t, s), before, bytes.Equal) {
		t.Errorf("cut off: err = %v, or keys were changed", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	if err := Rekey(t.Context(), Options{Path: path}, newKey); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Path: path}); !errors.Is(err, vault.ErrWrongKey) {
		t.Errorf("with the old key: err = %v, want ErrWrongKey", err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, key := range before {
		if bytes.Contains(text, key) {
			t.Fatalf("key %d is in the file as it was", i)
		}
	}
	s, err = Open(t.Context(), Options{Path: path, KeyFile: newKey})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w.readsAsWritten(t, s)
	view(t, s, func(tx reflection.Tx) error {
		got, err := tx.Reply(r.ID)
		same(t, "reply", got, r, err)
		part, err := tx.Part(p.ID)
		same(t, "part", part, p, err)
		for n := 1; n <= 601; n++ {
			if _, err := tx.Identity("telegram", strconv.Itoa(n)); err != nil {
				t.Errorf("identity %d: %v", n, err)
			}
		}
		return nil
	})
	newHome(t, s, 1000)
}

// wrappedKeys returns all data keys as they are stored.
func wrappedKeys(t *testing.T, s *Store) (keys [][]byte) {
	t.Helper()
	view(t, engine{s}, func(rtx reflection.Tx) (err error) {
		keys, err = many(rtx.(*tx), "keys", cell[[]byte], `SELECT key FROM identities UNION ALL SELECT value FROM settings WHERE name = 'key'`)
		return err
	})
	return keys
}
