package main

import (
	"flag"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
)

// waysDays is how long TestAYearOfWays lasts: a year is
//
//	go test ./cmd/bot -run TestAYearOfWays -timeout 60m -args -ways.days=365
//
// It takes minutes, so that it is only played where it is asked for.
var waysDays = flag.Int("ways.days", 0, "how many days to live on with the ways back; 0 for a few in the terminal alone")

// cameBack is what somebody wrote on a night, as it is quoted.
var cameBack = regexp.MustCompile(`(\w+) thought of the work, night (\d+)\.`)

// ways holds somebody to what may come back to them, with each question in turn.
type ways struct {
	t      *testing.T
	name   string
	came   map[int]bool // nights that did
	turned map[int]bool // nights that were turned away
	last   int          // on which night something came
	taps   int
}

func newWays(t *testing.T, name string) *ways {
	return &ways{t: t, name: name, came: map[int]bool{}, turned: map[int]bool{}, last: -7}
}

// wrote is what they write on a night. On some they name somebody who must never come
// back.
func (w *ways) wrote(night int) string {
	if night%9 == 5 {
		return fmt.Sprintf("%s thought of the work, night %d. Orsolya was there.", w.name, night)
	}
	return fmt.Sprintf("%s thought of the work, night %d.", w.name, night)
}

// sees holds a question to what may stand in it, and reports which night came back
// with it; 0 for none.
func (w *ways) sees(night int, text string) int {
	w.t.Helper()
	if !strings.Contains(text, "What has changed?") {
		if cameBack.MatchString(text) {
			w.t.Errorf("%s, night %d: words without being asked what has changed:\n%s", w.name, night, text)
		}
		return 0
	}
	found := cameBack.FindAllStringSubmatch(text, -1)
	if len(found) != 1 || found[0][1] != w.name {
		w.t.Errorf("%s, night %d: %q came back:\n%s", w.name, night, found, text)
		return 0
	}
	was, _ := strconv.Atoi(found[0][2])
	age := night - was
	near := func(days, slack int) bool { return age >= days-slack && age <= days+slack }
	switch {
	case strings.Contains(text, "Orsolya"):
		w.t.Errorf("%s, night %d: who was never to come back did:\n%s", w.name, night, text)
	case w.came[was]:
		w.t.Errorf("%s, night %d: night %d came back twice", w.name, night, was)
	case w.turned[was]:
		w.t.Errorf("%s, night %d: night %d was turned away, and came back", w.name, night, was)
	case !near(30, 4) && !near(90, 7) && !near(365, 7):
		w.t.Errorf("%s, night %d: night %d came back", w.name, night, was)
	case night-w.last < 7:
		w.t.Errorf("%s: words came back on nights %d and %d", w.name, w.last, night)
	}
	w.came[was], w.last = true, night
	return was
}

// ends holds all of a time to how much came back in it.
func (w *ways) ends(nights int) {
	w.t.Helper()
	if want := (nights-26)/7 + 1; len(w.came) < want-2 || len(w.came) > want {
		w.t.Errorf("%s: words came back %d times in %d nights, want %d", w.name, len(w.came), nights, want)
	}
	if want := nights/14 + 1; w.taps < want-1 || w.taps > want {
		w.t.Errorf("%s: the compass came %d times in %d nights, want %d", w.name, w.taps, nights, want)
	}
}

// TestAYearOfWays: on both platforms at once, words come back for as long as the flag
// says, each at its time, never twice, never such as were turned away or named; and the
// compass every two weeks.
func TestAYearOfWays(t *testing.T) {
	t.Parallel()
	if *waysDays == 0 {
		t.Skip("a long time on two simulators is played with -ways.days")
	}
	path := filepath.Join(t.TempDir(), "year.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path, "")
		defer s.stop()
		ada, bea := s.beginBoth()
		ada.Command("compass", map[string]any{"about": "the bakery"})
		bea.Command("compass", "the bakery")
		ada.Command("settings", nil)
		bea.Command("settings", "")
		nap()
		ada.Press("", "What comes back")
		bea.Press("What comes back")
		nap()
		ada.Press("", "Never bring back …")
		bea.Press("Never bring back …")
		nap()
		if form := ada.Form(); form != nil {
			t.Fatalf("a form: %+v", form)
		}
		ada.Write("Orsolya")
		bea.Write("Orsolya")
		nap()
		hers, his := newWays(t, "ada"), newWays(t, "bea")
		nights := *waysDays
		for night := 0; night <= nights && !t.Failed(); night++ {
			if night > 0 {
				time.Sleep(time.Until(s.next(t, "discord", ada.ID()).Add(time.Minute)))
				synctest.Wait()
			}
			seen := strings.ReplaceAll(ada.Last().Text, `\`, "")
			was := hers.sees(night, seen)
			if strings.Contains(seen, "the bakery”: stay, or go?") {
				hers.taps++
				ada.Press("", []string{"Stay", "Rather go", "Go"}[night%3])
			}
			if was != 0 && night%5 == 0 {
				hers.turned[was] = true
				ada.Press("", "Not this one again")
			}
			seen = bea.Last().Text
			was = his.sees(night, seen)
			if strings.Contains(seen, "the bakery”: stay, or go?") {
				his.taps++
				bea.Press([]string{"Stay", "Rather go", "Go"}[night%3])
			}
			if was != 0 && night%5 == 0 {
				his.turned[was] = true
				bea.Press("Not this one again")
			}
			nap()
			ada.Write(hers.wrote(night))
			bea.Write(his.wrote(night))
			nap()
		}
		hers.ends(nights)
		his.ends(nights)
		for what, account := range map[chat.Platform]string{"discord": ada.ID(), "telegram": fmt.Sprint(bea.ID())} {
			if h := historyOf(t, s.store, what, account); h.Total != nights+1 {
				t.Errorf("%s: a total of %d, want %d", what, h.Total, nights+1)
			}
		}
		t.Logf("came back: %d and %d; taps: %d and %d", len(hers.came), len(his.came), hers.taps, his.taps)
		if n := len(ada.Failed()); n != 0 {
			t.Errorf("%d interactions failed on Discord", n)
		}
		for _, text := range []string{"bakery", "Orsolya", "thought of the work"} {
			if strings.Contains(s.log.String(), text) {
				t.Errorf("the log holds %q", text)
			}
		}
	})
}

// TestAYearOfWaysInTheTerminal plays as long in the terminal.
func TestAYearOfWaysInTheTerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	w, nights := newWays(t, "ada"), max(*waysDays, 41)
	var play strings.Builder
	play.WriteString("Lisbon\n21:00\n/compass the bakery\n/settings\n9\n2\nOrsolya\n" + w.wrote(0) + "\n")
	for night := 1; night <= nights; night++ {
		play.WriteString(":tomorrow\n")
		if night == 33 { // The second return, a week after the first.
			play.WriteString("1\n") // Not this one again
		}
		play.WriteString(w.wrote(night) + "\n")
	}
	r := run(t, play.String(), "try")
	if r.code != 0 || r.err != "" {
		t.Fatalf("exit %d, %s", r.code, r.err)
	}
	// What is said from one night to the next is a question and the thanks for its answer.
	text, night := strings.Join(strings.Fields(r.out), " "), 0
	for _, said := range regexp.MustCompile(`What has changed\?|the bakery”: stay, or go\?|Kept\.`).FindAllStringIndex(text, -1) {
		switch found := text[said[0]:said[1]]; found {
		case "Kept.":
			night++
		case "What has changed?":
			from := strings.LastIndex(text[:said[0]], "You wrote:")
			was := w.sees(night, text[from:said[1]])
			if night == 33 {
				w.turned[was] = true
			}
		default:
			w.taps++
		}
	}
	if night != nights+1 {
		t.Errorf("%d answers were kept, want %d", night, nights+1)
	}
	if len(w.turned) != 1 {
		t.Errorf("turned away: %v", w.turned)
	}
	w.ends(nights)
	t.Logf("came back: %d; taps: %d", len(w.came), w.taps)
}
