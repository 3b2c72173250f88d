package main

import (
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
	"stillpoint/internal/store/postgres/postgrestest"
	"stillpoint/internal/streak"
	"stillpoint/internal/words"
)

// TestBothMonth is the whole bot serving two platforms in one process: one person
// on each, from the first word through a month of questions and its summaries.
func TestBothMonth(t *testing.T) {
	t.Parallel()
	month(t, filepath.Join(t.TempDir(), "month.db"), "")
}

// TestBothMonthOnServer is the same month on PostgreSQL. Half a million messages go to
// the server and back in it, so it runs by its flag.
func TestBothMonthOnServer(t *testing.T) {
	t.Parallel()
	if !*monthOnServer {
		t.Skip("SKIPPED: it takes minutes; -month.server runs it")
	}
	month(t, postgrestest.Shared(t).Database(t), filepath.Join(t.TempDir(), "key"))
}

// TestChannelsOnServer are the channels' weeks on PostgreSQL, by the same flag.
func TestChannelsOnServer(t *testing.T) {
	if !*monthOnServer {
		t.Skip("SKIPPED: it takes minutes; -month.server runs it")
	}
	for name, week := range map[string]func(t *testing.T, path, key string){"Discord": discordChannel, "Telegram": telegramChannel} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			week(t, postgrestest.Shared(t).Database(t), filepath.Join(t.TempDir(), "key"))
		})
	}
}

var monthOnServer = flag.Bool("month.server", false, "play the month, and the channels' weeks, on PostgreSQL too")

func month(t *testing.T, path, key string) {
	synctest.Test(t, func(t *testing.T) {
		berlin, err := schedule.Location("Europe/Berlin")
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Date(2027, 3, 10, 12, 0, 0, 0, berlin) // Clocks go forward on the 28th.
		time.Sleep(time.Until(begin))
		s := serveBoth(t, path, key)
		defer s.stop()
		ada, bea := s.beginBoth()
		ada.Write("the answer of the very first day")
		bea.Write("the answer of the very first day")
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
		checkMilestones(t, ada, bea)
		checkYearCards(t, s, ada, bea)
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

// checkMilestones wants the cards of the seventh and the fourteenth reflection.
func checkMilestones(t *testing.T, ada *discordtest.Person, bea *telegramtest.User) {
	t.Helper()
	var discord, telegram []string
	for _, m := range ada.Sees() {
		for _, f := range m.Files {
			if f.Name == "stillpoint-milestone.png" {
				discord = append(discord, f.Description)
			}
		}
	}
	for _, m := range bea.Sees() {
		if _, alt, ok := strings.Cut(m.Text, "The picture is a card with "); ok && m.Photo != nil {
			telegram = append(telegram, "The picture is a card with "+alt)
		}
	}
	want := []string{
		"The picture is a card with 7 dots, one for each reflection.",
		"The picture is a card with 14 dots, one for each reflection.",
	}
	if !slices.Equal(discord, want) || !slices.Equal(telegram, want) {
		t.Errorf("milestones on Discord %q, on Telegram %q", discord, telegram)
	}
}

// checkYearCards wants the year's picture, and the cards beside it: of two lines, of the
// theme, and of a question that was answered twice.
func checkYearCards(t *testing.T, s *served, ada *discordtest.Person, bea *telegramtest.User) {
	t.Helper()
	askedTwice(t, s.store, "discord", ada.ID())
	askedTwice(t, s.store, "telegram", fmt.Sprint(bea.ID()))
	ada.Command("summary", map[string]any{"period": "year"})
	bea.Command("summary", "year")
	nap()
	const calendar = "The picture is a calendar of 2027 with 29 days kept."
	if last := ada.Last(); len(last.Files) != 1 || last.Files[0].Description != calendar {
		t.Errorf("Discord: the year has %d files under %q", len(last.Files), last.Text)
	}
	if last := bea.Last(); last.Photo == nil || !strings.HasSuffix(last.Text, calendar) {
		t.Errorf("Telegram: the year is %q", last.Text)
	}
	for _, label := range []string{"Cards of the year", "the answer of the very first day", "the answer of the day", "Make the cards"} {
		ada.Press("", label)
		bea.Press(label)
		nap()
	}
	time.Sleep(10 * time.Second) // Telegram takes a message a second.
	synctest.Wait()
	want := []string{
		"The picture is a card with two lines of yours.", "The picture is a card that says you wrote most about ",
		"The picture is a card with your first and your last answer to one question.",
	}
	onDiscord, onTelegram := ada.Sees(), bea.Sees()
	if len(onDiscord) < 4 || len(onTelegram) < 4 {
		t.Fatal("no cards")
	}
	onDiscord, onTelegram = onDiscord[len(onDiscord)-4:], onTelegram[len(onTelegram)-4:]
	here := words.For("").Card.These
	if onDiscord[0].Text != here || onTelegram[0].Text != here {
		t.Errorf("the cards begin with %q and %q", onDiscord[0].Text, onTelegram[0].Text)
	}
	for i, alt := range want {
		if m := onDiscord[i+1]; len(m.Files) != 1 || !strings.HasPrefix(m.Files[0].Description, alt) {
			t.Errorf("Discord: card %d has the files %v and reads %q", i, len(m.Files), m.Text)
		}
		if m := onTelegram[i+1]; m.Photo == nil || !strings.HasPrefix(m.Text, alt) {
			t.Errorf("Telegram: card %d reads %q", i, m.Text)
		}
	}
	if n := len(ada.Failed()) + s.server.Spinning(); n != 0 {
		t.Errorf("%d presses weren't answered", n)
	}
}

// askedTwice makes the last question that somebody answered the same as their first.
func askedTwice(t *testing.T, st *store.Store, p chat.Platform, account string) {
	t.Helper()
	err := st.Update(t.Context(), func(tx reflection.Tx) error {
		id, err := tx.Identity(p, account)
		if err != nil {
			return err
		}
		facts, err := tx.FactsOf(id.Person)
		if err != nil {
			return err
		}
		facts = slices.DeleteFunc(facts, func(f reflection.Fact) bool { return f.Kind != reflection.FactReplied })
		first, err := tx.Delivery(facts[0].Delivery)
		if err != nil {
			return err
		}
		last, err := tx.Delivery(facts[len(facts)-1].Delivery)
		if err != nil {
			return err
		}
		last.Prompt = first.Prompt
		return tx.UpdateDelivery(last)
	})
	if err != nil {
		t.Fatal(err)
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
