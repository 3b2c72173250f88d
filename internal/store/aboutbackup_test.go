package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/internal/vault"
)

// TestWhatIsWrongWithABackupIsSaidOfIt: what can't be restored is called a backup, and what
// is to be done about it is nothing that would be done about the database.
func TestWhatIsWrongWithABackupIsSaidOfIt(t *testing.T) {
	s := openTemp(t)
	for n := range 40 {
		newHome(t, s, 1+n)
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	whole := copyOf(t, backup)
	torn := append([]byte(nil), whole...)
	for i := 3 * 4096; i < len(torn); i++ {
		torn[i] = 0x5a
	}
	for name, c := range map[string]struct {
		file      func(t *testing.T) string
		kind      error
		said, do1 string
	}{
		"damaged":         {func(t *testing.T) string { return fileOf(t, string(torn)) }, ErrDamaged, "the backup is damaged", "Try another backup"},
		"half of it":      {func(t *testing.T) string { return fileOf(t, string(whole[:len(whole)/2])) }, ErrDamaged, "only a part of it", "bring it again"},
		"nothing in it":   {func(t *testing.T) string { return fileOf(t, "") }, ErrEmpty, "the backup is empty", "Try another backup"},
		"a letter":        {func(t *testing.T) string { return fileOf(t, strings.Repeat("Dear all, ", 999)) }, ErrNotDatabase, "no backup", "Try another backup"},
		"not there":       {func(t *testing.T) string { return filepath.Join(t.TempDir(), "none.db") }, ErrNoDatabase, "there is no such backup", "the path right"},
		"its folder gone": {func(t *testing.T) string { return filepath.Join(t.TempDir(), "none", "x.db") }, ErrNoDatabase, "there is no such backup", "the path right"},
		"a folder":        {func(t *testing.T) string { return t.TempDir() }, ErrFolder, "it is a folder", "the file of a backup"},
	} {
		t.Run(name, func(t *testing.T) {
			from := c.file(t)
			_, err := Restore(t.Context(), from, filepath.Join(t.TempDir(), "new.db"), s.Key().Path, true)
			p, ok := errors.AsType[*Problem](err)
			if !ok || !(errors.Is(err, c.kind) || errors.Is(err, ErrNoFolder)) {
				t.Fatalf("err = %v, want %v", err, c.kind)
			}
			if !strings.Contains(p.Error(), c.said) || !strings.Contains(p.Do, c.do1) {
				t.Errorf("said %q and %q, want %q and %q", p, p.Do, c.said, c.do1)
			}
			for _, untrue := range []string{"database", "bot run", "latest backup"} {
				if strings.Contains(p.Kind.Error()+p.Do, untrue) {
					t.Errorf("said of a backup: %q, %q", p, p.Do)
				}
			}
		})
	}
	for kind, as := range asBackup {
		if remedies[kind] == "" || as.said == "" || !strings.HasSuffix(as.do, ".") || len(as.do) > 220 {
			t.Errorf("%v: %+v", kind, as)
		}
	}
}

// TestTheKeyFromBeforeIsNamed: where a backup from before a change of keys is met with the
// key of now, the file that opens it is named, and no other.
func TestTheKeyFromBeforeIsNamed(t *testing.T) {
	path := made(t)
	key := path + ".key"
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := Backup(t.Context(), path, backup); err != nil {
		t.Fatal(err)
	}
	old, other := key+KeyUntil+"20261128T120000Z", key+KeyUntil+"20250101T120000Z"
	if err := errors.Join(os.Rename(key, old), os.Rename(made(t)+".key", other), os.Rename(made(t)+".key", key)); err != nil {
		t.Fatal(err)
	}
	named := func(err error) {
		t.Helper()
		p, ok := errors.AsType[*Problem](err)
		if !ok || !errors.Is(err, vault.ErrWrongKey) || !strings.Contains(p.Do, old+" opens it") || strings.Contains(p.Do, other) {
			t.Errorf("%v: %+v", err, p)
		}
	}
	_, err := Restore(t.Context(), backup, path, key, true)
	named(err)
	_, err = Open(t.Context(), Options{Path: path})
	named(err)
	if err := os.Remove(old); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Path: path}); !errors.Is(err, vault.ErrWrongKey) || strings.Contains(remedyOf(err), KeyUntil) {
		t.Errorf("%v", err)
	}
}

// remedyOf is what is said to do about an error.
func remedyOf(err error) string {
	p, ok := errors.AsType[*Problem](err)
	if !ok {
		return ""
	}
	return p.Do
}

// fileOf makes a file with the text.
func fileOf(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a file.db")
	write(t, path, text)
	return path
}
