//go:build unix

package prompts

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe in a pack's place is a mistake like any other, and nothing waits for it.
func TestPipeForAPack(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "garden"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(folder, "garden", "pack.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, problems, err := Open(smallPack(), folder)
	if err != nil {
		t.Fatal(err)
	}
	wantLine(t, problems, "garden/pack.yaml", "is no regular file")
}
