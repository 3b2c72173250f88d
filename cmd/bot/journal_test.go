package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/schedule"
)

// TestJournalOnBoth: on either platform a question that was left open is answered from
// the journal, found by a word, changed, and forgotten with everything else.
func TestJournalOnBoth(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal.db")
	synctest.Test(t, func(t *testing.T) {
		berlin, err := schedule.Location("Europe/Berlin")
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Date(2027, 1, 12, 12, 0, 0, 0, berlin)
		time.Sleep(time.Until(begin))
		s := serveBoth(t, path, "")
		defer s.stop()
		ada, bea := s.beginBoth()
		ada.Write("secret words, the first")
		bea.Write("secret words, the first")
		nap()
		for day := 1; day <= 2; day++ {
			time.Sleep(time.Until(begin.AddDate(0, 0, day).Add(10 * time.Hour)))
			synctest.Wait()
		}
		both := func(discord, telegram func()) {
			discord()
			telegram()
			nap()
		}
		wants := func(part string) {
			t.Helper()
			for on, got := range map[string]string{"Discord": ada.Last().Text, "Telegram": bea.Last().Text} {
				if !strings.Contains(strings.ReplaceAll(got, "\\", ""), part) {
					t.Errorf("%s reads %q, want it to hold %q", on, got, part)
				}
			}
		}
		command := func(name, field, args string) {
			values := map[string]any{}
			if args != "" {
				values[field] = args
			}
			both(func() { ada.Command(name, values) }, func() { bea.Command(name, args) })
		}
		press := func(label string) { both(func() { ada.Press("", label) }, func() { bea.Press(label) }) }

		command("journal", "find", "")
		wants("left open")
		press("Answer 2 now")
		both(func() { ada.Submit(map[string]string{"answer": "secret words, Wednesday’s café"}) }, func() { bea.Write("secret words, Wednesday’s café") })
		wants("Its day counts after all, and the rest day it took is yours again.")
		command("journal", "find", "CAFES")
		wants("One entry with “CAFES”")
		press("Open 1")
		wants("only you can read it")
		press("Edit")
		both(func() { ada.Submit(map[string]string{"words": "secret words, in other words"}) }, func() { bea.Write("secret words, in other words") })
		wants("Changed. What stood there before is gone.")
		command("journal", "find", "cafe")
		wants("No entry with")
		command("journal", "find", "12 January")
		wants("secret words, the first")
		command("forget", "what", "everything")
		wants("two entries")
		press("Yes, delete everything")
		wants("I hold nothing on you any more")
		command("journal", "find", "")
		wants("Nothing is in it yet.")
		if n := len(ada.Failed()); n != 0 {
			t.Errorf("%d interactions failed on Discord", n)
		}
		if n := s.server.Spinning(); n != 0 {
			t.Errorf("%d spinners still turn on Telegram", n)
		}
		if log := s.log.String(); strings.Contains(log, "secret words") || strings.Contains(log, "level=ERROR") {
			t.Errorf("the log:\n%s", log)
		}
	})
}
