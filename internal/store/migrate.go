package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"github.com/pressly/goose/v3"
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
	if info, err := os.Stat(s.path); lost && (err != nil || info.Size() == 0) {
		return false, problem(ErrLost, s.path, fmt.Errorf("its key is there: %s", keyFile))
	}
	fresh, err := isFresh(ctx, s.path)
	if err == nil && fresh && lost {
		err = problem(ErrLost, s.path, fmt.Errorf("its key is there: %s", keyFile))
	}
	return fresh, err
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
// to <path>.before-<version> first, unless some migrations went through before
// and the copy is of what was there then. One from a newer version is refused
// and left as it is.
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
	case !fresh && current > 0:
		copied := fmt.Sprintf("%s.before-%d", path, target)
		if isOlder(ctx, copied, current) {
			log.Info("migrating goes on; the copy from before stays", "path", copied, "from", current, "to", target)
			break
		}
		if err := replaceCopy(ctx, db, copied, nil); err != nil {
			return explain(path, fmt.Errorf("copy database before migrating: %w", err))
		}
		log.Info("database copied before migrating", "path", copied, "from", current, "to", target)
	}
	if _, err := p.Up(ctx); err != nil {
		return explain(path, fmt.Errorf("migrate to schema %d: %w", target, err))
	}
	return nil
}

// isOlder reports whether a file is a copy whose schema is older. What is not there,
// or is no complete copy, is not: it may be replaced.
func isOlder(ctx context.Context, path string, than int64) bool {
	if _, err := os.Stat(path); err != nil {
		return false
	}
	db, err := sql.Open("sqlite", dsn(path, nil, "mode=ro", "immutable=1"))
	if err != nil {
		return false
	}
	defer db.Close()
	var version int64
	err = db.QueryRowContext(ctx, `SELECT max(version_id) FROM goose_db_version`).Scan(&version)
	return err == nil && version < than
}
