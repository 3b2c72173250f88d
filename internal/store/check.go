package store

import (
	"context"
	"database/sql"
	"fmt"
)

// WasClean reports whether the store was closed the last time it was open. If
// not, SQLite has recovered what was committed; Check tells if the file is sound.
func (s *Store) WasClean() bool { return s.wasClean }

// Check reads through the whole database and returns a *Problem of the kind
// ErrDamaged if it is not sound. It holds nobody up, takes as long as reading
// the file takes, and ends early with ctx.
func (s *Store) Check(ctx context.Context) error {
	db, err := sql.Open("sqlite", readerDSN(s.path))
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	defer db.Close()
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found); err != nil {
		return explain(s.path, fmt.Errorf("check: %w", err))
	}
	if found != "ok" {
		// What SQLite found names pages and tables, never contents.
		return problem(ErrDamaged, s.path, fmt.Errorf("check: %s", found))
	}
	return nil
}
