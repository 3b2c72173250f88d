package main

import (
	"strings"
	"testing"
)

// TestTomorrowWhilePaused: with no question planned, :tomorrow says why, and what
// leads on; after /resume it moves.
func TestTomorrowWhilePaused(t *testing.T) {
	t.Chdir(t.TempDir())
	r := run(t, ":tomorrow\nLisbon\n21:00\n/pause\n:tomorrow\n/resume\n:tomorrow\n", "try")
	if r.code != 0 || r.err != "" {
		t.Fatalf("exit %d, %s", r.code, r.err)
	}
	after := strings.Split(r.out, "> :tomorrow\n")
	for i, want := range []string{"/start sets one up", "you have paused. /resume goes on", "#2\n"} {
		if got := after[i+1]; !strings.Contains(got, want) {
			t.Errorf("after :tomorrow number %d: %q lacks %q", i+1, got, want)
		}
	}
}
