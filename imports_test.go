package stillpoint_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport is the house's one direction of dependencies: for each package,
// named by its path below internal/ (a folder stands for all in it), what of
// ours it may import. A package that isn't here may not exist. cmd/bot may
// import everything, cmd/bench nothing.
var mayImport = map[string][]string{
	// Ground floors import nothing of ours.
	"chat":     {},
	"words":    {},
	"prompts":  {},
	"schedule": {"schedule"},
	"vault":    {},
	"disk":     {},

	"chat/chattest":        {"chat"},
	"chat/chattest/memnet": {},
	"chat/grapheme":        {},
	"reflection":           {"chat", "schedule"},
	"streak":               {"chat", "reflection", "schedule"},
	"summary":              {"chat", "words", "schedule", "reflection", "streak"},
	"portable":             {"chat", "words", "schedule", "reflection", "streak", "summary"},
	"pace":                 {"chat"},
	"adapters":             {"chat"},
	"sealing":              {"chat", "reflection", "schedule", "vault"},
	"store":                {"disk", "chat", "reflection", "schedule", "sealing", "vault", "store/postgres"},
	"store/postgres":       {},
	"store/freshtest":      {"store", "reflection"},
	"backups":              {"store"},
	"outbox":               {"chat", "reflection"},
	"door":                 {"chat", "words", "schedule", "reflection"},
	"rehearsal":            {"chat"},
	"metrics":              {"chat", "reflection", "outbox", "store"},
	"delivery/planning":    {"chat", "words", "prompts", "schedule", "reflection", "outbox"},
	"delivery/posts":       {"chat", "words", "reflection", "schedule", "outbox", "delivery/planning"},
	"delivery/summaries":   {"chat", "words", "prompts", "schedule", "reflection", "streak", "summary", "outbox", "delivery/planning"},
	"delivery/moderation":  {"chat", "words", "reflection", "outbox", "delivery/planning", "delivery/posts"},
	"delivery/answers":     {"chat", "reflection", "portable", "summary", "outbox", "delivery/planning"},
	"delivery/exports":     {"chat", "words", "reflection", "portable", "summary", "delivery/answers", "delivery/summaries"},
	"delivery":             {"chat", "words", "prompts", "schedule", "reflection", "streak", "summary", "portable", "outbox", "delivery"},
	"conversation":         {"chat", "words", "prompts", "schedule", "reflection", "streak", "summary", "portable", "outbox", "delivery", "conversation"},
}

// listed is what go list says of a package. Paths of ours are those of their folders,
// "." and what begins with "./", whatever the module is called.
type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range list(t) {
		if p.ImportPath == "./cmd/bench" { // It runs what others measure.
			for _, imp := range p.Imports {
				if strings.HasPrefix(imp, "./") {
					t.Errorf("cmd/bench imports %s", imp)
				}
			}
		}
		from, ok := strings.CutPrefix(p.ImportPath, "./internal/")
		if !ok {
			if !slices.Contains([]string{".", "./data", "./cmd/bot", "./cmd/bench"}, p.ImportPath) {
				t.Errorf("%s has no place in the house: it belongs below internal/", p.ImportPath)
			}
			continue
		}
		allowed, known := rule(from)
		if !known {
			t.Errorf("internal/%s has no place in the house: add it to the rule and to docs/architecture.md", from)
			continue
		}
		for _, imp := range p.Imports {
			if imp == "./cmd/bot" || imp == "./data" {
				t.Errorf("internal/%s imports %s", from, imp)
			}
			to, ours := strings.CutPrefix(imp, "./internal/")
			if ours && !slices.ContainsFunc(allowed, func(a string) bool { return within(to, a) }) {
				t.Errorf("internal/%s may not import internal/%s", from, to)
			}
		}
	}
}

// TestRuleHasNoGhosts keeps the rule from naming packages that aren't there.
func TestRuleHasNoGhosts(t *testing.T) {
	packages := list(t)
	for name := range mayImport {
		if !slices.ContainsFunc(packages, func(p listed) bool {
			return within(p.ImportPath, "./internal/"+name)
		}) {
			t.Errorf("the rule names internal/%s, which doesn't exist", name)
		}
	}
}

// TestRuleRefuses shows that the rule can fail.
func TestRuleRefuses(t *testing.T) {
	allowed, _ := rule("adapters/terminal")
	if slices.ContainsFunc(allowed, func(a string) bool { return within("adapters/telegram", a) }) {
		t.Error("one adapter may import another")
	}
	if _, known := rule("utils"); known {
		t.Error("a package that isn't in the rule has a place")
	}
}

// rule finds the entry for a package: its own, or that of the nearest folder.
func rule(name string) (allowed []string, known bool) {
	for {
		if allowed, known = mayImport[name]; known {
			return allowed, true
		}
		cut := strings.LastIndexByte(name, '/')
		if cut < 0 {
			return nil, false
		}
		name = name[:cut]
	}
}

// within reports whether a package is the folder itself or lies in it.
func within(name, folder string) bool {
	return name == folder || strings.HasPrefix(name, folder+"/")
}

func list(t *testing.T) []listed {
	t.Helper()
	module, err := exec.CommandContext(t.Context(), "go", "list", "-m").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	folder := func(path string) string {
		if rest, ours := strings.CutPrefix(path+"/", strings.TrimSpace(string(module))+"/"); ours {
			return strings.TrimSuffix("./"+rest, "/")
		}
		return path
	}
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p listed
		if err := dec.Decode(&p); err != nil {
			t.Fatalf("go list: %v", err)
		}
		p.ImportPath = folder(p.ImportPath)
		for i, imp := range p.Imports {
			p.Imports[i] = folder(imp)
		}
		all = append(all, p)
	}
	return all
}
