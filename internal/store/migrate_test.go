package store

import (
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pressly/goose/v3"

	"stillpoint/internal/reflection"
)

func TestEveryOldSchemaOpens(t *testing.T) {
	names, err := embedded.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		version := versionOf(t, name.Name())
		then, ok := old[version]
		if !ok {
			t.Errorf("no rows of schema %d to try", version)
			continue
		}
		path := filepath.Join(t.TempDir(), "bot.db")
		buildSchema(t, path, version)
		raw(t, path, then.rows...)
		s := openAt(t, path)
		view(t, s, func(tx reflection.Tx) error { return then.found(t, tx) })
		if h := newHome(t, s, 1); h.Person.ID <= 4 {
			t.Errorf("schema %d: id %d was in use", version, h.Person.ID)
		}
	}
}

// versionOf returns the version that a migration's file leads to.
func versionOf(t *testing.T, file string) int64 {
	t.Helper()
	version, err := goose.NumericComponent(file)
	if err != nil {
		t.Fatal(err)
	}
	return version
}

// buildSchema makes a database as the version with that schema did.
func buildSchema(t *testing.T, path string, version int64) {
	t.Helper()
	db, err := sql.Open("sqlite", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	known, err := schema()
	if err != nil {
		t.Fatal(err)
	}
	p, err := newGoose(db, known)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
}

func TestMigratingKeepsACopy(t *testing.T) {
	s := openTemp(t)
	newHome(t, s, 1)
	path := s.path
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	names, err := embedded.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	next := fstest.MapFS{}
	for _, known := range names {
		text, err := embedded.ReadFile("migrations/" + known.Name())
		if err != nil {
			t.Fatal(err)
		}
		next[known.Name()] = &fstest.MapFile{Data: text}
	}
	version := versionOf(t, names[len(names)-1].Name()) + 1
	next[fmt.Sprintf("%04d_next.sql", version)] = &fstest.MapFile{
		Data: []byte("-- +goose Up\nALTER TABLE persons ADD COLUMN shoe_size INTEGER;\n"),
	}
	db, err := sql.Open("sqlite", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	log := slog.New(slog.DiscardHandler)
	for range 2 { // the second time there is nothing to do
		if err := migrate(t.Context(), db, path, next, false, log); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec(`UPDATE persons SET shoe_size = 43`); err != nil {
		t.Errorf("the migration was not applied: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Path: path}); !errors.Is(err, ErrNewer) {
		t.Errorf("going back: err = %v, want ErrNewer", err)
	}
	copied, err := Open(t.Context(), Options{Path: fmt.Sprintf("%s.before-%d", path, version), KeyFile: path + ".key"})
	if err != nil {
		t.Fatalf("the copy: %v", err)
	}
	defer copied.Close()
	if !exists(t, copied, 1) {
		t.Error("the copy is not complete")
	}
}

func TestACutOffFirstStartGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	raw(t, path, `CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))`,
		`INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1)`)
	newHome(t, openAt(t, path), 1)
}

func TestFactsNeverChange(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	update(t, s, func(tx reflection.Tx) error { return tx.AddFact(&reflection.Fact{Person: h.Person.ID, At: noon}) })
	for _, statement := range []string{`UPDATE facts SET at = 0`, `DELETE FROM facts`} {
		err := engine{s}.Update(t.Context(), func(rtx reflection.Tx) error { _, err := rtx.(*tx).exec("change", statement); return err })
		if err == nil || !strings.Contains(err.Error(), "facts") {
			t.Errorf("%s: err = %v, want a refusal", statement, err)
		}
	}
	view(t, s, func(tx reflection.Tx) error {
		facts, err := tx.FactsOf(h.Person.ID)
		if len(facts) != 1 || !facts[0].At.Equal(noon) {
			t.Errorf("facts = %+v, want the one that was added", facts)
		}
		return err
	})
}

func TestFilesAreForTheirOwnerOnly(t *testing.T) {
	s := openTemp(t)
	newHome(t, s, 1)
	for _, name := range []string{s.path, s.path + "-wal", s.path + "-shm", s.path + ".lock", s.path + ".key"} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, want 0600", filepath.Base(name), info.Mode().Perm())
		}
	}
}
