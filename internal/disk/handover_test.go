//go:build unix

package disk

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestHandOver: root's file goes to the first other's account that isn't root, and nobody
// else's file is touched.
func TestHandOver(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	dir := t.TempDir()
	file := func(name string, owner int) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Lchown(path, owner, owner); err != nil {
			t.Fatal(err)
		}
		return path
	}
	roots, theirs, others := file("roots", 0), file("theirs", 65532), file("others", 65531)
	linked := file("linked", 0)
	if err := os.Link(linked, filepath.Join(dir, "again")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		from []string
		want uint32
	}{
		{file("a", 0), []string{roots, theirs, others}, 65532},
		{file("b", 0), []string{filepath.Join(dir, "none"), others}, 65531},
		{file("c", 0), []string{roots}, 0},
		{file("d", 65531), []string{theirs}, 65531},
		{linked, []string{theirs}, 0}, // Under its other name it may be anything of root's.
	} {
		HandOver(c.path, c.from...)
		info, err := os.Lstat(c.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Sys().(*syscall.Stat_t); got.Uid != c.want || got.Gid != c.want {
			t.Errorf("%s is of %d:%d, want %d", filepath.Base(c.path), got.Uid, got.Gid, c.want)
		}
	}
}
