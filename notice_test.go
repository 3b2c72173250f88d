package stillpoint_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestNoticeNamesAllThatIsLinked: whoever adds a library adds its licence.
func TestNoticeNamesAllThatIsLinked(t *testing.T) {
	notice, err := os.ReadFile("NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	listed, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "./cmd/bot").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]bool{}
	for module := range strings.FieldsSeq(string(listed)) {
		modules[module] = true
	}
	if len(modules) < 10 {
		t.Fatalf("only %d modules are linked", len(modules))
	}
	for module := range modules {
		if !strings.Contains(string(notice), "\n"+module+"\n") {
			t.Errorf("NOTICE has no licence of %s", module)
		}
	}
}
