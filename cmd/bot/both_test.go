package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// TestBothMonth is the whole bot serving two platforms in one process: one person
// on each, from the first word through a month of questions and its summaries.
func TestBothMonth(t *testing.T) {
	path := filepath.Join(t.TempDir(), "month.db")
	synctest.Test(t, func(t *testing.T) {
		berlin, err := schedule.Location("Europe/Berlin")
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Date(2027, 3, 10, 12, 0, 0, 0, berlin) // Clocks go forward on the 28th.
		time.Sleep(time.Until(begin))
		s := serveBoth(t, path)
		defer s.stop()
		ada, bea := s.beginBoth()
		ada.Write("the answer of day 0")
		bea.Write("the answer of day 0")
		nap()
		for day := 1; day <= 30; day++ {
			time.Sleep(time.Until(begin.AddDate(0, 0, day).Add(10 * time.Hour))) // 22:00, whatever the offset
			synctest.Wait()
			switch day {
			case 9: // nothing
			case 12:
				ada.Press("", "Not today")
				bea.Press("Not today")
			default:
				ada.Write("the answer of the day")
				bea.Write("the answer of the day")
			}
			nap()
		}
		if n := len(ada.Failed()); n != 0 {
			t.Errorf("%d interactions failed on Discord", n)
		}
		if n := s.server.Spinning(); n != 0 {
			t.Errorf("%d spinners still turn on Telegram", n)
		}
		if n := labelled(ada.Sees(), "Not today"); n != 31 {
			t.Errorf("%d questions on Discord, want 31", n)
		}
		if n := strings.Count(bea.Transcript(), "[Not today]"); n != 31 {
			t.Errorf("%d questions on Telegram, want 31\n%s", n, bea.Transcript())
		}
		for _, h := range []streak.History{
			historyOf(t, s.store, "discord", ada.ID()), historyOf(t, s.store, "telegram", fmt.Sprint(bea.ID())),
		} {
			if h.Total != 29 || h.Run != 29 || streak.TallyOf(h.Occasions) != (streak.Tally{Kept: 29, Rested: 2}) {
				t.Errorf("total %d, run %d, %+v", h.Total, h.Run, streak.TallyOf(h.Occasions))
			}
		}
		checkSummaries(t, ada, bea)
		for _, secret := range []string{s.server.Token(), s.discord.Token(), "the answer of"} {
			if strings.Contains(s.log.String(), secret) {
				t.Error("the log holds a token, or words")
			}
		}
	})
}

// checkSummaries wants what issue four Sundays and one end of a month bring: each
// once, with its picture and the description of it.
func checkSummaries(t *testing.T, ada *discordtest.Person, bea *telegramtest.User) {
	t.Helper()
	want := []string{"Your first week", "Your week, 15 to 21 March", "Your week, 22 to 28 March", "Your March", "Your week, 29 March to 4 April"}
	for _, title := range want {
		on := 0
		for _, m := range ada.Sees() {
			if strings.Contains(m.Text, title) {
				on++
				if len(m.Files) != 1 || m.Files[0].Description == "" {
					t.Errorf("Discord: %q has %d files", title, len(m.Files))
				}
			}
		}
		if on != 1 {
			t.Errorf("Discord: %q was shown %d times", title, on)
		}
		on = 0
		for _, m := range bea.Sees() {
			if strings.Contains(m.Text, title) {
				on++
				if m.Photo == nil {
					t.Errorf("Telegram: %q has no photo", title)
				}
			}
		}
		if on != 1 {
			t.Errorf("Telegram: %q was shown %d times", title, on)
		}
	}
}

// labelled counts the messages with a button of that label.
func labelled(all []discordtest.Seen, label string) int {
	n := 0
	for _, m := range all {
		if slices.Contains(m.Labels(), label) {
			n++
		}
	}
	return n
}
