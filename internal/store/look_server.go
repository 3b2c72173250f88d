package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"stillpoint/internal/store/postgres"
)

// LookOnServer looks at a database on a server as Look does at a file, whoever has it
// open.
func LookOnServer(ctx context.Context, address string) (seen Sight, err error) {
	connector, err := postgres.NewConnector(address)
	if err != nil {
		return seen, problem(ErrAddress, "the database", nil)
	}
	seen.Path, seen.Clean = connector.String(), true
	db := sql.OpenDB(connector)
	defer db.Close()
	if err := seen.readServer(ctx, db); err != nil {
		return seen, explain(seen.Path, err)
	}
	return seen, nil
}

// readServer fills in all that is told of a database on a server.
func (s *Sight) readServer(ctx context.Context, db *sql.DB) error {
	var tables int
	var leases, migrated bool
	if err := db.QueryRowContext(ctx, `SELECT current_setting('server_version'), pg_database_size(current_database()),
		to_regclass('lease_numbers') IS NOT NULL, to_regclass('settings') IS NOT NULL,
		(SELECT count(*) FROM pg_tables WHERE schemaname = current_schema())`).Scan(&s.Server, &s.Size, &leases, &migrated, &tables); err != nil {
		return fmt.Errorf("look at database: %w", err)
	}
	if err := foreign(ctx, db); err != nil {
		return err
	}
	if !migrated {
		return problem(ErrEmpty, s.Path, nil)
	}
	if leases {
		err := db.QueryRowContext(ctx, `SELECT coalesce(max(owner), '') FROM leases WHERE role = ? AND ends > clock_timestamp()`, role).Scan(&s.Holder)
		if err != nil {
			return fmt.Errorf("look at who has the database open: %w", err)
		}
	}
	known, err := serverSchema()
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if s.Known, err = newest(known); err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if err := db.QueryRowContext(ctx, `SELECT version_id, tstamp FROM goose_db_version WHERE is_applied ORDER BY version_id DESC LIMIT 1`).Scan(&s.Schema, &s.Migrated); err != nil {
		return fmt.Errorf("look at schema: %w", err)
	}
	if s.Schema > s.Known {
		return problem(ErrNewer, s.Path, fmt.Errorf("its schema is number %d, this program knows %d", s.Schema, s.Known))
	}
	return errors.Join(s.readRows(ctx, db), s.readRequests(ctx, db))
}
