package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/store"
)

// TestLitestream runs the configuration in deploy/litestream with Litestream itself,
// where that is installed: what a bot wrote while it was replicated is brought back onto
// another path, opens with the key, and is whole. Nothing is mistaken for a file that was
// replaced.
func TestLitestream(t *testing.T) {
	litestream, err := exec.LookPath("litestream")
	if err != nil {
		t.Skip("litestream isn't installed")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	text, err := os.ReadFile(filepath.Join(root, "deploy", "litestream", "litestream.yml"))
	if err != nil {
		t.Fatal(err)
	}
	database := filepath.Join(dir, "stillpoint.db")
	config := strings.NewReplacer("/data/stillpoint.db", database, "/replica", filepath.Join(dir, "replica")).Replace(string(text))
	write(t, "litestream.yml", config)
	if r := run(t, "Lisbon\n21:00\n", "try", "--database", database); r.code != 0 {
		t.Fatal(r.err)
	}
	var said bytes.Buffer
	replicate := exec.Command(litestream, "replicate", "-config", "litestream.yml")
	replicate.Stdout, replicate.Stderr = &said, &said
	if err := replicate.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = replicate.Process.Kill() })
	time.Sleep(time.Second)
	if r := run(t, "written while it is replicated\n:week\n:week\nand this\n", "try", "--database", database); r.code != 0 || strings.Contains(r.err, "replaced") {
		t.Fatal(r.err)
	}
	time.Sleep(3 * time.Second)
	if err := replicate.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = replicate.Wait()
	restored := filepath.Join(dir, "restored.db")
	if out, err := exec.Command(litestream, "restore", "-config", "litestream.yml", "-o", restored, database).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s\n%s", err, out, said.String())
	}
	before, err := store.Verify(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	after, err := store.Verify(t.Context(), restored)
	if err != nil || after.Census != before.Census || after.Census.Replies == 0 {
		t.Errorf("%+v was restored of %+v, %v\n%s", after.Census, before.Census, err, said.String())
	}
	if err := after.OpenedBy(database + ".key"); err != nil {
		t.Error(err)
	}
	copyKey(t, database+".key", restored+".key")
	if words := partsOf(t, opened(t, restored), "terminal", "you"); len(words) != 1 { // The others are of days to come.
		t.Errorf("%d parts are in what was restored", len(words))
	}
}

// root is the folder of the whole project. It is found before a test changes the folder.
var root = func() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	return filepath.Dir(filepath.Dir(dir))
}()
