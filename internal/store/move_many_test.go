package store

import (
	"flag"
	"path/filepath"
	"testing"
	"time"

	"stillpoint/internal/store/postgres/postgrestest"
)

var moveSubscriptions = flag.Int("move.subscriptions", 2000, "how many subscriptions TestMoveMany moves")

// TestMoveMany: so many subscriptions go from a file to a server and back into another
// file, and every table of that counts and sums up to what the first one's does. It logs
// how long each way takes.
//
// The long form is go test ./internal/store -run TestMoveMany -v -args -move.subscriptions=1000000
func TestMoveMany(t *testing.T) {
	dir := t.TempDir()
	key := filepath.Join(dir, "key")
	first, last := Options{Path: filepath.Join(dir, "first.db"), KeyFile: key}, Options{Path: filepath.Join(dir, "last.db"), KeyFile: key}
	server := Options{Path: postgrestest.Shared(t).Database(t), KeyFile: key}
	s := openAddressWith(t, first)
	newHome(t, s, 1)
	subscribers(t, s, *moveSubscriptions)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, way := range []struct {
		name     string
		from, to Options
	}{{"file to server", first, server}, {"server to file", server, last}} {
		began := time.Now()
		m, err := Move(t.Context(), way.from, way.to, func(string, int) {})
		if err != nil {
			t.Fatalf("%s: %v", way.name, err)
		}
		if m.Rows < *moveSubscriptions {
			t.Errorf("%s: %d rows", way.name, m.Rows)
		}
		t.Logf("%s: %d rows in %d tables, copied and compared in %v", way.name, m.Rows, m.Tables, time.Since(began).Round(time.Millisecond))
	}
	a, b := openAddressWith(t, first), openAddressWith(t, last)
	for _, table := range moved {
		if _, err := table.compare(t.Context(), a, b); err != nil {
			t.Errorf("%s: %v", table.name, err)
		}
	}
	if n := countRows(t, b, "subscriptions")["subscriptions"]; n < *moveSubscriptions {
		t.Errorf("%d subscriptions came back", n)
	}
}
