package discord

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// What goes over the wire is of the library's types. A type of ours that is read or
// written as JSON says beside it why the library's won't do; TestLibrarysFaults holds
// the faults among these reasons.
func TestTypesOfOurOwnHaveTheirReason(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			of, ok := d.(*ast.GenDecl)
			if !ok || of.Tok != token.TYPE {
				continue
			}
			for _, spec := range of.Specs {
				declared := spec.(*ast.TypeSpec)
				s, ok := declared.Type.(*ast.StructType)
				if !ok || !onTheWire(s) {
					continue
				}
				found++
				if !strings.Contains(of.Doc.Text()+declared.Doc.Text(), "library") {
					t.Errorf("type %s goes over the wire, and doesn't say why the library's won't do", declared.Name)
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("%d types found", found)
	}
}

// onTheWire reports whether a field of the type's own has a name in JSON.
func onTheWire(s *ast.StructType) bool {
	for _, f := range s.Fields.List {
		if f.Tag != nil && strings.Contains(f.Tag.Value, "json:") {
			return true
		}
	}
	return false
}
