//go:build unix

package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

const benchPack = `id: the-bench
name: The bench
essays:
  - id: the-old-bench
    title: The old bench by the weir
    author: M. Okafor
    sections:
      - id: sitting
        name: Sitting
`

const sitting = `- id: bench-of-yours
  form: question
  depth: light
  question: Where is the bench on which you have sat most often?
  follow-up: What did you go there to get away from, the first time?
`

// TestBrokenPackKeepsItsLastGoodVersion: the host breaks a pack while the bot
// runs and has it read again. Every mistake gets a line, and the bot goes on
// asking from what was good before.
func TestBrokenPackKeepsItsLastGoodVersion(t *testing.T) {
	t.Chdir(t.TempDir())
	mkdir(t, "packs", 0o755)
	mkdir(t, "packs/the-bench", 0o755)
	write(t, "packs/the-bench/pack.yaml", benchPack)
	write(t, "packs/the-bench/sitting.yaml", sitting)

	in, keyboard := io.Pipe()
	var out, errs syncedBuffer
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	done := make(chan int)
	go func() { done <- execute(ctx, []string{"try", "--prompts", "packs"}, in, &out, &errs) }()
	say := func(lines string) {
		if _, err := io.WriteString(keyboard, lines); err != nil {
			t.Error(err)
		}
	}
	say("Lisbon\n21:00\n/settings\n") // All of them are taken in before the next write returns.

	write(t, filepath.Join("packs", "the-bench", "sitting.yaml"),
		"- id: Bench of yours\n  form: sermon\n  depth: shallow\n  question: Where?\n  colour: blue\n")
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	waitFor(t, ctx, func() bool {
		return strings.Contains(errs.String(), "the packs were read again") || len(errs.String()) > 2000
	})
	say(":press Other questions\n:press The bench\n:tomorrow\n")
	_ = keyboard.Close()
	if code := <-done; code != 0 {
		t.Fatalf("exit %d\n%s", code, errs.String())
	}
	if !strings.Contains(out.String(), "Where is the bench on which you have sat most often?") {
		t.Errorf("the good version is gone:\n%s", out.String())
	}
	for _, want := range []string{"sitting.yaml:1", "sitting.yaml:2", "sitting.yaml:3", "sitting.yaml:5"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("no line for %s:\n%s", want, errs.String())
		}
	}
}
