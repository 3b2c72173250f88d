package main

import (
	"os"
	"strings"
	"testing"

	"stillpoint/internal/store/postgres/postgrestest"
)

// TestMigrateStore moves what try has made to a server and back; what is wrong is said,
// and no address is repeated.
func TestMigrateStore(t *testing.T) {
	address := postgrestest.Shared(t).Database(t) + "&password=s3cret"
	t.Chdir(t.TempDir())
	run(t, "Lisbon\n21:00\nan answer\n", "try", "--database", "a.db")
	for _, args := range [][]string{{"a.db", address}, {address, "b.db", "--key-file=a.db.key"}} {
		r := run(t, "", append([]string{"migrate-store"}, args...)...)
		if r.code != 0 || !strings.Contains(r.out, "counted and compared in both") || !strings.Contains(r.out, "a.db.key") {
			t.Fatalf("%v: exit %d\n%s%s", args, r.code, r.out, r.err)
		}
		if strings.Contains(r.out+r.err, "s3cret") {
			t.Errorf("the password is told\n%s%s", r.out, r.err)
		}
	}
	again := run(t, ":quit\n", "try", "--database", "b.db", "--key-file=a.db.key")
	if again.code != 0 || !strings.Contains(again.out, "every day at 21:00") {
		t.Errorf("what came back: exit %d\n%s%s", again.code, again.out, again.err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"a.db", address}, exitFailed, "empty"},
		{[]string{"a.db", "a.db"}, exitUsage, "the same"},
		{[]string{"missing.db", "c.db"}, exitFailed, "no database"},
		{[]string{"a.db", "mysql://bot:s3cret@localhost/x"}, exitUsage, "it takes a file, or postgres://"},
	} {
		r := run(t, "", append([]string{"migrate-store"}, c.args...)...)
		if r.code != c.code || !strings.Contains(r.err, c.want) || strings.Contains(r.out+r.err, "s3cret") {
			t.Errorf("%v: exit %d, want %d and %q\n%s%s", c.args, r.code, c.code, c.want, r.out, r.err)
		}
	}
	if _, err := os.Stat("c.db"); err == nil {
		t.Error("a move of nothing made a database")
	}
}
