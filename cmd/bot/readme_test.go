package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeLines types every line that the README has people type in the terminal,
// and every command that it names. Each is understood, and answered.
func TestReadmeLines(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	played := regexp.MustCompile(`(?m)^> (.+)$`).FindAllStringSubmatch(string(readme), -1)
	named := regexp.MustCompile("`([:/][a-z]+(?: [^`]*)?)`").FindAllStringSubmatch(string(readme), -1)
	if len(played) < 5 || len(named) < 20 {
		t.Fatalf("the README has %d lines that are played and names %d", len(played), len(named))
	}
	var script []string
	for _, m := range played {
		script = append(script, m[1])
	}
	for _, m := range named {
		switch line := m[1]; {
		case strings.HasPrefix(line, "/community"), strings.HasPrefix(line, "/suggest"):
			script = append(script, ":channel", line, ":private")
		case strings.HasPrefix(line, "/healthz"), strings.HasPrefix(line, "/readyz"), strings.HasPrefix(line, "/metrics"), strings.HasPrefix(line, "/api"):
		default:
			script = append(script, line, ":as")
		}
	}
	r := run(t, strings.Join(script, "\n")+"\n", "try")
	if r.code != 0 || r.err != "" {
		t.Fatalf("exit %d, %s", r.code, r.err)
	}
	for _, complaint := range []string{
		"(I don't know", "(There is", "(That didn't work", "(That went wrong", "(No question is planned", "I don't know that",
	} {
		if i := strings.Index(r.out, complaint); i >= 0 {
			t.Errorf("%q was said:\n%s", complaint, r.out[max(i-400, 0):min(i+200, len(r.out))])
		}
	}
	for _, part := range regexp.MustCompile(`(?m)^[a-zA-Z# ]*> `).Split(r.out, -1)[1:] {
		line, said, _ := strings.Cut(part, "\n")
		// The question of /today is sent beside, and can come a moment later.
		if strings.HasPrefix(line, "/") && line != "/today" && strings.TrimSpace(said) == "" {
			t.Errorf("%s was not answered:\n%s", line, r.out)
		}
	}
	if _, setup, found := strings.Cut(r.out, "> /community setup zone: Berlin\n"); !found || !strings.Contains(setup[:min(200, len(setup))], "Europe/Berlin") {
		t.Error("the README's setup of a channel sets nothing up")
	}
}
