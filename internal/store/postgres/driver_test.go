package postgres_test

import (
	"bytes"
	"database/sql"
	"errors"
	"math"
	"os"
	"testing"
	"time"

	"stillpoint/internal/store/postgres"
	"stillpoint/internal/store/postgres/postgrestest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	postgrestest.Stop()
	os.Exit(code)
}

func TestTranslate(t *testing.T) {
	for query, want := range map[string]string{
		"SELECT 1":                              "SELECT 1",
		"SELECT ? + ?":                          "SELECT $1 + $2",
		"SELECT ?2 WHERE a = ?1":                "SELECT $2 WHERE a = $1",
		"SELECT '?' || ? || 'it''s?'":           "SELECT '?' || $1 || 'it''s?'",
		"VALUES (?, f(?2, ?2), ?)":              "VALUES ($1, f($2, $2), $3)",
		"SELECT $1":                             "SELECT $1",
		"FROM a AS b INDEXED BY c WHERE ?":      "FROM a AS b WHERE $1",
		"FROM a\n\tCROSS JOIN b ON a.x = ?":     "FROM a\n\tJOIN b ON a.x = $1",
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)": "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	} {
		if got := postgres.Translate(query); got != want {
			t.Errorf("%s\n\tgave %s\n\twant %s", query, got, want)
		}
	}
}

func open(t *testing.T, limit time.Duration) *sql.DB {
	t.Helper()
	c, err := postgres.NewConnector(postgrestest.Shared(t).Database(t))
	if err != nil {
		t.Fatal(err)
	}
	c.Limit = limit
	db := sql.OpenDB(c)
	t.Cleanup(func() { db.Close() })
	return db
}

// TestValuesComeBackAsTheyWent: through columns of each type that the store has.
func TestValuesComeBackAsTheyWent(t *testing.T) {
	db := open(t, time.Minute)
	if _, err := db.ExecContext(t.Context(), `CREATE TABLE kept (n BIGINT, text TEXT COLLATE "C", bytes BYTEA); CREATE TABLE also (n BIGINT)`); err != nil {
		t.Fatal(err)
	}
	text, all := "größer 🙂 ?'\\", make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	for _, n := range []int64{0, -1, math.MaxInt64, math.MinInt64} {
		var gotN sql.NullInt64
		var gotText sql.NullString
		var gotBytes []byte
		err := db.QueryRowContext(t.Context(), `INSERT INTO kept VALUES (?, ?, ?) RETURNING n, text, bytes`, n, text, all).Scan(&gotN, &gotText, &gotBytes)
		if err != nil || gotN.Int64 != n || gotText.String != text || !bytes.Equal(gotBytes, all) {
			t.Errorf("%d came back as %v, %v, %x, %v", n, gotN, gotText, gotBytes, err)
		}
	}
	var n sql.NullInt64
	var gotBytes []byte
	if err := db.QueryRowContext(t.Context(), `INSERT INTO kept VALUES (?, ?, ?) RETURNING n, bytes`, nil, nil, nil).Scan(&n, &gotBytes); err != nil || n.Valid || gotBytes != nil {
		t.Errorf("nothing came back as %v, %x, %v", n, gotBytes, err)
	}
	if err := db.QueryRowContext(t.Context(), `INSERT INTO kept VALUES (?, '', ?) RETURNING n, bytes`, true, []byte{}).Scan(&n, &gotBytes); err != nil || n.Int64 != 1 || gotBytes == nil || len(gotBytes) != 0 {
		t.Errorf("true and no bytes came back as %v, %v, %v", n, gotBytes, err)
	}
}

// TestErrorsAreToldApart: what the server says of a statement, and that it is gone.
func TestErrorsAreToldApart(t *testing.T) {
	db := open(t, 100*time.Millisecond)
	_, err := db.ExecContext(t.Context(), `SELECT nothing FROM nowhere`)
	if postgres.Code(err) != "42P01" || postgres.Lost(err) || postgres.Troubled(err) || postgres.Repeats(err) {
		t.Errorf("an unknown table: %v", err)
	}
	if _, err := db.ExecContext(t.Context(), `SELECT pg_sleep(60)`); !postgres.Lost(err) || !postgres.Troubled(err) {
		t.Errorf("a server that doesn't answer: %v", err)
	}
	if _, err := db.ExecContext(t.Context(), `SELECT pg_terminate_backend(pg_backend_pid())`); !postgres.Lost(err) || !postgres.Troubled(err) {
		t.Errorf("a connection that the server ends: %v", err)
	}
	var n int
	if err := db.QueryRowContext(t.Context(), `SELECT 1`).Scan(&n); err != nil || n != 1 {
		t.Errorf("afterwards: %d, %v", n, err)
	}
	if _, err := postgres.NewConnector("mysql://localhost/x"); !errors.Is(err, postgres.ErrAddress) {
		t.Errorf("another server's address: %v", err)
	}
}
