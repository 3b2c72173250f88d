package conversation_test

import (
	"database/sql"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// verbsInCode are all verbs that buttons, forms and links can carry: the constants
// of that name in the sources of the core and of delivery, so that one added later
// is in every table by itself.
func verbsInCode(t *testing.T) []string {
	t.Helper()
	verbs := map[string]bool{}
	read := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, name := range spec.Names {
				if rest, isVerb := strings.CutPrefix(strings.ToLower(name.Name), "verb"); !isVerb || rest == "" || i >= len(spec.Values) {
					continue
				}
				if lit, ok := spec.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					verb, _ := strconv.Unquote(lit.Value)
					verbs[verb] = true
				}
			}
			return true
		})
		return nil
	}
	for _, dir := range []string{".", "../delivery"} {
		if err := filepath.WalkDir(dir, read); err != nil {
			t.Fatal(err)
		}
	}
	for _, known := range []string{"share", "erase", "undo", "askme", "coff", "cstop", "board", "zone"} {
		if !verbs[known] {
			t.Fatalf("the verb %q wasn't found among %d", known, len(verbs))
		}
	}
	return slices.Sorted(maps.Keys(verbs))
}

// rows are all rows of the database as they stand in its file, by table, but for
// those tables that say what was sent and taken in, and which ids are reserved.
func (r *rig) rows(without ...string) map[string]string {
	r.t.Helper()
	db, err := sql.Open("sqlite", "file:"+r.path+"?mode=ro")
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	names := r.column(db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	without = append(without, "events", "dispatches", "messages", "answers", "taken_in", "settings")
	all := map[string]string{}
	for _, table := range names {
		if slices.Contains(without, table) {
			continue
		}
		rows, err := db.Query("SELECT * FROM " + table)
		if err != nil {
			r.t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			r.t.Fatal(err)
		}
		var b strings.Builder
		for rows.Next() {
			cells, to := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				to[i] = &cells[i]
			}
			if err := rows.Scan(to...); err != nil {
				r.t.Fatal(err)
			}
			for i, c := range cells {
				fmt.Fprintf(&b, "%s=%v ", columns[i], c)
			}
			b.WriteByte('\n')
		}
		if err := rows.Close(); err != nil {
			r.t.Fatal(err)
		}
		all[table] = b.String()
	}
	if len(all) < 10 {
		r.t.Fatalf("only %d tables", len(all))
	}
	return all
}

func (r *rig) column(db *sql.DB, query string) (out []string) {
	r.t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			r.t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// changed names the tables in which two readings differ, with both.
func changed(before, after map[string]string) string {
	var b strings.Builder
	for _, table := range slices.Sorted(maps.Keys(after)) {
		if before[table] != after[table] {
			fmt.Fprintf(&b, "%s was\n%sand is\n%s", table, before[table], after[table])
		}
	}
	return b.String()
}
