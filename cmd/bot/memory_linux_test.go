package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestMemoryLimit(t *testing.T) {
	dir := t.TempDir()
	self := filepath.Join(dir, "cgroup")
	for _, group := range []string{"a/b", "c"} {
		if err := os.MkdirAll(filepath.Join(dir, group), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "a", "memory.max"), "268435456\n")
	write(t, filepath.Join(dir, "a", "b", "memory.max"), "max\n")
	write(t, filepath.Join(dir, "c", "memory.max"), "max\n")
	for text, want := range map[string]int64{"0::/a\n": 268435456, "0::/a/b\n": 268435456, "0::/c\n": 0, "0::/\n": 0, "4:memory:/a\n": 0, "": 0, "0::/../../a\n": 268435456} {
		write(t, self, text)
		if got, ok := memoryLimit(self, dir); got != want || ok != (want > 0) {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	if _, ok := memoryLimit(filepath.Join(dir, "none"), dir); ok {
		t.Error("no control group has a limit")
	}
}
