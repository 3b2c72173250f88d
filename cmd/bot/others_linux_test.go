package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"stillpoint/internal/adapters/telegram/telegramtest"
)

// TestFoldersOfAnother: where a folder belongs to another account than the bot runs as,
// such as a root-owned folder that is mounted into a container, the start is refused with
// the id of the account that needs it, and the doctor says the same before.
func TestFoldersOfAnother(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can run it as somebody else")
	}
	const id = 65532
	dir, program := programForAll(t)
	for _, name := range []string{"theirs", "ours"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chown(filepath.Join(dir, "ours"), id, id); err != nil {
		t.Fatal(err)
	}
	tg := telegramtest.New(t)
	for name, c := range map[string]struct{ database, key, backups, wrong, do string }{
		"the database's": {"theirs", "ours", "ours", "theirs/x.db: the database can't be written to", "Let user id 65532 write to the file and to the folder it is in"},
		"the key's":      {"ours", "theirs", "ours", "theirs/x.key: the key file can't be made", "Let user id 65532 write to the folder it is in"},
		"the backups'":   {"ours", "ours", "theirs", `theirs"`, "it takes a folder that user id 65532 may write to"},
	} {
		t.Run(name, func(t *testing.T) {
			started := func(what string) string {
				cmd := exec.Command(program)
				cmd.Dir = filepath.Join(dir, "ours")
				cmd.Env = append(os.Environ(), envArgs+"="+what, "HOME=/", "TELEGRAM_TOKEN="+tg.Token(), "TELEGRAM_API_URL="+tg.URL(),
					"STILLPOINT_DATABASE="+filepath.Join(dir, c.database, "x.db"), "STILLPOINT_KEY_FILE="+filepath.Join(dir, c.key, "x.key"),
					"STILLPOINT_BACKUP_DIR="+filepath.Join(dir, c.backups))
				cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: id, Gid: id}}
				said, err := cmd.CombinedOutput()
				if err == nil || cmd.ProcessState.ExitCode() < 1 {
					t.Errorf("%s ended with %v:\n%s", what, err, said)
				}
				return string(said)
			}
			if said := started("doctor"); !strings.Contains(said, "MISSING") || !strings.Contains(said, fmt.Sprintf("user id %d", id)) {
				t.Errorf("the doctor says\n%s", said)
			}
			if said := started("run"); !strings.Contains(said, c.wrong) || !strings.Contains(said, c.do) {
				t.Errorf("it lacks %q and %q:\n%s", c.wrong, c.do, said)
			}
			if _, err := os.Stat(filepath.Join(dir, "ours", "x.db")); err == nil {
				t.Error("a database is left of a start that was refused")
			}
		})
	}
}

// TestTheDoctorLooksAtTheLog: a database's file that is left of a bot that was killed, and
// that this account can't write to, is named.
func TestTheDoctorLooksAtTheLog(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can run it as somebody else")
	}
	const id = 65532
	dir, program := programForAll(t)
	database := filepath.Join(dir, "x.db")
	closed(t, database)
	for _, name := range []string{dir, database, database + ".key", database + ".lock"} {
		if err := os.Chown(name, id, id); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(database+"-shm", nil, 0o444); err != nil {
		t.Fatal(err)
	}
	tg := telegramtest.New(t)
	cmd := exec.Command(program)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), envArgs+"=doctor", "HOME=/", "TELEGRAM_TOKEN="+tg.Token(), "TELEGRAM_API_URL="+tg.URL(), "STILLPOINT_DATABASE="+database)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: id, Gid: id}}
	said, err := cmd.CombinedOutput()
	if want := database + "-shm can't be written to by user id 65532"; err == nil || !strings.Contains(string(said), want) {
		t.Errorf("it lacks %q (%v):\n%s", want, err, said)
	}
}

// programForAll puts this program into a folder in which every account can run it.
func programForAll(t *testing.T) (dir, program string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	program = filepath.Join(dir, "bot")
	copyProgram(t, program)
	return dir, program
}

// copyProgram copies this program to where others can run it.
func copyProgram(t *testing.T, to string) {
	t.Helper()
	from, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	f, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(f, from); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
