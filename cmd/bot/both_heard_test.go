package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestBothHeard is the first minutes of two people on the whole bot, one on each
// platform: what both say is understood alike, and nothing is set that wasn't said.
func TestBothHeard(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2027, 3, 12, 18, 57, 0, 0, time.UTC))) // a Friday
		s := serveBoth(t, filepath.Join(t.TempDir(), "heard.db"), "")
		defer s.stop()
		ada, bea := s.discord.Person("ada").Speaks("en-US"), s.server.User("bea").Called("Bea", "de")
		nap()
		ada.Command("start", nil)
		bea.Start("")
		nap()
		// American English is what apps are set to everywhere: not only American clocks.
		if labels := strings.Join(ada.Last().Labels(), " "); !strings.Contains(labels, "18:57") {
			t.Errorf("the times offered on Discord are %s", labels)
		}
		both := func(says, want string) {
			t.Helper()
			ada.Write(says)
			bea.Write(says)
			nap()
			if got := ada.Last().Text; !strings.Contains(got, want) {
				t.Errorf("Discord: %q is answered %q, want %q", says, got, want)
			}
			if got := bea.Last().Text; !strings.Contains(got, want) {
				t.Errorf("Telegram: %q is answered %q, want %q", says, got, want)
			}
		}
		for _, says := range []string{"hi", "hello", "no", "why?"} {
			both(says, "I need your clock before I can ask anything.")
		}
		both("who are you?", "What time is it for you?")
		both("Cambridge", "Which of these is it?")
		both("EST", "Which of these is it?")
		bea.Write("it is 19:57") // one of the buttons that somebody with a German app is shown
		nap()
		if got := bea.Last().Text; !strings.Contains(got, "Europe/Berlin, where it is 19:5") {
			t.Errorf("Telegram: the label of a button, typed, is answered %q", got)
		}
		ada.Write("Berlin")
		bea.Write("Berlin")
		nap()
		if got := bea.Last().Text; !strings.Contains(got, "If it's the clock that is wrong, press your place.") {
			t.Errorf("Telegram: a place where an hour was asked for is answered %q", got)
		}
		both("evening", "Drawn from")
		for _, says := range []string{"stop", "help"} {
			both(says, map[string]string{"stop": "Shall I stop asking?", "help": "Is that for me?"}[says])
		}
		both("What did I write yesterday?", "I can show what you wrote last.")
		both("Another", "Drawn from")

		// A place that is shared in the middle of an answer changes nothing.
		bea.Write("I grew up here:")
		nap()
		bea.Location(-12.05, -77.04)
		nap()
		if got := bea.Last().Text; !strings.Contains(got, "Nothing has changed yet.") {
			t.Errorf("a pin is answered %q", got)
		}
		// Each part of an answer can be taken back.
		bea.Write("and then I left")
		nap()
		bea.Press("Undo")
		nap()
		bea.Press("Take back 2")
		nap()
		if got := bea.Last().Text; !strings.Contains(bea.Transcript(), "one other message of the answer stays") {
			t.Errorf("the second part is taken back with %q", got)
		}
		bea.Command("schedule", "")
		nap()
		if got := bea.Last().Text; !strings.Contains(got, "I ask every day at 19:00, Europe/Berlin time.") {
			t.Errorf("after a pin the schedule is %q", got)
		}

		ada.Command("pause", map[string]any{"until": "for the weekend"})
		bea.Command("pause", "for the weekend")
		nap()
		for platform, got := range map[string]string{"Discord": ada.Last().Text, "Telegram": bea.Last().Text} {
			if !strings.Contains(got, "All right, no questions from 13 to 14 March.") && !strings.Contains(got, "I'll ask again on Monday.") {
				t.Errorf("%s: a pause for the weekend is answered %q", platform, got)
			}
		}
		guild := s.discord.Guild("g")
		cleo := s.discord.Person("cleo")
		guild.Member(cleo)
		channel := cleo.In(guild.Channel("quiet"))
		channel.Command("help", nil)
		nap()
		if got := channel.Last().Text; !strings.Contains(got, "Nobody has set me up in this channel yet") {
			t.Errorf("help in a channel that isn't set up says %q", got)
		}
		t.Log(ada.Transcript())
		t.Log(bea.Transcript())
	})
}
