package store

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/store/postgres/postgrestest"
)

// TestBothSchemasAreOne: the engines have the same tables with the same columns, and
// both are at the same number.
func TestBothSchemasAreOne(t *testing.T) {
	columns := func(db *sql.DB, query string) (all []string) {
		rows, err := db.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var table, column, kind string
			var needed bool
			if err := rows.Scan(&table, &column, &kind, &needed); err != nil {
				t.Fatal(err)
			}
			all = append(all, fmt.Sprintf("%s.%s %s, needed: %v", table, column, kind, needed))
		}
		slices.Sort(all)
		return all
	}
	file, server := openTemp(t), openOnServer(t)
	inFile, err := sql.Open("sqlite", readerDSN(file.path))
	if err != nil {
		t.Fatal(err)
	}
	defer inFile.Close()
	want := columns(inFile, `SELECT t.name, c.name, CASE c.type WHEN 'ANY' THEN 'BLOB' ELSE c.type END, c."notnull" OR c.pk > 0
		FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
		WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'goose%'`)
	got := columns(server.side, `SELECT table_name, column_name,
			CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' WHEN 'bytea' THEN 'BLOB' ELSE data_type END, is_nullable = 'NO'
		FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name NOT IN ('goose_db_version', 'leases', 'lease_numbers')`)
	if len(want) < 150 {
		t.Errorf("only %d columns", len(want))
	}
	for _, c := range want {
		if !slices.Contains(got, c) {
			t.Errorf("SQLite alone has %s", c)
		}
	}
	for _, c := range got {
		if !slices.Contains(want, c) {
			t.Errorf("the server alone has %s", c)
		}
	}
	var newest [2]int64
	for i, db := range []*sql.DB{inFile, server.side} {
		if err := db.QueryRowContext(t.Context(), `SELECT max(version_id) FROM goose_db_version`).Scan(&newest[i]); err != nil {
			t.Fatal(err)
		}
	}
	if newest[0] != newest[1] {
		t.Errorf("SQLite is at schema %d, the server at %d", newest[0], newest[1])
	}
}

// TestTextsAreOrderedByTheirBytes: on a server each column says so, whatever the
// database's own order is.
func TestTextsAreOrderedByTheirBytes(t *testing.T) {
	s := openOnServer(t)
	var wrong string
	if err := s.side.QueryRowContext(t.Context(), `SELECT coalesce(string_agg(table_name || '.' || column_name, ' '), '') FROM information_schema.columns
		WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
			AND table_name NOT IN ('leases', 'lease_numbers')`).Scan(&wrong); err != nil || wrong != "" {
		t.Errorf("%v: in another order: %s", err, wrong)
	}
}

// TestAConflictIsRunAgain: a transaction that another one was in the way of is run again
// from its beginning, and its callers never hear of it.
func TestAConflictIsRunAgain(t *testing.T) {
	s := openOnServer(t)
	h := newHome(t, s, 1)
	runs := 0
	update(t, s, func(tx reflection.Tx) error {
		runs++
		p, err := tx.Person(h.Person.ID)
		if err != nil {
			return err
		}
		if runs < 3 {
			if _, err := s.side.ExecContext(t.Context(), `UPDATE persons SET milestone = milestone + 1 WHERE id = ?`, int64(p.ID)); err != nil {
				return err
			}
		}
		p.Milestone += 10
		return tx.UpdatePerson(p)
	})
	view(t, s, func(tx reflection.Tx) error {
		p, err := tx.Person(h.Person.ID)
		if runs != 3 || p.Milestone != 12 {
			t.Errorf("%d after %d runs, want 12 after 3", p.Milestone, runs)
		}
		return err
	})
	runs = 0
	err := s.Update(t.Context(), func(tx reflection.Tx) error {
		runs++
		p, err := tx.Person(h.Person.ID)
		if err != nil {
			return err
		}
		if _, err := s.side.ExecContext(t.Context(), `UPDATE persons SET milestone = milestone + 1 WHERE id = ?`, int64(p.ID)); err != nil {
			return err
		}
		return tx.UpdatePerson(p)
	})
	if !errors.Is(err, reflection.ErrUnavailable) || runs != tries {
		t.Errorf("err = %v after %d runs, want ErrUnavailable after %d", err, runs, tries)
	}
}

// TestALostConnectionIsTrouble: a transaction whose connection goes is ErrUnavailable,
// and the next one goes through on another.
func TestALostConnectionIsTrouble(t *testing.T) {
	s := openOnServer(t)
	h := newHome(t, s, 1)
	name := databaseOf(t, s)
	cut := func() {
		t.Helper()
		if _, err := postgrestest.Shared(t).Ask("postgres", `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE datname = '`+name+`' AND pid <> pg_backend_pid()`); err != nil {
			t.Fatal(err)
		}
	}
	read := func(tx reflection.Tx) error { _, err := tx.Person(h.Person.ID); return err }
	for what, run := range map[string]func(func(reflection.Tx) error) error{
		"Update": func(fn func(reflection.Tx) error) error { return s.Update(t.Context(), fn) },
		"View":   func(fn func(reflection.Tx) error) error { return s.View(t.Context(), fn) },
	} {
		err := run(func(tx reflection.Tx) error {
			if err := read(tx); err != nil {
				return err
			}
			cut()
			return read(tx)
		})
		if !errors.Is(err, reflection.ErrUnavailable) || !errors.Is(err, ErrServer) {
			t.Errorf("%s: err = %v, want ErrUnavailable and ErrServer", what, err)
		}
		cut() // while nothing goes on
		for range readerConns + 1 {
			if err := run(read); err != nil {
				t.Errorf("%s, afterwards: %v", what, err)
			}
		}
	}
}

// TestAForeignDatabaseIsLeftAlone: one with another program's tables is refused.
func TestAForeignDatabaseIsLeftAlone(t *testing.T) {
	server := postgrestest.Shared(t)
	address := server.Database(t)
	name := address[len("postgres:///"):strings.Index(address, "?")]
	if _, err := server.Ask(name, `CREATE TABLE theirs (id BIGINT)`); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), Options{Path: address, KeyFile: filepath.Join(t.TempDir(), "key")}); !errors.Is(err, ErrForeign) {
		t.Errorf("err = %v, want ErrForeign", err)
	}
	if tables, err := server.Ask(name, `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`); len(tables) != 1 || err != nil {
		t.Errorf("tables are %v, %v", tables, err)
	}
}

// TestALostDatabaseIsNotBegunAnew: an empty one is refused whose key is there, unless it
// is to begin anew.
func TestALostDatabaseIsNotBegunAnew(t *testing.T) {
	key := filepath.Join(t.TempDir(), "key")
	server := postgrestest.Shared(t)
	s, err := Open(t.Context(), Options{Path: server.Database(t), KeyFile: key})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	other := server.Database(t)
	if _, err := Open(t.Context(), Options{Path: other, KeyFile: key}); !errors.Is(err, ErrLost) {
		t.Errorf("err = %v, want ErrLost", err)
	}
	openAddressWith(t, Options{Path: other, KeyFile: key, Anew: true})
}

// TestOnServerInABubble: virtual time passes while nothing is asked of the server.
func TestOnServerInABubble(t *testing.T) {
	address, key := postgrestest.Shared(t).Database(t), filepath.Join(t.TempDir(), "key")
	synctest.Test(t, func(t *testing.T) {
		s, err := Open(t.Context(), Options{Path: address, KeyFile: key, Lease: 30 * 24 * time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		for i := range 10 {
			time.Sleep(24 * time.Hour)
			newHome(t, s, i)
		}
		if passed := time.Since(began); passed != 240*time.Hour {
			t.Errorf("%v passed, want ten days: the store itself waited", passed)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
