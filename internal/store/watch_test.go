package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"stillpoint/internal/reflection"
)

// writeOnce opens the database, prints "opened", waits for a line, writes, and prints
// what came of it; then it closes.
func writeOnce(path string) error {
	s, err := Open(context.Background(), Options{Path: path})
	if err != nil {
		return err
	}
	fmt.Println("opened")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	err = s.Update(context.Background(), func(tx reflection.Tx) error { return tx.AddPerson(&reflection.Person{}) })
	switch {
	case err == nil:
		fmt.Println("kept")
	case errors.Is(err, ErrReplaced) && errors.Is(err, reflection.ErrUnavailable) && errors.Is(s.Lasting(), ErrReplaced):
		fmt.Println("refused")
	default:
		return err
	}
	return s.Close()
}

// TestAReplacedDatabaseIsNoticed: what takes the file away under an open store has it
// refuse what is written, and what stands there is whole at the next start.
func TestAReplacedDatabaseIsNoticed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		does    func(t *testing.T, path, backup string)
		refused bool
	}{
		"nothing": {func(*testing.T, string, string) {}, false},
		"it is gone": {func(t *testing.T, path, _ string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}, true},
		"moved over it": {func(t *testing.T, path, backup string) {
			if err := os.Rename(backup, path); err != nil {
				t.Fatal(err)
			}
		}, true},
		"copied over it": {func(t *testing.T, path, backup string) {
			if err := copyFile(backup, path); err != nil {
				t.Fatal(err)
			}
		}, true},
		"checkpointed by another": {func(t *testing.T, path, _ string) { raw(t, path, `PRAGMA wal_checkpoint(PASSIVE)`) }, false},
		"read by another": {func(t *testing.T, path, _ string) {
			if seen, err := Verify(t.Context(), path); err != nil || seen.Census.People == 0 || !InUse(path) {
				t.Errorf("%+v %v", seen, err)
			}
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "bot.db")
			s, err := Open(t.Context(), Options{Path: path})
			if err != nil {
				t.Fatal(err)
			}
			newHome(t, s, 1)
			backup := filepath.Join(t.TempDir(), "backup.db")
			if _, err := s.Backup(t.Context(), backup); err != nil {
				t.Fatal(err)
			}
			newHome(t, s, 2)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			said := heardFrom(t, child(t, "replaced", path), func() { c.does(t, path, backup) })
			if want := map[bool]string{true: "refused", false: "kept"}[c.refused]; said != want {
				t.Fatalf("what was written was %s, want %s", said, want)
			}
			if name == "it is gone" {
				if _, err := Open(t.Context(), Options{Path: path}); !errors.Is(err, ErrLogOnly) && !errors.Is(err, ErrLost) {
					t.Errorf("the next start: %v", err)
				}
				return
			}
			s = openAt(t, path)
			if err := s.Check(t.Context(), 0); err != nil {
				t.Error(err)
			}
			want := 3 // with the one that was written meanwhile
			if c.refused {
				want = 1 // as in the backup
			}
			if seen, err := Look(t.Context(), path); err != nil || seen.Census.People != want {
				t.Errorf("%d people, want %d (%v)", seen.Census.People, want, err)
			}
		})
	}
}

// TestALogOfAnotherIsKeptAside: a bot was killed, and a backup put in its place before
// it could bring its log into the file.
func TestALogOfAnotherIsKeptAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bot.db")
	s, err := Open(t.Context(), Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	newHome(t, s, 1)
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	killed := child(t, "commit", path)
	out, err := killed.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil { // It has committed something.
		t.Fatal(err)
	}
	_ = killed.Process.Kill()
	_ = killed.Wait()
	if err := copyFile(backup, path); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path)
	if err := s.Check(t.Context(), 0); err != nil {
		t.Error(err)
	}
	if seen, err := Look(t.Context(), path); err != nil || seen.Census.People != 1 {
		t.Errorf("%+v %v, want the one person of the backup", seen, err)
	}
	if kept, _ := filepath.Glob(path + ".log-of-another-*"); len(kept) != 1 {
		t.Errorf("kept aside: %v", kept)
	}
}

// heardFrom starts a child that says "opened", does something, and returns what it says
// then.
func heardFrom(t *testing.T, c *exec.Cmd, does func()) string {
	t.Helper()
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if lines.Scan(); lines.Text() != "opened" {
		t.Fatalf("it said %q", lines.Text())
	}
	does()
	if _, err := in.Write([]byte("go\n")); err != nil {
		t.Fatal(err)
	}
	lines.Scan()
	got := lines.Text()
	if err := c.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	return got
}
