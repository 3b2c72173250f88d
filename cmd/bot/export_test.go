package main

import (
	"os"
	"strings"
	"testing"
)

// TestCarriedAwayInTheTerminal saves a journal from a trial, and brings it to another:
// the words are there, once.
func TestCarriedAwayInTheTerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	r := run(t, "Lisbon\n21:00\nan answer that is carried\n/export json\n/export book\n/export json\n", "try")
	for _, name := range []string{"stillpoint-everything.json", "stillpoint-journal.html", "stillpoint-everything-2.json"} {
		data, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(data), "an answer that is carried") {
			t.Fatalf("%s: %v\n%s", name, err, r.out)
		}
		if info, err := os.Stat(name); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may read %s: %v %v", name, info.Mode(), err)
		}
	}
	r = run(t, "/import stillpoint-everything.json\n/import file: stillpoint-everything.json\n/import nothing.json\n",
		"try", "--database", "other.db")
	for _, want := range []string{"One message is in your journal now.", "Everything in it is in your journal already.", "I couldn't read that file."} {
		if !strings.Contains(r.out, want) {
			t.Errorf("the transcript lacks %q:\n%s", want, r.out)
		}
	}
}

// TestTheHostExports: the file is written for its owner alone, nothing of it is
// printed, and that it was done stands in the person's own file. What is there is
// never written over.
func TestTheHostExports(t *testing.T) {
	t.Chdir(t.TempDir())
	run(t, "Lisbon\n21:00\nan answer that stays here\n", "try")
	args := func(more ...string) []string {
		return append([]string{"export", "--database", "stillpoint-try.db"}, more...)
	}
	r := run(t, "", args("--person", "terminal:you", "--format", "book", "mine.html")...)
	if r.code != 0 || !strings.Contains(r.out, "Written to mine.html") || strings.Contains(r.out+r.err, "stays here") {
		t.Errorf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	if data, err := os.ReadFile("mine.html"); err != nil || !strings.Contains(string(data), "stays here") {
		t.Errorf("the file lacks the words: %v", err)
	}
	if info, err := os.Stat("mine.html"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", err)
	}
	r = run(t, "", args("--person", "terminal:you", "everything.json")...)
	if data, err := os.ReadFile("everything.json"); r.code != 0 || err != nil || !strings.Contains(string(data), `"host":[{"act":"export"`) {
		t.Errorf("exit %d: it isn't recorded that the host exported: %v\n%s", r.code, err, r.err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{args("--person", "terminal:you", "mine.html"), exitFailed, "exists"},
		{args("--person", "terminal:nobody", "x.json"), exitFailed, "nobody is known as terminal:nobody"},
		{args("--person", "you", "x.json"), exitUsage, "takes a platform and an account"},
		{args("--person", "terminal:you", "--format", "pdf", "x.json"), exitUsage, "takes json, book, markdown or csv"},
		{[]string{"export", "--database", "none.db", "--person", "terminal:you", "x.json"}, exitFailed, "there is no database"},
	} {
		if r := run(t, "", c.args...); r.code != c.code || !strings.Contains(r.err, c.want) {
			t.Errorf("%v: exit %d, %s", c.args, r.code, r.err)
		}
	}
	if _, err := os.Stat("x.json"); err == nil {
		t.Error("a file was left of an export that failed")
	}
}
