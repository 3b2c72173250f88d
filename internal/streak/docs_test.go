package streak

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// docs/streaks.md sends its readers to these tests by name.
func TestThePageOfRulesNamesEveryTestAndNoOther(t *testing.T) {
	page, err := os.ReadFile("../../docs/streaks.md")
	if err != nil {
		t.Fatal(err)
	}
	named := make(map[string]bool)
	for _, name := range regexp.MustCompile("`(Test[A-Za-z]+)`").FindAllSubmatch(page, -1) {
		named[string(name[1])] = true
	}
	there, elsewhere := tests(t, "*_test.go"), tests(t, "../*/*_test.go")
	// These two hold no rule.
	delete(there, "TestThePageOfRulesNamesEveryTestAndNoOther")
	delete(there, "TestNamesOfOutcomesAndReasons")
	for name := range named {
		if !there[name] && !elsewhere[name] {
			t.Errorf("the page names %s, which is not there", name)
		}
	}
	for name := range there {
		if !named[name] {
			t.Errorf("%s is not on the page", name)
		}
	}
}

// tests returns the names of the tests in the files of a pattern.
func tests(t *testing.T, pattern string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files (%v)", len(files), err)
	}
	names := make(map[string]bool)
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile(`(?m)^func (Test[A-Za-z]+)\(`).FindAllSubmatch(source, -1) {
			names[string(name[1])] = true
		}
	}
	return names
}
