// Package postgrestest starts a PostgreSQL server for the tests of one process, in a
// temporary folder, and gives each test databases of its own on it.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// Server is a server of the tests' own. It listens on a socket in its folder.
type Server struct {
	bin, dir  string
	as        account
	process   *exec.Cmd
	databases atomic.Int64
	prepared  chan string // databases that can be used again

	pooling  sync.Once
	pooler   *exec.Cmd // PgBouncer, once it was asked for
	unpooled error     // why there is none
}

var (
	starting sync.Once
	started  *Server
	failed   error
)

// Shared returns the server of this process, and starts it at first. A test for which
// there is none is skipped, but fails where CI is set: there it must be had.
func Shared(t testing.TB) *Server {
	t.Helper()
	starting.Do(func() { started, failed = start() })
	if failed != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("PostgreSQL can't be had: %v", failed)
		}
		t.Skipf("SKIPPED: PostgreSQL can't be had here: %v", failed)
	}
	return started
}

// Own starts a server for a test alone, which can restart it.
func Own(t testing.TB) *Server {
	t.Helper()
	Shared(t) // or skip
	s, err := start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.end)
	return s
}

// Restart stops the server, at once or once it has ended what it does, waits, and starts
// it again. It returns when it answers.
func (s *Server) Restart(t testing.TB, atOnce bool, down time.Duration) {
	t.Helper()
	order := syscall.SIGINT
	if atOnce {
		order = syscall.SIGQUIT
	}
	if err := s.process.Process.Signal(order); err != nil {
		t.Fatal(err)
	}
	_ = s.process.Wait() // Its code says only how it was stopped.
	time.Sleep(down)
	if err := s.run(); err != nil {
		t.Fatal(err)
	}
}

// Stop ends the server, if it was started. TestMain calls it after the tests.
func Stop() {
	starting.Do(func() { failed = errors.New("the tests are over") })
	if started != nil {
		started.end()
	}
}

// Database makes an empty database, which goes with the test, and returns its address.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := s.create(t)
	t.Cleanup(func() {
		if err := s.exec("postgres", fmt.Sprintf("DROP DATABASE %s WITH (FORCE)", name)); err != nil {
			t.Errorf("drop %s: %v", name, err)
		}
	})
	return s.Address(name)
}

func (s *Server) create(t testing.TB) (name string) {
	t.Helper()
	name = fmt.Sprintf("test_%d", s.databases.Add(1))
	if err := s.exec("postgres", "CREATE DATABASE "+name); err != nil {
		t.Fatalf("create %s: %v", name, err)
	}
	return name
}

// Prepared returns the address of a database as prepare makes one of an empty database.
// After the test the statements of reset make it so again, for the next: that takes a
// fraction of the time.
func (s *Server) Prepared(t testing.TB, prepare func(address string) error, reset string) string {
	t.Helper()
	var name string
	select {
	case name = <-s.prepared:
	default:
		name = s.create(t)
		if err := prepare(s.Address(name)); err != nil {
			t.Fatalf("prepare %s: %v", name, err)
		}
	}
	t.Cleanup(func() {
		if err := s.exec(name, reset); err != nil {
			t.Errorf("reset %s: %v", name, err)
			return
		}
		select {
		case s.prepared <- name:
		default:
		}
	})
	return s.Address(name)
}

// Address is that of a database by its name.
func (s *Server) Address(database string) string {
	return fmt.Sprintf("postgres:///%s?host=%s&user=postgres", database, s.dir)
}

// Dir is the folder in which the server's socket is.
func (s *Server) Dir() string { return s.dir }

// exec runs statements in a database, as the server's administrator.
func (s *Server) exec(database, statements string) error {
	_, err := s.Ask(database, statements)
	return err
}

// Ask runs statements in a database, as the server's administrator, and returns what the
// last of them found in its first column.
func (s *Server) Ask(database, statements string) (found []string, err error) {
	return s.ask(s.Address(database), statements)
}

func (s *Server) ask(address, statements string) (found []string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := pgconn.Connect(ctx, address)
	if err != nil {
		return nil, err
	}
	defer c.Close(ctx)
	results, err := c.Exec(ctx, statements).ReadAll()
	if err != nil || len(results) == 0 {
		return nil, err
	}
	for _, row := range results[len(results)-1].Rows {
		found = append(found, string(row[0]))
	}
	return found, nil
}

// start makes a server and waits until it answers.
func start() (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin, dir: dir, prepared: make(chan string, 16)}
	if s.as, err = anAccount(dir); err == nil {
		err = s.begin()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

// binaries finds the folder of the server's programs, the newest there is.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	for _, more := range []string{"/usr/local/pgsql/bin/initdb", "/opt/homebrew/bin/initdb"} {
		if _, err := os.Stat(more); err == nil {
			found = append(found, more)
		}
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		return "", errors.New("there is no initdb: install PostgreSQL (apt-get install postgresql)")
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
}

// version is the number in the path of a Debian package; 0 for another path.
func version(path string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	if err != nil {
		return 0
	}
	return n
}

// command makes one that runs as the server's account.
func (s *Server) command(program string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Dir = s.dir
	s.as.apply(c)
	return c
}

// begin makes the server's files and runs it. It may lose them: they are for tests.
func (s *Server) begin() error {
	data := filepath.Join(s.dir, "data")
	made, err := s.command(filepath.Join(s.bin, "initdb"), "--pgdata="+data, "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C").CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb: %w: %s", err, made)
	}
	return s.run()
}

// run runs the server, and waits until it answers.
func (s *Server) run() error {
	data := filepath.Join(s.dir, "data")
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.process = s.command(filepath.Join(s.bin, "postgres"), "-D", data, "-k", s.dir, "-c", "listen_addresses=", "-c", "fsync=off",
		"-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "autovacuum=off")
	s.process.Stdout, s.process.Stderr = log, log
	if err := s.process.Start(); err != nil {
		return err
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if err = s.exec("postgres", "SELECT 1"); err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			s.end()
			return fmt.Errorf("the server didn't begin to answer: %w", err)
		}
	}
}

// end stops the server at once and removes its files.
func (s *Server) end() {
	if s.pooler != nil {
		_ = s.pooler.Process.Kill()
		_ = s.pooler.Wait()
	}
	_ = s.process.Process.Signal(syscall.SIGQUIT)
	_ = s.process.Wait()
	_ = os.RemoveAll(s.dir)
}
