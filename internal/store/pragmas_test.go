package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPragmasAreReadBack(t *testing.T) {
	s := openTemp(t)
	c := s.writer.conn.c
	wrong := append([]pragma(nil), writerPragmas...)
	wrong[2].reads = "1"
	if err := checkPragmas(t.Context(), c, wrong); err == nil || !strings.Contains(err.Error(), "synchronous") {
		t.Errorf("err = %v, want one about synchronous", err)
	}
	if err := checkPragmas(t.Context(), c, []pragma{{"synchronus", "FULL", "2"}}); err == nil {
		t.Error("a misspelt pragma passes")
	}
	for _, query := range []string{`SELECT "no such column"`, `CREATE TABLE sqlite_x (id INTEGER)`, `UPDATE sqlite_schema SET name = 'x'`} {
		if _, err := c.ExecContext(t.Context(), query); err == nil {
			t.Errorf("%s is allowed", query)
		}
	}
}

func TestPathsOfEveryKind(t *testing.T) {
	for _, name := range []string{"with space.db", "what?.db", "50%.db", "#1.db", "it's.db", "a&b=c.db", "журнал.db", "file:x.db"} {
		path := filepath.Join(t.TempDir(), name)
		s, err := Open(t.Context(), Options{Path: path})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		newHome(t, s, 1)
		if err := s.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
