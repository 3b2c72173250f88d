package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/backups"
	"stillpoint/internal/chat"
	"stillpoint/internal/store"
)

// TestBackupAndRestore: what a running bot holds is backed up, brought to another
// folder, and serves the same people there.
func TestBackupAndRestore(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	mkdir(t, "backups", 0o700)
	mkdir(t, "elsewhere", 0o700)
	r := run(t, "Lisbon\n21:00\nan answer that stays\n", "try")
	if r.code != 0 {
		t.Fatal(r.err)
	}
	st := opened(t, "stillpoint-try.db") // A bot has it open.
	t.Setenv("STILLPOINT_DATABASE", "stillpoint-try.db")
	r = run(t, "", "backup", filepath.Join("backups", "one.db"))
	if r.code != 0 || !strings.Contains(r.out, "holds 1 person, 1 reply and 1 question, and was read through") || !strings.Contains(r.out, "stillpoint-try.db.key, which isn't in it") {
		t.Fatalf("exit %d, %s%s", r.code, r.out, r.err)
	}
	if files, _ := filepath.Glob("backups/*"); len(files) != 1 {
		t.Errorf("made: %v", files)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"backup", "beside.db"}, exitUsage, "where the key stillpoint-try.db.key lies"},
		{[]string{"backup", filepath.Join("none", "x.db")}, exitUsage, "a folder that exists"},
		{[]string{"backup", filepath.Join("backups", "one.db")}, exitFailed, "exists already"},
		{[]string{"restore", filepath.Join("backups", "one.db")}, exitFailed, "Stop the other one first"},
		{[]string{"restore", "none.db"}, exitFailed, "there is no such backup"},
	} {
		if r := run(t, "", c.args...); r.code != c.code || !strings.Contains(r.err, c.says) {
			t.Errorf("%v: exit %d, %s", c.args, r.code, r.err)
		}
	}
	words := partsOf(t, st, "terminal", "you")
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile("stillpoint-try.db.key")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join("elsewhere", "stillpoint-try.db.key"), string(key))
	t.Chdir("elsewhere")
	r = run(t, "", "restore", filepath.Join("..", "backups", "one.db"))
	if r.code != 0 || !strings.Contains(r.out, "holds 1 person, 1 reply and 1 question now") {
		t.Fatalf("exit %d, %s%s", r.code, r.out, r.err)
	}
	if again := partsOf(t, opened(t, "stillpoint-try.db"), "terminal", "you"); fmt.Sprint(again) != fmt.Sprint(words) || len(words) != 1 {
		t.Errorf("%d parts were restored of %d", len(again), len(words))
	}
}

// A bot that runs for days makes one backup a day, and one that fails is said, and
// made when it can be.
func TestBackupsByThemselves(t *testing.T) {
	t.Parallel()
	path, folder := filepath.Join(t.TempDir(), "bot.db"), t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		s := &served{t: t, path: path, log: &syncedBuffer{}, backups: &backups.Folder{Path: folder, Days: 3, Weeks: 1}}
		s.server = telegramtest.New(t, telegramtest.InMemory())
		s.start()
		defer func() { s.stop() }()
		time.Sleep(49 * time.Hour)
		count := func() int {
			t.Helper()
			all, err := s.backups.List()
			if err != nil {
				return -1
			}
			return len(all)
		}
		if n := count(); n != 3 {
			t.Errorf("%d backups after two days, want 3", n)
		}
		if err := os.Rename(folder, folder+".gone"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(25 * time.Hour)
		if log := s.log.String(); !strings.Contains(log, "the backup failed") || !strings.Contains(log, "STILLPOINT_BACKUP_DIR mounted") {
			t.Errorf("a backup that fails isn't said:\n%s", log)
		}
		if err := os.Rename(folder+".gone", folder); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Hour)
		all, err := s.backups.List()
		if err != nil || len(all) != 4 {
			t.Fatalf("%v %v", all, err)
		}
		if seen, err := store.Verify(t.Context(), all[0].Path); err != nil || !seen.Clean {
			t.Errorf("%+v %v", seen, err)
		}
	})
}

// A database that is gone although its key is there is no new one.
func TestAMissingDatabaseIsRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	st := opened(t, "stillpoint.db")
	if err := st.MarkServed(t.Context(), chat.Platform("telegram")); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	for name, lose := range map[string]func(){
		"gone":  func() { _ = os.Remove("stillpoint.db") },
		"empty": func() { write(t, "stillpoint.db", "") },
	} {
		lose()
		t.Setenv("TELEGRAM_TOKEN", "123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
		r := run(t, "", "run")
		if r.code != exitFailed || !strings.Contains(r.err, "missing or empty") || !strings.Contains(r.err, "--begin-anew") {
			t.Errorf("%s: exit %d, %s", name, r.code, r.err)
		}
		if info, err := os.Stat("stillpoint.db"); err == nil && info.Size() > 0 {
			t.Errorf("%s: a database was made", name)
		}
	}
}
