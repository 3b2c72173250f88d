package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"stillpoint/internal/disk"
	"stillpoint/internal/vault"
)

// raw runs SQL on a database file that no store has open.
func raw(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+uriPath(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// made returns the path of a database that was opened and closed once.
func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bot.db")
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOpenSaysWhatIsWrong: every database that can't be used is refused with a
// name, a way out, and nothing changed.
func TestOpenSaysWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(t *testing.T) string
		want    error
	}{
		"no database": {func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "letter.txt")
			write(t, path, strings.Repeat("Dear database, ", 1000))
			return path
		}, ErrNotDatabase},
		"a damaged one": {func(t *testing.T) string {
			path := made(t)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			write(t, path, string(text[:100])+strings.Repeat("\xff", len(text)-100))
			return path
		}, ErrDamaged},
		"another program's": {func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "photos.db")
			raw(t, path, `CREATE TABLE photos (id INTEGER)`)
			return path
		}, ErrForeign},
		"another program's, with its mark": {func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "photos.db")
			raw(t, path, `PRAGMA application_id = 7`)
			return path
		}, ErrForeign},
		"a newer one": {func(t *testing.T) string {
			path := made(t)
			raw(t, path, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`)
			return path
		}, ErrNewer},
		"a folder":  {func(t *testing.T) string { return t.TempDir() }, ErrFolder},
		"no name":   {func(t *testing.T) string { return "" }, ErrFolder},
		"no folder": {func(t *testing.T) string { return filepath.Join(t.TempDir(), "none", "bot.db") }, ErrNoFolder},
		"a file for a folder": {func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "file")
			write(t, path, "")
			return filepath.Join(path, "bot.db")
		}, nil},
		"the key file gone": {func(t *testing.T) string {
			path := made(t)
			if err := os.Remove(path + ".key"); err != nil {
				t.Fatal(err)
			}
			return path
		}, ErrKeyMissing},
		"another key": {func(t *testing.T) string {
			path, other := made(t), made(t)
			if err := os.Rename(other+".key", path+".key"); err != nil {
				t.Fatal(err)
			}
			return path
		}, vault.ErrWrongKey},
		"a malformed key": {func(t *testing.T) string {
			path := made(t)
			write(t, path+".key", "secret-that-stays-secret")
			return path
		}, vault.ErrMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			path := c.prepare(t)
			before, _ := os.ReadFile(path)
			s, err := Open(t.Context(), Options{Path: path})
			if err == nil {
				s.Close()
				t.Fatal("it was opened")
			}
			p, ok := errors.AsType[*Problem](err)
			if !ok || p.Do == "" || p.Kind == nil {
				t.Fatalf("err = %v (%T), want a problem with a way out", err, err)
			}
			if c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("err = %v, want %v", err, c.want)
			}
			if strings.Contains(err.Error(), "stays-secret") {
				t.Errorf("the error shows the key: %v", err)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
			if _, err := os.Stat(path + ".key"); c.want == ErrKeyMissing && !errors.Is(err, fs.ErrNotExist) {
				t.Error("a new key was made for a database that has one")
			}
		})
	}
}

func TestEveryProblemHasAWayOut(t *testing.T) {
	for kind, do := range remedies {
		if !strings.HasSuffix(do, ".") || len(do) > 220 {
			t.Errorf("%v: %q is no short sentence", kind, do)
		}
		if p := problem(kind, "bot.db", nil); !errors.Is(p, kind) || p.Do != do {
			t.Errorf("%v is not found in its problem", kind)
		}
	}
}

func TestASecondBotIsRefused(t *testing.T) {
	s := openTemp(t)
	if _, err := Open(t.Context(), Options{Path: s.path}); !errors.Is(err, ErrInUse) {
		t.Errorf("in this process: err = %v, want ErrInUse", err)
	}
	link := filepath.Join(t.TempDir(), "other-name.db")
	if err := os.Symlink(s.path, link); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Path: link}); !errors.Is(err, ErrInUse) {
		t.Errorf("by another name: err = %v, want ErrInUse", err)
	}
	out, err := child(t, "open", s.path).Output()
	if err == nil || !strings.Contains(string(out), ErrInUse.Error()) {
		t.Errorf("in another process: %v, %q", err, out)
	}
	newHome(t, s, 1) // what was refused has dropped none of our locks
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := child(t, "open", s.path).Output(); err != nil || string(out) != "opened\n" {
		t.Errorf("after closing: %v, %q", err, out)
	}
}

// TestWhereNothingCanBeWritten runs a child without the right to write. The
// superuser has every right, so the child gives that up.
func TestWhereNothingCanBeWritten(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // folders have no modes there
	}
	locked := func(t *testing.T, path string, mode os.FileMode) {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(path, 0o700) })
	}
	for name, prepare := range map[string]func(t *testing.T) string{
		"new, in a folder": func(t *testing.T) string {
			dir := sharedDir(t)
			locked(t, dir, 0o555)
			return filepath.Join(dir, "bot.db")
		},
		"a file": func(t *testing.T) string {
			dir := sharedDir(t)
			path := filepath.Join(dir, "bot.db")
			if out, err := unprivileged(t, child(t, "open", path)).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			locked(t, path, 0o444)
			return path
		},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := unprivileged(t, child(t, "open", prepare(t))).CombinedOutput()
			if err == nil || !strings.Contains(string(out), ErrReadOnly.Error()) {
				t.Errorf("%v, %q; want %q", err, out, ErrReadOnly)
			}
		})
	}
}

// sharedDir is a folder that every account can reach and write to.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "stillpoint")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// unprivileged has the command run without special rights, from a copy of the
// test binary that every account can read.
func unprivileged(t *testing.T, c *exec.Cmd) *exec.Cmd {
	t.Helper()
	if os.Geteuid() != 0 {
		return c
	}
	binary, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	c.Path = filepath.Join(sharedDir(t), "child")
	if err := os.WriteFile(c.Path, binary, 0o755); err != nil {
		t.Fatal(err)
	}
	dropRights(c)
	return c
}

// TestAKeyOfOnesOwnIsUsed: a key file that is there already serves a new database,
// where that is said; else the database that belongs to the key is taken to be missing.
func TestAKeyOfOnesOwnIsUsed(t *testing.T) {
	dir := t.TempDir()
	key := filepath.Join(dir, "my.key")
	if _, _, err := vault.Open(key, true); err != nil {
		t.Fatal(err)
	}
	o := Options{Path: filepath.Join(dir, "bot.db"), KeyFile: key}
	if _, err := Open(t.Context(), o); !errors.Is(err, ErrLost) {
		t.Errorf("err = %v, want ErrLost", err)
	}
	if _, err := os.Stat(o.Path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a database was made")
	}
	o.Anew = true
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := s.Key(); got.Path != key || got.Created {
		t.Errorf("key = %+v", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "bot.db.key")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a second key was made")
	}
}

// A key that this account can't read is no trouble of the database's.
func TestAKeyThatCantBeRead(t *testing.T) {
	err := explainKey("bot.key", nil, fmt.Errorf("open key file: %w", &fs.PathError{Op: "open", Path: "bot.key", Err: fs.ErrPermission}))
	if p, ok := errors.AsType[*Problem](err); !ok || !errors.Is(err, ErrKeyUnread) || !strings.Contains(p.Do, disk.Account()) {
		t.Errorf("%v", err)
	}
	said := explainKey("bot.key", nil, fmt.Errorf("bot.key: %w", fmt.Errorf("%w: it is empty", vault.ErrMalformed))).Error()
	if said != "bot.key: not a Stillpoint key file: it is empty" {
		t.Errorf("said %q", said)
	}
}
