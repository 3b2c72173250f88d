package disk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLook(t *testing.T) {
	space, _, err := Look(t.TempDir())
	if err != nil || space.Total == 0 || space.Free > space.Total {
		t.Errorf("%+v %v", space, err)
	}
	if _, _, err := Look(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("what isn't there has no error")
	}
}

func TestKinds(t *testing.T) {
	for path, want := range map[string]string{"/dev/shm": Memory} {
		if _, err := os.Stat(path); err != nil {
			continue
		}
		if _, kind, err := Look(path); err != nil || kind != want {
			t.Errorf("%s is %q, want %q (%v)", path, kind, want, err)
		}
	}
}

func TestWritable(t *testing.T) {
	if err := Writable(t.TempDir()); err != nil {
		t.Error(err)
	}
	if err := Writable(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), Account()) {
		t.Errorf("what isn't there can be written to: %v", err)
	}
	closed := filepath.Join(t.TempDir(), "closed")
	if err := os.Mkdir(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	if err := Writable(closed); err == nil && os.Geteuid() > 0 {
		t.Error("a closed folder can be written to")
	}
}
