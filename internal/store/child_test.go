package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"stillpoint/internal/reflection"
)

// childEnv names what a copy of the test binary does instead of testing.
const childEnv = "STILLPOINT_STORE_TEST"

// runAsChild does what the environment asks for, and reports whether it did.
func runAsChild() bool {
	task, path := os.Getenv(childEnv), os.Getenv(childEnv+"_PATH")
	var err error
	switch task {
	case "":
		return false
	case "open":
		err = openOnce(path)
	case "copy":
		err = copyFile(path, os.Getenv(childEnv+"_TO"))
	case "commit":
		err = commitForEver(path)
	case "replaced":
		err = writeOnce(path)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	return true
}

// child returns a process that does the task with the database.
func child(t *testing.T, task, path string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childEnv+"="+task, childEnv+"_PATH="+path)
	return c
}

// copyFile copies a file as it is on the disk.
func copyFile(path, to string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o600)
}

// openOnce opens the database and prints "opened".
func openOnce(path string) error {
	s, err := Open(context.Background(), Options{Path: path})
	if err != nil {
		return err
	}
	fmt.Println("opened")
	return s.Close()
}

// commitForEver adds facts from several goroutines and prints the id of each
// once its commit is confirmed.
func commitForEver(path string) error {
	s, err := Open(context.Background(), Options{Path: path})
	if err != nil {
		return err
	}
	var h home
	err = s.Update(context.Background(), func(tx reflection.Tx) (err error) { h, err = addHome(tx, os.Getpid()); return err })
	if err != nil {
		return err
	}
	fmt.Println("person", h.Person.ID)
	failed := make(chan error)
	for range 8 {
		go func() {
			for {
				f := reflection.Fact{Kind: reflection.FactRested, Person: h.Person.ID, At: time.Now()}
				if err := s.Update(context.Background(), func(tx reflection.Tx) error { return tx.AddFact(&f) }); err != nil {
					failed <- err
					return
				}
				fmt.Println("fact", f.ID)
			}
		}()
	}
	return <-failed
}

// copyOf returns the bytes of a database file that this process has open. Another
// process copies it: reading it here would drop SQLite's locks.
func copyOf(t *testing.T, path string) []byte {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childEnv+"=copy", childEnv+"_PATH="+path, childEnv+"_TO="+to)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("copy: %v: %s", err, out)
	}
	text, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
