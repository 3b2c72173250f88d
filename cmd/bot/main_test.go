package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"stillpoint/internal/adapters/terminal"
	"stillpoint/internal/chat"
	"stillpoint/internal/store"
)

// result is what a command line came to.
type result struct {
	code     int
	out, err string
}

// run runs a command line in a folder of its own, fed with lines.
func run(t *testing.T, lines string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	code := execute(t.Context(), args, strings.NewReader(lines), &out, &errs)
	return result{code, out.String(), errs.String()}
}

func TestTryReachesAQuestionInTwoInputs(t *testing.T) {
	t.Chdir(t.TempDir())
	r := run(t, "Lisbon\n21:00\nan answer that stays here\n:tomorrow\n", "try")
	if r.code != 0 || r.err != "" {
		t.Fatalf("exit %d, %s", r.code, r.err)
	}
	for _, want := range []string{
		"What time is it for you?", "When should I ask?", "Every day at 21:00, then. Here is a first one; the next comes tomorrow at",
		"#1\n", "Kept. Only you can read it.", "#2\n",
	} {
		if !strings.Contains(r.out, want) {
			t.Errorf("the transcript lacks %q:\n%s", want, r.out)
		}
	}
	if strings.Index(r.out, "Here is a first one;") > strings.Index(r.out, "#1\n") {
		t.Errorf("the question came before what announces it:\n%s", r.out)
	}
	if asked := strings.Index(r.out, "#1"); asked < 0 || strings.Count(r.out[:asked], "\n> ") > 2 {
		t.Errorf("more than two inputs before the first question:\n%s", r.out)
	}
}

// TestTryGoesOn starts again on the same database: nothing is asked twice, and
// played time goes on where it was.
func TestTryGoesOn(t *testing.T) {
	t.Chdir(t.TempDir())
	run(t, "Lisbon\n21:00\none\n:week\n", "try")
	r := run(t, ":tomorrow\n/streak\n", "try")
	if r.code != 0 || !strings.Contains(r.out, "Good to see you. I ask every day at 21:00.") || !strings.Contains(r.out, "1 reflection so far.") {
		t.Errorf("exit %d %s\n%s", r.code, r.err, r.out)
	}
	if strings.Contains(r.out, "I was down") {
		t.Errorf("played time was taken for an outage:\n%s", r.out)
	}
}

// TestNothingWrittenIsReadable looks for a person's words in every file that
// the program leaves, and in its log.
func TestNothingWrittenIsReadable(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	const secret = "xylophone marmalade quartz"
	script := "Lisbon\n21:00\n" + secret + "\n:edit " + secret + " again\n/write " + secret + "\n/journal " + secret +
		"\n/schedule " + secret + "\n/timezone " + secret + "\n" + secret + "\n"
	r := run(t, script, "try", "--log-level", "debug")
	if r.code != 0 {
		t.Fatal(r.err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("%v %v", files, err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for word := range strings.FieldsSeq(secret) {
			if bytes.Contains(b, []byte(word)) {
				t.Errorf("%s holds %q", filepath.Base(f), word)
			}
		}
	}
	for word := range strings.FieldsSeq(secret) {
		if strings.Contains(r.err, word) {
			t.Errorf("the log holds %q:\n%s", word, r.err)
		}
	}
}

func TestTryRefusesADatabaseThatServes(t *testing.T) {
	t.Chdir(t.TempDir())
	st, err := store.Open(t.Context(), store.Options{Path: "served.db"})
	if err != nil {
		t.Fatal(err)
	}
	if err := st.MarkServed(t.Context(), chat.Platform("telegram")); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	r := run(t, "hello\n", "try", "--database", "served.db")
	if r.code != exitFailed || !strings.Contains(r.err, "served.db serves telegram") || strings.Contains(r.out, "Hello") {
		t.Errorf("exit %d %q %q", r.code, r.err, r.out)
	}
}

// TestTrouble: whatever is wrong with the database gets a clear line and what
// to do about it, and nothing is lost.
func TestTrouble(t *testing.T) {
	for _, c := range []struct {
		name  string
		setup func(t *testing.T)
		want  []string
	}{
		{"not a database", func(t *testing.T) { write(t, "stillpoint-try.db", strings.Repeat("not a database ", 100)) },
			[]string{"not a database"}},
		{"a folder", func(t *testing.T) { mkdir(t, "stillpoint-try.db", 0o755) }, []string{"is a folder"}},
		{"wrong key", func(t *testing.T) {
			run(t, "Lisbon\n", "try")
			mkdir(t, "other", 0o755)
			run(t, "Lisbon\n", "try", "--database", "other/a.db")
			b, err := os.ReadFile("other/a.db.key")
			if err != nil {
				t.Fatal(err)
			}
			write(t, "stillpoint-try.db.key", string(b))
		}, []string{"key"}},
		{"key lost", func(t *testing.T) {
			run(t, "Lisbon\n", "try")
			if err := os.Remove("stillpoint-try.db.key"); err != nil {
				t.Fatal(err)
			}
		}, []string{"key file is missing"}},
		{"key nonsense", func(t *testing.T) {
			run(t, "Lisbon\n", "try")
			write(t, "stillpoint-try.db.key", "nonsense")
		}, []string{"key"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			c.setup(t)
			r := run(t, "hello\n", "try")
			if r.code != exitFailed || strings.Contains(r.out, "Hello") {
				t.Errorf("exit %d\n%s", r.code, r.out)
			}
			for _, want := range c.want {
				if !strings.Contains(r.err, want) {
					t.Errorf("%q lacks %q", r.err, want)
				}
			}
			if lines := strings.Count(r.err, "\n"); lines < 1 || lines > 3 {
				t.Errorf("%d lines:\n%s", lines, r.err)
			}
		})
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	st, err := store.Open(t.Context(), store.Options{Path: "stillpoint-try.db"})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	r := run(t, "hello\n", "try")
	if r.code != exitFailed || !strings.Contains(r.err, "another process") {
		t.Errorf("exit %d %q", r.code, r.err)
	}
}

// TestWrongSettings: all of them at once, a line each, exit 2, and no token.
func TestWrongSettings(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("STILLPOINT_LOG_LEVEL", "loud")
	t.Setenv("STILLPOINT_LOG_FORMAT", "xml")
	t.Setenv("STILLPOINT_PROMPTS", "no-such-folder")
	r := run(t, "", "run")
	if r.code != exitUsage {
		t.Errorf("exit %d", r.code)
	}
	for _, want := range []string{"STILLPOINT_LOG_LEVEL", "loud", "STILLPOINT_LOG_FORMAT", "xml", "STILLPOINT_PROMPTS", "no-such-folder", "TELEGRAM_TOKEN"} {
		if !strings.Contains(r.err, want) {
			t.Errorf("%q lacks %q", r.err, want)
		}
	}
	t.Setenv("TELEGRAM_TOKEN", "123 secret")
	if r := run(t, "", "run"); strings.Contains(r.err+r.out, "secret") || r.code != exitUsage {
		t.Errorf("exit %d %q", r.code, r.err)
	}
}

func TestHelpAndVersion(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {}, {"try", "--help"}, {"run", "--help"}, {"prompts", "--help"}} {
		r := run(t, "", args...)
		if r.code != 0 || !strings.Contains(r.out, "Usage:\n  bot ") || r.err != "" {
			t.Errorf("%v: exit %d\n%s%s", args, r.code, r.out, r.err)
		}
	}
	if r := run(t, "", "--version"); r.code != 0 || !strings.HasPrefix(r.out, "stillpoint ") || !strings.Contains(r.out, runtime.Version()) {
		t.Errorf("exit %d %q", r.code, r.out)
	}
	if r := run(t, "", "dance"); r.code != exitUsage || !strings.Contains(r.err, "bot --help") {
		t.Errorf("exit %d %q", r.code, r.err)
	}
}

// TestInterrupted: an order to stop ends a chat that waits for a line.
func TestInterrupted(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	in, keyboard, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer keyboard.Close()
	var out, errs bytes.Buffer
	done := make(chan int)
	go func() { done <- execute(ctx, []string{"try"}, in, &out, &errs) }()
	cancel()
	if code := <-done; code != 0 {
		t.Errorf("exit %d %s", code, errs.String())
	}
}

// TestPlayedPlatformIsTheTerminal keeps the name under which try marks its databases.
func TestPlayedPlatformIsTheTerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	run(t, "Lisbon\n", "try")
	st, err := store.Open(t.Context(), store.Options{Path: "stillpoint-try.db"})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if served, err := st.Served(t.Context()); err != nil || len(served) != 1 || served[0] != terminal.Platform {
		t.Errorf("%v %v", served, err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mkdir(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Mkdir(path, mode); err != nil {
		t.Fatal(err)
	}
}
