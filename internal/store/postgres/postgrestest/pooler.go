package postgrestest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// poolerPort tells the pooler's socket from the server's, which is in the same folder.
const poolerPort = 6432

// Pooled returns the address of a database of the server's behind PgBouncer, in its
// transaction mode, with fewer connections than a store has. A test for which there is
// no PgBouncer is skipped, but fails where CI is set.
func (s *Server) Pooled(t testing.TB, address string) string {
	t.Helper()
	s.pooling.Do(func() { s.unpooled = s.pool() })
	if s.unpooled != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("PgBouncer can't be had: %v", s.unpooled)
		}
		t.Skipf("SKIPPED: PgBouncer can't be had here: %v", s.unpooled)
	}
	return fmt.Sprintf("%s&port=%d", address, poolerPort)
}

// pool starts PgBouncer, and waits until it answers.
func (s *Server) pool() error {
	program, err := exec.LookPath("pgbouncer")
	if err != nil {
		program = "/usr/sbin/pgbouncer"
	}
	if _, err := os.Stat(program); err != nil {
		return errors.New("there is none: install it (apt-get install pgbouncer)")
	}
	settings := filepath.Join(s.dir, "pgbouncer.ini")
	if err := os.WriteFile(settings, fmt.Appendf(nil, `[databases]
* = host=%[1]s user=postgres
[pgbouncer]
unix_socket_dir = %[1]s
listen_port = %[2]d
logfile = %[1]s/pgbouncer.log
auth_type = any
pool_mode = transaction
default_pool_size = 5
max_client_conn = 200
`, s.dir, poolerPort), 0o644); err != nil {
		return err
	}
	s.pooler = s.command(program, settings)
	if err := s.pooler.Start(); err != nil {
		return err
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if _, err = s.ask(fmt.Sprintf("%s&port=%d", s.Address("postgres"), poolerPort), "SELECT 1"); err == nil || time.Now().After(deadline) {
			return err
		}
	}
}
