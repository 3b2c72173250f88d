package store

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/vault"
)

// TestLookOnlyLooks: whatever it looks at, the folder holds afterwards what it held,
// and what it says is what is there.
func TestLookOnlyLooks(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(t *testing.T, path string)
		want    error
		people  int
		clean   bool
	}{
		"nothing":          {func(*testing.T, string) {}, ErrNoDatabase, 0, false},
		"an empty file":    {func(t *testing.T, path string) { write(t, path, "") }, ErrEmpty, 0, false},
		"a letter":         {func(t *testing.T, path string) { write(t, path, strings.Repeat("Dear all, ", 999)) }, ErrNotDatabase, 0, false},
		"another's":        {func(t *testing.T, path string) { raw(t, path, `CREATE TABLE photos (id INTEGER)`) }, ErrForeign, 0, false},
		"a page of WAL":    {func(t *testing.T, path string) { raw(t, path, `PRAGMA journal_mode = WAL`) }, ErrEmpty, 0, false},
		"one that is open": {func(t *testing.T, path string) { newHome(t, openAt(t, path), 1) }, nil, 1, false},
		"one that is closed": {func(t *testing.T, path string) {
			s, err := Open(t.Context(), Options{Path: path})
			if err != nil {
				t.Fatal(err)
			}
			newHome(t, s, 1)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}, nil, 1, true},
		"a newer one": {func(t *testing.T, path string) {
			if err := os.Rename(made(t), path); err != nil {
				t.Fatal(err)
			}
			raw(t, path, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`)
		}, ErrNewer, 0, false},
		"an older one": {func(t *testing.T, path string) {
			if err := os.Rename(made(t), path); err != nil {
				t.Fatal(err)
			}
			raw(t, path, `DELETE FROM goose_db_version WHERE version_id > 30`)
		}, nil, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bot.db")
			c.prepare(t, path)
			before := listing(t, filepath.Dir(path))
			seen, err := Verify(t.Context(), path)
			if !errors.Is(err, c.want) {
				t.Fatalf("err = %v, want %v", err, c.want)
			}
			if after := listing(t, filepath.Dir(path)); after != before {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
			if c.want == nil && (seen.Census.People != c.people || seen.Clean != c.clean || seen.Known < 40 || seen.Migrated.IsZero()) {
				t.Errorf("%+v", seen)
			}
		})
	}
}

// listing is a folder's files with what is in them, but for the shared memory that
// SQLite keeps beside an open database. What is open is only measured.
func listing(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(e.Name() + " " + info.Mode().String())
		if !strings.HasSuffix(e.Name(), "-shm") {
			b.WriteString(" " + info.ModTime().String() + " " + string(rune('0'+info.Size()%10)))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// A copy of the one file of a database that is open is not called whole.
func TestACopyByHandIsNoBackup(t *testing.T) {
	s := openTemp(t)
	newHome(t, s, 1)
	copied := filepath.Join(t.TempDir(), "copied.db")
	write(t, copied, string(copyOf(t, s.path)))
	if _, err := Restore(t.Context(), copied, filepath.Join(t.TempDir(), "new.db"), s.Key().Path, false); !errors.Is(err, ErrNotWhole) {
		t.Errorf("err = %v, want ErrNotWhole", err)
	}
}

func TestRestore(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	_, p := written(t, s, h)
	key, backup := s.Key().Path, filepath.Join(t.TempDir(), "backup.db")
	noon := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	until := func(s *Store, at time.Time) {
		update(t, s, func(tx reflection.Tx) error { return tx.SetTakenIn("telegram", at) })
	}
	until(s, noon)
	if _, err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	restore := func(from, to string, force bool, want error) Restored {
		t.Helper()
		r, err := Restore(t.Context(), from, to, key, force)
		if !errors.Is(err, want) {
			t.Fatalf("err = %v, want %v", err, want)
		}
		return r
	}
	until(s, noon.Add(time.Minute))
	restore(backup, s.path, true, ErrInUse)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	restore(backup, s.path, false, ErrLater)
	restore(s.path, s.path, true, ErrExists)
	restore(filepath.Join(t.TempDir(), "none.db"), s.path, true, ErrNoDatabase)
	if _, err := Restore(t.Context(), backup, s.path, made(t)+".key", true); !errors.Is(err, vault.ErrWrongKey) {
		t.Errorf("err = %v, want ErrWrongKey", err)
	}
	if _, err := Restore(t.Context(), backup, s.path, key+".none", true); !errors.Is(err, ErrKeyMissing) {
		t.Errorf("err = %v, want ErrKeyMissing", err)
	}
	if seen, err := Verify(t.Context(), s.path); err != nil || !seen.Latest.Equal(noon.Add(time.Minute)) {
		t.Errorf("what was refused changed it: %v %v", seen.Latest, err)
	}
	r := restore(backup, s.path, true, nil)
	if seen, err := Verify(t.Context(), r.Aside); err != nil || !seen.Latest.Equal(noon.Add(time.Minute)) {
		t.Errorf("what is kept aside: %v %v", seen.Latest, err)
	}
	if info, err := os.Stat(s.path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v, want mode 0600", info.Mode(), err)
	}
	elsewhere := filepath.Join(t.TempDir(), "moved.db")
	if r := restore(backup, elsewhere, false, nil); r.Aside != "" || r.Census.Replies != 1 || !r.Latest.Equal(noon) {
		t.Errorf("%+v", r)
	}
	again, err := Open(t.Context(), Options{Path: elsewhere, KeyFile: key})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	view(t, again, func(tx reflection.Tx) error {
		got, err := tx.Part(p.ID)
		if got.Text != wordsOfPart {
			t.Error("the words are not in what was restored")
		}
		return err
	})
}

// TestNothingDamagedIsServed: once a check, or a transaction, has met damage, the
// store refuses everything with it, and says what to do.
func TestNothingDamagedIsServed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 200 {
		newHome(t, s, n)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	damage(t, path, "subscriptions")
	if _, err := Verify(t.Context(), path); !errors.Is(err, ErrDamaged) {
		t.Errorf("looked at: %v", err)
	}
	if s, err = Open(t.Context(), Options{Path: path}); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context(), 0); !errors.Is(err, ErrDamaged) {
		t.Errorf("checked: %v", err)
	}
	nothing := func(reflection.Tx) error { t.Error("a damaged database is served"); return nil }
	for _, err := range []error{s.Update(t.Context(), nothing), s.View(t.Context(), nothing), s.Lasting()} {
		if !errors.Is(err, ErrDamaged) || !errors.Is(err, reflection.ErrUnavailable) {
			t.Errorf("err = %v", err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := Backup(t.Context(), path, filepath.Join(t.TempDir(), "b.db")); !errors.Is(err, ErrDamaged) {
		t.Errorf("backed up: %v", err)
	}
	if s, err = Open(t.Context(), Options{Path: path}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.WasClean() {
		t.Error("a damaged database is marked as one that was stopped cleanly")
	}
}

// damage overwrites a leaf page of a table.
func damage(t *testing.T, path, table string) {
	t.Helper()
	var page, size int64
	db, err := sql.Open("sqlite", "file:"+uriPath(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`SELECT max(pageno), max(pgsize) FROM dbstat WHERE name = ? AND pagetype = 'leaf'`, table).Scan(&page, &size); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt([]byte(strings.Repeat("\xff", int(size))), (page-1)*size)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsToldOfPeople: on both engines people are counted once however many apps they
// write in, and what the host did at people's request is told.
func TestWhatIsToldOfPeople(t *testing.T) {
	file, address := openTemp(t), emptyOnServer(t)
	server := openAddressWith(t, Options{Path: address, KeyFile: filepath.Join(t.TempDir(), "key")})
	for name, c := range map[string]struct {
		s    *Store
		look func() (Sight, error)
	}{
		"file":   {file, func() (Sight, error) { return Look(t.Context(), file.path) }},
		"server": {server, func() (Sight, error) { return LookOnServer(t.Context(), address) }},
	} {
		t.Run(name, func(t *testing.T) {
			s := c.s
			first := newHome(t, s, 1)
			newHome(t, s, 2)
			update(t, s, func(tx reflection.Tx) error {
				another := first.Identity
				another.ID, another.Account, another.Private.ID = 0, "of the first, too", "elsewhere"
				return errors.Join(tx.AddIdentity(&another), tx.AddRequest(reflection.Request{At: noon, Kind: "forget"}))
			})
			seen, err := c.look()
			if err != nil || seen.Census.People != 2 || seen.Forgotten != 1 || !seen.Requested.Equal(noon) {
				t.Errorf("%+v, %v", seen, err)
			}
		})
	}
}
