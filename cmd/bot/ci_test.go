package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheDetectorsNames: every name by which .ci/run keeps a test from the race
// detector, or has it run under it, is that of a test.
func TestTheDetectorsNames(t *testing.T) {
	script, err := os.ReadFile("../../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	all := testNames(t, "../..", true)
	var many []string
	for _, name := range []string{"conversation", "delivery", "store", "portable"} {
		many = append(many, testNames(t, "../../internal/"+name, false)...)
	}
	named := 0
	for _, m := range regexp.MustCompile(`(?:slow\+?|-run)='([^']+)'`).FindAllStringSubmatch(string(script), -1) {
		names := all
		if strings.HasPrefix(m[0], "-run") {
			names = many
		}
		for _, name := range alternatives(m[1]) {
			named++
			if !regexp.MustCompile(`(?m)` + name).MatchString(strings.Join(names, "\n")) {
				t.Errorf("no test is called %s", name)
			}
		}
	}
	if named < 20 {
		t.Errorf("only %d names are found", named)
	}
}

// testNames are the tests in a folder, or in all that is below it as well.
func testNames(t *testing.T, folder string, below bool) (names []string) {
	t.Helper()
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") || !below && filepath.Dir(path) != filepath.Clean(folder) {
			return err
		}
		content, err := os.ReadFile(path)
		for _, m := range declared.FindAllStringSubmatch(string(content), -1) {
			names = append(names, m[1])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// alternatives cuts a pattern at the strokes that stand in no brackets.
func alternatives(pattern string) []string {
	var out []string
	from, depth := 0, 0
	for i, r := range pattern {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case '|':
			if depth == 0 {
				out, from = append(out, pattern[from:i]), i+1
			}
		}
	}
	out = append(out, pattern[from:])
	kept := out[:0]
	for _, name := range out {
		if name != "" {
			kept = append(kept, name)
		}
	}
	return kept
}
