package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestTelegramEditedCommand: a command with a slip in it is mended by an edit, in a
// group and in private; one that was understood is not carried out again.
func TestTelegramEditedCommand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edited.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveTelegram(t, path)
		defer s.stop()
		group := s.server.Supergroup("walkers")
		boss := s.server.User("boss")
		group.MakeAdmin(boss)
		nap()
		admin := boss.In(group)
		id := admin.Command("community", "setup 09:00 Europe/Berlin wekdays-all")
		nap()
		admin.Edit(id, "/community setup 09:00 Europe/Berlin weekdays")
		nap()
		if seen := admin.Transcript(); !strings.Contains(seen, "on weekdays at 09:00") {
			t.Errorf("the mended command isn't carried out\n%s", seen)
		}
		admin.Edit(id, "/community off")
		nap()
		if seen := admin.Transcript(); !strings.Contains(seen, "Send it as a new message") {
			t.Errorf("an edit of what was carried out isn't answered\n%s", seen)
		}
	})
}
