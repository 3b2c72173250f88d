package store

import (
	"database/sql"
	"log/slog"
	"path/filepath"
	"testing"

	"stillpoint/internal/reflection"
	"stillpoint/internal/store/postgres"
	"stillpoint/internal/store/postgres/postgrestest"
	"stillpoint/internal/store/storetest"
)

// openOnServer opens a store on a server's database of its own and closes it with the
// test.
func openOnServer(t testing.TB) *Store {
	t.Helper()
	return openAddressWith(t, Options{Path: emptyOnServer(t), KeyFile: filepath.Join(t.TempDir(), "key")})
}

// emptyOnServer returns the address of a database that has the newest schema.
func emptyOnServer(t testing.TB) string {
	t.Helper()
	return postgrestest.Shared(t).Prepared(t, func(address string) error { return prepared(t, address) }, unprepared)
}

// prepared gives a database the newest schema, and nothing else.
func prepared(t testing.TB, address string) error {
	connector, err := postgres.NewConnector(address)
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), leaseTables); err != nil {
		return err
	}
	known, err := serverSchema()
	if err != nil {
		return err
	}
	s := &Store{path: "prepared", log: slog.New(slog.DiscardHandler), server: &server{connector: connector}}
	return s.migrateServer(t.Context(), known, Options{})
}

// unprepared takes everything out of a database but its schema.
const unprepared = `DO $$ BEGIN
		EXECUTE (SELECT 'TRUNCATE ' || string_agg(tablename, ', ') FROM pg_tables
			WHERE schemaname = 'public' AND tablename NOT IN ('goose_db_version', 'leases', 'lease_numbers'));
	END $$;
	INSERT INTO settings (name, value) VALUES ('ids', '0'), ('clean', '1'); UPDATE leases SET owner = ''`

// databaseOf is the name of a store's database on the server.
func databaseOf(t testing.TB, s *Store) (name string) {
	t.Helper()
	if err := s.side.QueryRowContext(t.Context(), `SELECT current_database()`).Scan(&name); err != nil {
		t.Fatal(err)
	}
	return name
}

func openAddressWith(t testing.TB, o Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func TestSuiteOnServer(t *testing.T) {
	storetest.Run(t, func(t testing.TB) reflection.Store { return openOnServer(t) })
}

// TestSuiteBehindPgBouncer: another session of the server's for each transaction changes
// nothing.
func TestSuiteBehindPgBouncer(t *testing.T) {
	storetest.Run(t, func(t testing.TB) reflection.Store {
		address := postgrestest.Shared(t).Pooled(t, emptyOnServer(t))
		return openAddressWith(t, Options{Path: address, KeyFile: filepath.Join(t.TempDir(), "key")})
	})
}
