package store

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"stillpoint/internal/reflection"
)

// upTo are the migrations that the version with a schema knew.
func upTo(t *testing.T, version int64) fstest.MapFS {
	t.Helper()
	names, err := embedded.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	known := fstest.MapFS{}
	for _, f := range names {
		if versionOf(t, f.Name()) > version {
			continue
		}
		text, err := embedded.ReadFile("migrations/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		known[f.Name()] = &fstest.MapFile{Data: text}
	}
	return known
}

// migrated has a database be migrated as a start of the version that knows these does.
func migrated(t *testing.T, path string, known fs.FS) error {
	t.Helper()
	db, err := sql.Open("sqlite", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	err = migrate(t.Context(), db, path, known, false, slog.New(slog.DiscardHandler))
	return errors.Join(err, db.Close())
}

// TestAFailedMigrationLeavesTheFile: where a migration fails that comes after all others,
// when it has changed things already, the file of each released schema is what it was, byte
// for byte, and the version that made it goes on with it. Once it doesn't fail, everything
// is found; and that older version refuses it in words, and changes nothing.
func TestAFailedMigrationLeavesTheFile(t *testing.T) {
	all := upTo(t, 1<<40)
	last, err := newest(all)
	if err != nil {
		t.Fatal(err)
	}
	all[fmt.Sprintf("%04d_fails.sql", last+1)] = &fstest.MapFile{Data: []byte(
		"-- +goose Up\nCREATE TABLE shoes (size INTEGER);\nUPDATE persons SET locale = 'xx';\nINSERT INTO nowhere VALUES (1);\n")}
	for version, then := range old {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "bot.db")
			buildSchema(t, path, version)
			raw(t, path, then.rows...)
			before := contents(t, path)
			err := migrated(t, path, all)
			if !errors.Is(err, ErrNotMigrated) || !strings.Contains(err.Error(), "nowhere") {
				t.Fatalf("it failed by %v", err)
			}
			if !bytes.Equal(contents(t, path), before) {
				t.Error("the file is another")
			}
			if left, _ := filepath.Glob(path + ".migrating*"); len(left) != 0 {
				t.Errorf("%q are left", left)
			}
			if err := migrated(t, path, upTo(t, version)); err != nil {
				t.Errorf("the version that made it: %v", err)
			}
			s := openAt(t, path)
			view(t, s, func(tx reflection.Tx) error { return then.found(t, tx) })
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if version == last {
				return
			}
			before = contents(t, path)
			err = migrated(t, path, upTo(t, version))
			told, ok := errors.AsType[*Problem](err)
			if !ok || !errors.Is(err, ErrNewer) || !strings.Contains(told.Do, "newer one") ||
				!strings.Contains(err.Error(), fmt.Sprintf("its schema is number %d, this program knows %d", last, version)) {
				t.Errorf("going back: %v", err)
			}
			if !bytes.Equal(contents(t, path), before) {
				t.Error("going back changed the file")
			}
		})
	}
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
		t.Fatal("there is more in its log: this test looks in the wrong place")
	}
	return text
}

// TestACutOffMigrationGoesOn: what is left of a migration that was cut off is in nobody's
// way, and gone afterwards.
func TestACutOffMigrationGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	buildSchema(t, path, 60)
	raw(t, path, old[60].rows...)
	for _, beside := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.WriteFile(path+".migrating"+beside, []byte("half of it"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := openAt(t, path)
	view(t, s, func(tx reflection.Tx) error { return old[60].found(t, tx) })
	if left, _ := filepath.Glob(path + ".migrating*"); len(left) != 0 {
		t.Errorf("%q are left", left)
	}
}
