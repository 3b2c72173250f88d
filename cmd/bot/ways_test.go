package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// TestWaysBackInTheTerminal plays a month in the terminal, until words come back; with
// a compass. Nobody can be linked who has one app.
func TestWaysBackInTheTerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	var play strings.Builder
	play.WriteString("Lisbon\n21:00\n/compass the bakery\nI thought of the work and of what it was for: night 0.\n")
	for night := 1; night <= 27; night++ {
		fmt.Fprintf(&play, ":tomorrow\nI thought of the work and of what it was for: night %d.\n", night)
	}
	play.WriteString("/settings\n/link\n/unlink\n")
	r := run(t, play.String(), "try")
	if r.code != 0 || r.err != "" {
		t.Fatalf("exit %d, %s", r.code, r.err)
	}
	out := strings.Join(strings.Fields(r.out), " ")
	at := 0
	for _, want := range []string{
		"“the bakery” it is. The compass comes with your next question", "[3] Ask me this again in a year",
		"And “the bakery”: stay, or go?", "[8] Go",
		"You wrote:", "I thought of the work and of what it was for: night 0.", "What has changed?", "[1] Not this one again",
		"What comes back", "/link ", "No other account is joined to this one.",
	} {
		next := strings.Index(out[at:], want)
		if next < 0 {
			t.Fatalf("the transcript lacks %q, or has it out of its place:\n%s", want, out[at:])
		}
		at += next
	}
	if n := strings.Count(out, "And “the bakery”"); n != 2 {
		t.Errorf("the compass came %d times in four weeks, want 2", n)
	}
}

// past gives an account a month of answers to questions of its own, up to 25 days ago.
func (s *served) past(t *testing.T, platform chat.Platform, account string, days int) {
	t.Helper()
	err := s.store.Update(s.t.Context(), func(tx reflection.Tx) error {
		i, err := tx.Identity(platform, account)
		if err != nil {
			return err
		}
		sub, err := tx.SubscriptionIn(i.Private)
		if err != nil {
			return err
		}
		loc, err := schedule.Location(sub.Rule.Zone)
		if err != nil {
			return err
		}
		for day := range days {
			at := time.Now().AddDate(0, 0, -25-day)
			d := reflection.Delivery{Subscription: sub.ID, Person: i.Person, Chat: i.Private, Date: schedule.DateOf(at, loc), Zone: sub.Rule.Zone,
				Due: at, State: reflection.DeliveryArrived, Arrived: at, Answered: at, Prompt: reflection.Asked{Question: "One of the past?"}}
			if err := tx.AddDelivery(&d); err != nil {
				return err
			}
			r := reflection.Reply{Person: i.Person, Identity: i.ID, Delivery: d.ID, Question: "One of the past?", Created: at}
			if err := tx.AddReply(&r); err != nil {
				return err
			}
			if err := tx.AddPart(&reflection.Part{Reply: r.ID, Chat: i.Private, At: at, Text: "I thought of the work and of what it was for."}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWaysBackOnBoth: on both platforms words come back, a compass stands under the
// question, and two accounts become one person, asked in one app, answered from the
// other, and part again.
func TestWaysBackOnBoth(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ways.db")
	synctest.Test(t, func(t *testing.T) {
		s := serveBoth(t, path, "")
		defer s.stop()
		ada, bea := s.beginBoth()
		reads := func(what, got string, parts ...string) {
			t.Helper()
			for _, part := range parts {
				if !strings.Contains(got, part) {
					t.Errorf("%s reads %q, want it to hold %q", what, got, part)
				}
			}
		}
		s.past(t, "discord", ada.ID(), 15)
		s.past(t, "telegram", fmt.Sprint(bea.ID()), 15)
		ada.Command("compass", map[string]any{"about": "the bakery"})
		bea.Command("compass", "the bakery")
		ada.Write("an answer")
		bea.Write("an answer")
		nap()
		reads("ada", ada.Last().Text, "Kept")
		next := s.next(t, "discord", ada.ID())
		time.Sleep(time.Until(next.Add(time.Minute)))
		synctest.Wait()
		for what, got := range map[string]string{"ada": ada.Last().Text, "bea": bea.Last().Text} {
			reads(what, got, "I thought of the work and of what it was for.", "What has changed?", "the bakery”", "stay, or go?")
		}
		ada.Press("", "Rather go")
		bea.Press("Stay")
		nap()
		ada.Press("", "Not this one again")
		bea.Press("Not this one again")
		nap()
		for what, got := range map[string]string{"ada": ada.Last().Text, "bea": bea.Last().Text} {
			if strings.Contains(got, "What has changed?") {
				t.Errorf("%s still reads %q", what, got)
			}
		}

		ada.Command("link", nil)
		nap()
		code := regexp.MustCompile(`/link ([a-z0-9]{10})`).FindStringSubmatch(ada.Last().Text)
		if code == nil {
			t.Fatalf("no code in %q", ada.Last().Text)
		}
		bea.Command("link", code[1])
		nap()
		bea.Press("Join them")
		nap()
		reads("bea", bea.Last().Text, "Joined.", "Where should I ask?")
		reads("ada", ada.Last().Text, "Your account in Telegram is joined to this one now")
		bea.Press("Here")
		nap()
		reads("bea", bea.Last().Text, "I'll ask here.")
		before := ada.Last().Text
		time.Sleep(time.Until(s.next(t, "telegram", fmt.Sprint(bea.ID())).Add(time.Minute)))
		synctest.Wait()
		reads("bea", bea.Last().Text, "Drawn from")
		if ada.Last().Text != before {
			t.Errorf("ada is asked too: %q", ada.Last().Text)
		}
		ada.Write("answered from the other app")
		nap()
		reads("ada", ada.Last().Text, "Kept")
		h := historyOf(t, s.store, "discord", ada.ID())
		if g := historyOf(t, s.store, "telegram", fmt.Sprint(bea.ID())); h.Total != 3 || g.Total != h.Total {
			t.Errorf("totals %d and %d", h.Total, g.Total)
		}
		ada.Command("unlink", nil)
		nap()
		ada.Press("", "Part them")
		nap()
		reads("ada", ada.Last().Text, "Parted.")
		reads("bea", bea.Last().Text, "The accounts have parted.")
		if n := len(ada.Failed()); n != 0 {
			t.Errorf("%d interactions failed on Discord", n)
		}
		if n := s.server.Spinning(); n != 0 {
			t.Errorf("%d spinners still turn on Telegram", n)
		}
		for _, text := range []string{"bakery", "what it was for", code[1]} {
			if strings.Contains(s.log.String(), text) {
				t.Errorf("the log holds %q", text)
			}
		}
	})
}

// next is when an account's next question comes.
func (s *served) next(t *testing.T, platform chat.Platform, account string) (at time.Time) {
	t.Helper()
	err := s.store.View(s.t.Context(), func(tx reflection.Tx) error {
		i, err := tx.Identity(platform, account)
		if err != nil {
			return err
		}
		sub, err := tx.SubscriptionIn(i.Private)
		at = sub.Next.At
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return at
}
