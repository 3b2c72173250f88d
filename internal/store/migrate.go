package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"

	"stillpoint/internal/disk"
)

//go:embed migrations/*.sql migrations_postgres/*.sql
var embedded embed.FS

// applicationID is "Stil": the first migration marks the database with it.
const applicationID = 1400138092

// schema returns the migrations that this version knows.
func schema() (fs.FS, error) { return fs.Sub(embedded, "migrations") }

// newest is the number of the newest migration in a folder.
func newest(schema fs.FS) (number int64, err error) {
	files, err := fs.Glob(schema, "*.sql")
	for _, file := range files {
		n, wrong := goose.NumericComponent(file)
		if wrong != nil {
			return 0, wrong
		}
		number = max(number, n)
	}
	return number, err
}

func newGoose(db *sql.DB, schema fs.FS) (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectSQLite3, db, schema,
		goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
}

// isFresh reports whether the file is empty or does not exist yet. A new database
// whose key exists already is refused, unless it is to begin anew: what the key
// belongs to is elsewhere, and people's words with it.
func (s *Store) isFresh(ctx context.Context, keyFile string, anew bool) (bool, error) {
	_, keyErr := os.Stat(keyFile)
	lost := keyErr == nil && !anew
	info, err := os.Stat(s.path)
	nothing := err != nil || info.Size() == 0
	if lost && nothing {
		return false, problem(ErrLost, s.path, fmt.Errorf("its key is there: %s", keyFile))
	}
	if nothing && errors.Is(keyErr, fs.ErrNotExist) && !canMake(keyFile) {
		return false, problem(ErrKeyUnmade, keyFile, fs.ErrPermission) // No database is made without its key.
	}
	fresh, err := isFresh(ctx, s.path)
	if err == nil && fresh && lost {
		err = problem(ErrLost, s.path, fmt.Errorf("its key is there: %s", keyFile))
	}
	return fresh, err
}

// canMake reports whether a file can be made, as far as its folder's rights tell.
func canMake(file string) bool {
	folder := filepath.Dir(file)
	_, err := os.Stat(folder)
	return err != nil || disk.Writable(folder) == nil
}

// isFresh reports whether a file has nothing in it. It refuses, and leaves as they
// are, files that are no database or another program's. The pragmas come later: they
// would change such a file.
func isFresh(ctx context.Context, path string) (bool, error) {
	db, err := sql.Open("sqlite", dsn(path, nil))
	if err != nil {
		return false, fmt.Errorf("open database: %w", err)
	}
	defer db.Close()
	// A first migration that was cut off leaves only goose's own table behind.
	var tables, app int
	row := db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM sqlite_schema
		WHERE name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'), application_id FROM pragma_application_id`)
	if err := row.Scan(&tables, &app); err != nil {
		return false, explain(path, fmt.Errorf("read schema: %w", err))
	}
	if tables == 0 && app == 0 {
		return true, nil
	}
	if app != applicationID {
		return false, problem(ErrForeign, path, nil)
	}
	return false, nil
}

// migrate brings the database to the newest schema. An existing one is copied
// to <path>.before-<version> first. One that can't be brought there, or is from a newer
// version, is refused and left as it is.
func migrate(ctx context.Context, db *sql.DB, path string, schema fs.FS, fresh bool, log *slog.Logger) error {
	if fresh {
		// The files that SQLite keeps beside the database take its mode.
		if err := os.Chmod(path, 0o600); err != nil {
			return explain(path, fmt.Errorf("protect database: %w", err))
		}
	}
	p, err := newGoose(db, schema)
	if err != nil {
		return fmt.Errorf("load migrations: %w", err)
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return explain(path, fmt.Errorf("read schema version: %w", err))
	}
	switch {
	case current > target:
		return problem(ErrNewer, path, fmt.Errorf("its schema is number %d, this program knows %d", current, target))
	case current == target:
		return nil
	case fresh || current == 0:
		if _, err := p.Up(ctx); err != nil {
			return explain(path, fmt.Errorf("make schema %d: %w", target, err))
		}
		return nil
	}
	copied := fmt.Sprintf("%s.before-%d", path, target)
	if err := replaceCopy(ctx, db, copied, nil); err != nil {
		return explain(path, fmt.Errorf("copy database before migrating: %w", err))
	}
	log.Info("database copied before migrating", "path", copied, "from", current, "to", target)
	if err := migrateAside(ctx, db, path, schema, log); err != nil {
		if err = explain(path, fmt.Errorf("from schema %d to %d: %w", current, target, err)); kindOf(err) == nil {
			err = problem(ErrNotMigrated, path, err)
		}
		return err
	}
	return nil
}

// migrateAside migrates a copy of the database, and puts that in its place in one
// transaction: whatever fails in between, or cuts it off, leaves the database as it was.
func migrateAside(ctx context.Context, db *sql.DB, path string, schema fs.FS, log *slog.Logger) error {
	aside := path + ".migrating"
	if err := removeDatabase(aside); err != nil { // It was cut off.
		return err
	}
	defer func() {
		if err := removeDatabase(aside); err != nil { // The database is whole either way.
			log.Warn("a copy that was made for migrating can't be removed", "path", aside, "err", err)
		}
	}()
	if err := replaceCopy(ctx, db, aside, nil); err != nil {
		return err
	}
	next, err := sql.Open("sqlite", writerDSN(aside))
	if err != nil {
		return err
	}
	next.SetMaxOpenConns(1)
	p, err := newGoose(next, schema)
	if err == nil {
		_, err = p.Up(ctx)
	}
	if err = errors.Join(err, next.Close()); err != nil {
		return err
	}
	return overwrite(ctx, db, aside)
}

// overwrite replaces what is in an open database by what is in another file, in one
// transaction.
func overwrite(ctx context.Context, db *sql.DB, from string) error {
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(driver any) error {
		over, err := driver.(interface {
			NewRestore(string) (*sqlite.Backup, error)
		}).NewRestore(dsn(from, nil))
		if err != nil {
			return err
		}
		_, err = over.Step(-1)
		return errors.Join(err, over.Finish())
	})
}

// removeDatabase removes a database that nobody has open, and what SQLite left beside it.
func removeDatabase(path string) (err error) {
	for _, beside := range []string{"", "-wal", "-shm", "-journal"} {
		if wrong := os.Remove(path + beside); !errors.Is(wrong, fs.ErrNotExist) {
			err = errors.Join(err, wrong)
		}
	}
	return err
}
