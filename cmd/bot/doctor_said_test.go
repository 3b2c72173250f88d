package main

import (
	"path/filepath"
	"strings"
	"testing"
)

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
