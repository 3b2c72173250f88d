package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// TestSeriesInTheTerminal plays a series from the offer to what is given back.
func TestSeriesInTheTerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	r := run(t, "Lisbon\n21:00\nfirst of all\n/series\n2\n1\n:tomorrow\nplain words\n:tomorrow\n:tomorrow\n/another\nof fear\n"+
		":tomorrow\nwhat I stay for\n:tomorrow\nmore than I thought\n:tomorrow\n", "try")
	if r.code != 0 || r.err != "" {
		t.Fatalf("exit %d, %s", r.code, r.err)
	}
	out := strings.Join(strings.Fields(r.out), " ") // as if the lines were not wrapped
	at := 0
	for _, want := range []string{
		"four evenings on one theme", "Staying Four evenings on staying where you are", "findahelpline.com",
		"“Staying” it is. The first evening comes tomorrow at 21:00.",
		"Describe the place where you are staying", "[3] Leave the series",
		"What do you tell people when they ask why you are still there?",
		"What are you afraid would happen in the first month if you left?",
		"each evening has its one question",
		"Take the fear away for a moment.",
		"The four evenings are over.", "On the first evening:", "plain words", "On the last:", "what I stay for", "On the third:", "of fear",
		"What has changed since?", "Drawn from “",
	} {
		next := strings.Index(out[at:], want)
		if next < 0 {
			t.Fatalf("the transcript lacks %q, or has it out of its place:\n%s", want, r.out)
		}
		at += next
	}
	if strings.Contains(out, "On the second:") {
		t.Errorf("the second evening, which went by, is given back:\n%s", r.out)
	}
}

// TestSeriesOnBoth plays series on both platforms by one bot: one person misses an
// evening, pauses in the middle, and is given back what they wrote; the other leaves
// in the middle and begins another.
func TestSeriesOnBoth(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "series.db")
	synctest.Test(t, func(t *testing.T) {
		berlin, err := schedule.Location("Europe/Berlin")
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Date(2027, 1, 12, 12, 0, 0, 0, berlin)
		time.Sleep(time.Until(begin))
		s := serveBoth(t, path, "")
		defer s.stop()
		// On either platform one person goes to the end, and one leaves.
		ada, cem := s.discord.Person("ada"), s.discord.Person("cem")
		bea, dan := s.server.User("bea"), s.server.User("dan")
		nap()
		type someone struct {
			command func(name, args string)
			write   func(text string)
			press   func(label string)
			last    func() string
		}
		people := map[string]someone{
			"ada": {func(n, a string) { ada.Command(n, fields(n, a)) }, func(x string) { ada.Write(x) }, func(l string) { ada.Press("", l) }, func() string { return ada.Last().Text }},
			"cem": {func(n, a string) { cem.Command(n, fields(n, a)) }, func(x string) { cem.Write(x) }, func(l string) { cem.Press("", l) }, func() string { return cem.Last().Text }},
			"bea": {func(n, a string) { bea.Command(n, a) }, func(x string) { bea.Write(x) }, func(l string) { bea.Press(l) }, func() string { return bea.Last().Text }},
			"dan": {func(n, a string) { dan.Command(n, a) }, func(x string) { dan.Write(x) }, func(l string) { dan.Press(l) }, func() string { return dan.Last().Text }},
		}
		each := func(names []string, do func(p someone)) {
			for _, name := range names {
				do(people[name])
			}
			nap()
		}
		wants := func(names []string, part string) {
			t.Helper()
			for _, name := range names {
				if got := people[name].last(); !strings.Contains(got, part) {
					t.Errorf("%s reads %q, want it to hold %q", name, got, part)
				}
			}
		}
		day := 0
		night := func() { // Ten in the evening of the next day, an hour after the question.
			day++
			time.Sleep(time.Until(begin.AddDate(0, 0, day).Add(10 * time.Hour)))
			synctest.Wait()
		}
		all, stay, leave := []string{"ada", "bea", "cem", "dan"}, []string{"ada", "bea"}, []string{"cem", "dan"}
		each(all, func(p someone) { p.command("start", "") })
		each(all, func(p someone) { p.write("Berlin") })
		each(all, func(p someone) { p.press("21:00") })
		each(all, func(p someone) { p.write("the first of all") })
		each(all, func(p someone) { p.command("series", "") })
		each(all, func(p someone) { p.press("Starting again") })
		each(all, func(p someone) { p.press("Begin") })
		wants(all, "“Starting again” it is. The first evening comes tomorrow")

		night()
		wants(all, "What are you starting, or thinking of starting?")
		each(all, func(p someone) { p.write("secret words, the first") })
		night()
		wants(all, "What did the last thing teach you to be afraid of?")
		each(leave, func(p someone) { p.press("Leave the series") })
		wants(leave, "You have left “Starting again”.")
		each(leave, func(p someone) { p.write("secret words, kept all the same") })
		night() // Those who stay have missed the second evening.
		wants(stay, "In front of whom will you have to be bad at it?")
		wants(leave, "Drawn from “")
		each(leave, func(p someone) { p.write("an answer like any") })
		each(stay, func(p someone) { p.write("secret words, the third") })
		each(stay, func(p someone) { p.command("pause", "3 days") })
		each(leave, func(p someone) { p.command("series", "staying") })
		each(leave, func(p someone) { p.press("Begin") })
		each(leave, func(p someone) { p.command("series", "stop") })
		wants(leave, "You have left “Staying”.")
		for range 2 {
			night()
			each(leave, func(p someone) { p.write("an answer like any") })
		}
		night()
		each(stay, func(p someone) { p.write("secret words, the last") })
		each(leave, func(p someone) { p.write("an answer like any") })
		night()
		for _, part := range []string{"The four evenings are over.", "secret words, the first", "secret words, the third", "On the last", "secret words, the last", "What has changed since?"} {
			wants(stay, part)
		}
		each(stay, func(p someone) { p.write("secret words, after all") })
		each(leave, func(p someone) { p.write("an answer like any") })
		night()
		wants(stay, "Drawn from “")

		for _, c := range []struct {
			platform, account string
			run, total        int
		}{
			{"discord", ada.ID(), 5, 5}, {"telegram", fmt.Sprint(bea.ID()), 5, 5}, // a rest day covered the second evening
			{"discord", cem.ID(), 8, 8}, {"telegram", fmt.Sprint(dan.ID()), 8, 8},
		} {
			h := historyOf(t, s.store, chat.Platform(c.platform), c.account)
			if h.Run != c.run || h.Total != c.total || streak.TallyOf(h.Occasions).Missed > 0 {
				t.Errorf("%s on %s: run %d, total %d, %+v", c.account, c.platform, h.Run, h.Total, streak.TallyOf(h.Occasions))
			}
		}
		if n := len(ada.Failed()) + len(cem.Failed()); n != 0 {
			t.Errorf("%d interactions failed on Discord", n)
		}
		if n := s.server.Spinning(); n != 0 {
			t.Errorf("%d spinners still turn on Telegram", n)
		}
		if strings.Contains(s.log.String(), "secret words") {
			t.Error("the log holds words")
		}
	})
}

// fields are the values of a command's fields on Discord.
func fields(name, args string) map[string]any {
	if args == "" {
		return nil
	}
	return map[string]any{map[string]string{"series": "theme", "pause": "until", "questions": "what"}[name]: args}
}

// TestOwnQuestionsOnBoth: by fields and by a file on either platform.
func TestOwnQuestionsOnBoth(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "own.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path, "")
		defer s.stop()
		ada, bea := s.beginBoth()
		ada.Command("questions", map[string]any{"what": "add Which desk is still yours?"})
		bea.Command("questions", "add Which desk is still yours?\nWho taught you to stay late?")
		nap()
		if got := ada.Last().Text; !strings.Contains(got, "Added one.") {
			t.Errorf("Discord: %q", got)
		}
		if got := bea.Last().Text; !strings.Contains(got, "Added 2.") {
			t.Errorf("Telegram: %q", got)
		}
		bea.TextFile("mine.txt", "What do you owe nobody?\nWhich desk is still yours?\n", "/questions")
		nap()
		if got := bea.Last().Text; !strings.Contains(got, "Added one.") || !strings.Contains(got, "Line 2, “Which desk is still yours?”: that one is there already.") {
			t.Errorf("Telegram, a file: %q", got)
		}
		bea.Press("Half")
		nap()
		if got := bea.Last().Text; !strings.Contains(got, "Your own questions, 1 to 3 of 3.") && !strings.Contains(bea.Transcript(), "Your own questions, 1 to 3 of 3.") {
			t.Errorf("Telegram: %q", got)
		}
		if strings.Contains(s.log.String(), "Which desk") {
			t.Error("the log holds words")
		}
	})
}
