package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// WasClean reports whether the store was closed the last time it was open. If
// not, SQLite has recovered what was committed.
func (s *Store) WasClean() bool { return s.wasClean }

// Check reads through the whole database and returns a *Problem of the kind
// ErrDamaged if it is not sound; from then on the store refuses everything with it,
// so that nothing damaged is served. It takes as long as reading the file takes, and
// ends early with ctx.
//
// It goes table by table, each with its indexes, and after each it rests for rest
// times as long as that took, so that neither the log grows beside it nor anybody
// waits for the disk. With no rest it is done as soon as it can be. A database on a
// server is that server's to check.
func (s *Store) Check(ctx context.Context, rest int) error {
	if s.OnServer() {
		return nil
	}
	db, err := sql.Open("sqlite", readerDSN(s.path))
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	defer db.Close()
	tables, err := tablesIn(ctx, db)
	if err != nil {
		return s.found(explain(s.path, fmt.Errorf("check: %w", err)))
	}
	for _, table := range tables {
		began := time.Now()
		if err := checkOne(ctx, db, s.path, table); err != nil {
			return s.found(err)
		}
		if rest == 0 {
			continue
		}
		select {
		case <-time.After(time.Duration(rest) * time.Since(began)):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// found has the store refuse everything if the error says that it is damaged.
func (s *Store) found(err error) error {
	s.trouble.note(err)
	return err
}

// checkWhole reads through a database that nobody serves.
func checkWhole(ctx context.Context, db *sql.DB, path string) error {
	tables, err := tablesIn(ctx, db)
	if err != nil {
		return explain(path, fmt.Errorf("check: %w", err))
	}
	for _, table := range tables {
		if err := checkOne(ctx, db, path, table); err != nil {
			return err
		}
	}
	return nil
}

func tablesIn(ctx context.Context, db *sql.DB) (names []string, err error) {
	rows, err := db.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return append(names, "sqlite_schema"), rows.Err()
}

// checkOne reads through one table and its indexes.
func checkOne(ctx context.Context, db *sql.DB, path, table string) error {
	var found string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check("`+table+`")`).Scan(&found); err != nil {
		return explain(path, fmt.Errorf("check: %w", err))
	}
	if found != "ok" {
		// What SQLite found names pages and tables, never contents.
		return problem(ErrDamaged, path, fmt.Errorf("check: %s", found))
	}
	return nil
}
