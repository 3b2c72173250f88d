package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestDoctorSaysItOnce: what is wrong with the file of a key is said once, with what to do,
// whether the file is named or lies beside the database, and whether there is one.
func TestDoctorSaysItOnce(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(t *testing.T)
		more    []string
	}{
		"named":                   {func(t *testing.T) { write(t, "k", "nonsense") }, []string{"STILLPOINT_KEY_FILE", "k"}},
		"named, with a database":  {func(t *testing.T) { closed(t, "stillpoint.db"); write(t, "k", "nonsense") }, []string{"STILLPOINT_KEY_FILE", "k"}},
		"beside the database":     {func(t *testing.T) { closed(t, "stillpoint.db"); write(t, "stillpoint.db.key", "nonsense") }, nil},
		"named, without a folder": {func(t *testing.T) { write(t, "k", "nonsense") }, []string{"STILLPOINT_KEY_FILE", "k", "STILLPOINT_DATABASE", filepath.Join("none", "x.db")}},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := calledAfter(t, func() { c.prepare(t) }, "doctor", c.more...)
			if code != exitFailed || strings.Count(out, "not a Stillpoint key file") != 1 || strings.Count(out, "The key is in no backup: put back the copy") != 1 {
				t.Errorf("exit %d\n%s%s", code, out, errs)
			}
		})
	}
}

// TestDoctorNamesBackupsByHand: a backup that was made by hand stays, and so do the words in
// it, until the host deletes it.
func TestDoctorNamesBackupsByHand(t *testing.T) {
	code, out, errs := calledAfter(t, func() {
		mkdir(t, "backups", 0o700)
		write(t, filepath.Join("backups", "first.db"), "a backup")
		write(t, filepath.Join("backups", "stillpoint-20261128T120000Z.db"), "one of the bot's own")
	}, "doctor", "STILLPOINT_BACKUP_DIR", "backups")
	if !strings.Contains(out, "put there by hand: first.db\n") || !strings.Contains(out, "The bot deletes none of these") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}
